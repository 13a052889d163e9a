"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useWatch } from "react-hook-form";
import { Message } from "@/ui/Message";
import type { DiscoveredProvider as DiscoveredFacts } from "../discovered-provider";
import { AdminForm, useSaving } from "@/ui/form/AdminForm";
import { CopyField } from "@/ui/form/CopyField";
import { BoxField, SelectField, TextField } from "@/ui/form/Field";
import { type FormFields, type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { Panel } from "@/ui/Panel";
import { useAdminForm } from "@/ui/form/use-admin-form";
import { responseModeChoices, tokenAuthChoices } from "../connection-choices";
import { DiscoveredMetadata } from "./DiscoveredMetadata";

export interface ConnectionState extends FormState {
  readonly found: DiscoveredFacts | null;
  /** Whether a typed secret was not saved. It is never sent back to the page. */
  readonly secretTyped: boolean;
}

interface ConnectionFormProps {
  readonly action: PostedForm<ConnectionState>;
  /** Null for a new one. */
  readonly provider: {
    readonly id: string;
    readonly slug: string;
    readonly revision: number;
    /** Whether its issuer can no longer change. */
    readonly used: boolean;
  } | null;
  readonly preset: string;
  /** The values that the form opens with. */
  readonly stored: FormFields;
  /** A sentence about the stored secret; "" for a new provider. */
  readonly secretSet: string;
  /** The signing algorithms that can be chosen. */
  readonly algorithms: readonly string[];
  readonly redirectUriStart: string;
  readonly backChannelStart: string;
  /** Where people return to after they sign out at the provider. */
  readonly signOutReturn: string;
  /** The page of all providers, one level up. */
  readonly home?: string;
}

const order = [
  ...[
    "name",
    "hint",
    "logoLetters",
    "slug",
    "accountUrl",
    "domains",
    "issuer",
    "tenants",
    "clientId",
    "clientSecret",
    "scopes",
  ],
  ...["tokenAuthMethod", "responseMode", "tokenAlgorithm", "authorizationParameters", "subjectsStay", "enabled"],
];

const start: ConnectionState = { ...openedForm, found: null, secretTyped: false };

/**
 * The form of a connection: its name, its endpoints, and our client credentials. Discover works without JavaScript too.
 */
export function ConnectionForm(props: ConnectionFormProps) {
  const { action, provider, preset, stored, secretSet, algorithms, home = "/admin/identity-providers" } = props;
  const t = useTranslations("identity-providers");
  const handle = useAdminForm(action, start, stored);
  const { state } = handle;
  const { found } = state;
  // If a script posted the form, the page stays and the field still has the typed secret.
  const [secretLost] = useState(state.secretTyped);
  const now = state.typed ?? stored;
  const nameOf = (field: string) => t(`connection.${field}`);
  return (
    <AdminForm
      handle={handle}
      order={order}
      sentence={(field, problem) => {
        // A code, and for some codes the word that it is about.
        const [code = "", word = ""] = problem.split(":");
        return t(`problem.${code}`, { field: nameOf(field), word, box: nameOf("subjectsStay") });
      }}
      failures={{ gone: t("failure.gone") }}
      hidden={{ provider: provider?.id ?? "", preset, ...(provider ? { slug: provider.slug } : {}) }}
      {...(provider ? { base: provider.revision } : {})}
      {...(provider ? { conflict: { href: `${home}/${provider.id}`, differences } } : {})}
      {...(provider ? {} : { save: t("connection.connect") })}
      cancelHref={home}
    >
      {secretLost && (
        <Message tone="warning" title={t("secretLost.title")}>
          {t("secretLost.text")} <a href="#clientSecret">{nameOf("clientSecret")}</a>
        </Message>
      )}
      <Part name="who">
        <TextField {...field("name")} />
        <TextField {...field("hint")} optional />
        <TextField {...field("logoLetters")} optional />
        {!provider && <TextField {...field("slug")} mono />}
        <TextField {...field("accountUrl")} kind="url" optional />
        <TextField {...field("domains")} kind="lines" mono optional />
      </Part>
      <Part name="where">
        <TextField {...field("issuer", provider?.used ? "issuerUsedHint" : "issuerHint")} kind="url" mono />
        <Discover />
        {(now["issuer"] ?? "").includes("{tenantid}") && <TextField {...field("tenants")} kind="lines" mono optional />}
        <Addresses {...props} />
      </Part>
      {found && (
        <DiscoveredMetadata
          found={found}
          scopes={now["scopes"] ?? ""}
          tokenAuthMethod={now["tokenAuthMethod"] ?? "client_secret_basic"}
          tokenAlgorithm={now["tokenAlgorithm"] ?? ""}
        />
      )}
      <Part name="client">
        <TextField {...field("clientId")} mono />
        {provider?.used && <BoxField {...field("subjectsStay")} />}
        <TextField
          {...field("clientSecret", secretSet ? "clientSecretKeep" : "clientSecretHint")}
          kind="secret"
          mark={secretSet && <small>{secretSet}</small>}
        />
        <TextField {...field("scopes")} mono />
        <SelectField
          {...field("tokenAuthMethod")}
          options={tokenAuthChoices.map((value) => ({ value, text: t(`connection.auth.${value}`) }))}
        />
        <SelectField
          {...field("responseMode")}
          options={responseModeChoices.map((value) => ({ value, text: t(`connection.mode.${value}`) }))}
        />
        <SelectField
          {...field("tokenAlgorithm")}
          options={[
            { value: "", text: t("connection.anyAlgorithm") },
            ...algorithms.map((value) => ({ value, text: value })),
          ]}
        />
        <TextField {...field("authorizationParameters")} kind="lines" mono optional />
        <BoxField {...field("enabled")} />
      </Part>
    </AdminForm>
  );

  function field(name: string, hint = `${name}Hint`) {
    return { name, label: nameOf(name), hint: t(`connection.${hint}`) };
  }

  /** The stored secret is never shown. */
  function differences(stored: FormFields, typed: FormFields) {
    return order.flatMap((name) => {
      const text = stored[name] ?? "";
      if (name === "clientSecret" || text === (typed[name] ?? "")) return [];
      return [{ name: nameOf(name), text: name === "enabled" ? t(`yesNo.${text}`) : text }];
    });
  }
}

function Part({ name, children }: { readonly name: "who" | "where" | "client"; readonly children: ReactNode }) {
  const t = useTranslations("identity-providers.connection");
  return (
    <Panel id={`connection-${name}`} title={t(name)}>
      <div className="panel-body">{children}</div>
    </Panel>
  );
}

function Discover() {
  const t = useTranslations("identity-providers.connection");
  const saving = useSaving();
  return (
    <div className="mt-3 mb-4">
      <button className="button" type="submit" name="do" value="discover" aria-disabled={saving || undefined}>
        {t("discover")}
      </button>
    </div>
  );
}

/** Where the provider sends people and messages; for a new provider they follow the typed URL name. */
function Addresses({ provider, redirectUriStart, backChannelStart, signOutReturn }: ConnectionFormProps) {
  const t = useTranslations("identity-providers.connection");
  const typed: unknown = useWatch({ name: "slug" });
  const slug = provider?.slug ?? (typeof typed === "string" && typed !== "" ? typed : "…");
  const words = (name: "redirectUri" | "backChannel" | "signOutReturn") => ({
    ...{ label: t(name), hint: t(`${name}Hint`), copy: t("copy"), copied: t("copied") },
  });
  return (
    <>
      <CopyField name="redirectUri" words={words("redirectUri")} value={`${redirectUriStart}${slug}`} />
      <CopyField name="signOutReturn" words={words("signOutReturn")} value={signOutReturn} />
      <CopyField name="backChannel" words={words("backChannel")} value={`${backChannelStart}${slug}`} />
    </>
  );
}
