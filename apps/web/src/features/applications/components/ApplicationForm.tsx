"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AdminForm } from "@/ui/form/AdminForm";
import { BoxField, SelectField, TextField } from "@/ui/form/Field";
import { type FormFields, type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { useAdminForm } from "@/ui/form/use-admin-form";
import { Panel } from "@/ui/Panel";

interface ApplicationFormProps {
  readonly action: PostedForm<FormState>;
  /** Null for a new one. */
  readonly application: { readonly id: string; readonly revision: number } | null;
  readonly kind: "web" | "single-page" | "native" | "service";
  /** As the form opens. */
  readonly stored: FormFields;
  /** For a new service: the applications whose identifiers it can use for people. */
  readonly subjectSources?: readonly { readonly id: string; readonly name: string }[];
}

const boxes = ["claimsInIdToken", "pkceRequired", "choosesProvider"];
const order = [
  ...["name", "homeUrl", "redirectUris", "signOutUris", "backChannelLogoutUrl", "authMethod", "jwks", "subjectType"],
  ...["subjectsOf", "idTokenAlgorithm"],
  ...boxes,
];
const authMethods = ["client_secret_basic", "client_secret_post", "private_key_jwt"] as const;

/** An application: what people see of it, where they are sent back to, and how it proves who it is. */
export function ApplicationForm({ action, application, kind, stored, subjectSources }: ApplicationFormProps) {
  const t = useTranslations("admin-applications");
  const handle = useAdminForm(action, openedForm, stored);
  const home = "/admin/applications";
  const forPeople = kind !== "service";
  const confidential = kind === "web" || kind === "service";
  return (
    <AdminForm
      handle={handle}
      order={order}
      sentence={sentence}
      failures={{ gone: t("form.gone") }}
      hidden={{ kind, application: application?.id ?? "" }}
      {...(application ? { base: application.revision } : { save: t("form.add") })}
      {...(application ? { conflict: { href: `${home}/${application.id}`, differences } } : {})}
      cancelHref={home}
    >
      <Part name="who">
        <TextField {...field("name")} />
        {forPeople && <TextField {...field("homeUrl")} kind="url" optional />}
      </Part>
      {forPeople && (
        <Part name="where">
          <TextField {...field("redirectUris", `redirectUrisHint.${kind}`)} kind="lines" mono />
          <TextField {...field("signOutUris")} kind="lines" mono optional />
          {kind === "web" && <TextField {...field("backChannelLogoutUrl")} kind="url" optional />}
        </Part>
      )}
      {confidential && (
        <Part name="proof">
          <SelectField
            {...field("authMethod")}
            options={authMethods.map((value) => ({ value, text: t(`form.auth.${value}`) }))}
          />
          <TextField {...field("jwks")} kind="lines" mono optional />
        </Part>
      )}
      {subjectSources && (
        <Part name="people">
          <SelectField
            {...field("subjectsOf")}
            options={[
              ...subjectSources.map(({ id, name }) => ({ value: id, text: name })),
              { value: "", text: t("form.publicSubjects") },
            ]}
          />
        </Part>
      )}
      {forPeople && (
        <Part name="protocol">
          <SelectField
            {...field("subjectType", application ? "subjectTypeLater" : "subjectTypeHint")}
            options={(["pairwise", "public"] as const).map((value) => ({ value, text: t(`form.subject.${value}`) }))}
          />
          <SelectField
            {...field("idTokenAlgorithm")}
            options={(["RS256", "EdDSA"] as const).map((value) => ({ value, text: t(`form.algorithm.${value}`) }))}
          />
          <BoxField {...field("claimsInIdToken")} />
          {kind === "web" && <BoxField {...field("pkceRequired")} />}
          <BoxField {...field("choosesProvider")} />
        </Part>
      )}
    </AdminForm>
  );

  function field(name: string, hint = `${name}Hint`) {
    return { name, label: t(`form.${name}`), hint: t(`form.${hint}`) };
  }

  /** A code and, for some after a colon, the address that it is about. */
  function sentence(name: string, problem: string) {
    const [, code = problem, word = ""] = /^([^:]*):(.*)$/s.exec(problem) ?? [];
    return t(`problem.${code}`, { field: t(`form.${name}`), word });
  }

  function differences(now: FormFields, typed: FormFields) {
    return order.flatMap((name) => {
      const text = now[name] ?? "";
      if (text === (typed[name] ?? "")) return [];
      return [
        { name: t(`form.${name}`), text: boxes.includes(name) ? t(text === "on" ? "form.yes" : "form.no") : text },
      ];
    });
  }
}

interface PartProps {
  readonly name: "who" | "where" | "proof" | "people" | "protocol";
  readonly children: ReactNode;
}

function Part({ name, children }: PartProps) {
  const t = useTranslations("admin-applications.form");
  return (
    <Panel id={`application-${name}`} title={t(name)}>
      <div className="panel-body">{children}</div>
    </Panel>
  );
}
