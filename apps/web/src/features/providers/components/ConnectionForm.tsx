"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Message } from "@/ui/Message";
import type { DiscoveredProvider as DiscoveredFacts } from "../discovery";
import { CopyField } from "@/ui/form/CopyField";
import { DiscoveredMetadata } from "./DiscoveredMetadata";
import { Field, SelectField, FieldProblemText } from "@/ui/form/Field";
import { FormFoot } from "@/ui/form/FormFoot";
import { FormProblems, StoredMeanwhile } from "@/ui/form/FormProblems";
import type { FormState, PostedForm } from "@/ui/form/form-state";
import { usePostedForm } from "@/ui/form/use-posted-form";
import { Panel } from "@/ui/Panel";

export interface ConnectionState extends FormState {
  readonly found: DiscoveredFacts | null;
  /** A secret was typed and is not saved; it never comes back into a page. */
  readonly secretTyped: boolean;
}

interface ConnectionFormProps {
  readonly action: PostedForm<ConnectionState>;
  readonly opened: ConnectionState;
  /** Null for a new one. */
  readonly provider: {
    readonly id: string;
    readonly slug: string;
    readonly revision: number;
    /** Whether its issuer has to stay. */
    readonly used: boolean;
  } | null;
  readonly preset: string;
  /** As the form opens, by field. */
  readonly stored: Readonly<Record<string, string>>;
  /** What is said about the secret that is set; "" for a new provider. */
  readonly secretSet: string;
  readonly redirectUriStart: string;
  readonly backChannelStart: string;
  /** The page of all providers, above their own ones. */
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
  ...["tokenAuthMethod", "authorizationParameters"],
];
const authMethods = ["client_secret_basic", "client_secret_post", "private_key_jwt"] as const;

/** A connection: who it is, where it is, and how we say who we are. Works without JavaScript, Discover included. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { action, opened, provider, preset, stored, secretSet, redirectUriStart, backChannelStart } = props;
  const { home = "/admin/identity-providers" } = props;
  const t = useTranslations("identity-providers");
  const { state, saving, dirty, form } = usePostedForm(action, opened);
  const [shown] = useState(state.typed ?? stored);
  // Where a script posted the form, the page is the same one and what was typed is still in its field.
  const [secretLost] = useState(state.secretTyped);
  const [slug, setSlug] = useState(shown["slug"] ?? "");
  const sentence = (field: string) => {
    const problem = state.problems[field];
    if (problem === undefined) return undefined;
    // A code, and for some what it is about.
    const [code = "", word = ""] = problem.split(":");
    return t(`problem.${code}`, { field: t(`connection.${field}`), word });
  };
  const sentences = Object.fromEntries(
    [...order, "enabled"].flatMap((field) => (state.problems[field] ? [[field, sentence(field) ?? ""]] : [])),
  );
  const field = (name: string) => ({
    name,
    label: t(`connection.${name}`),
    value: shown[name] ?? "",
    problem: sentence(name),
  });
  const copied = (name: "redirectUri" | "backChannel") => ({
    name,
    words: {
      label: t(`connection.${name}`),
      hint: t(`connection.${name}Hint`),
      copy: t("connection.copy"),
      copied: t("connection.copied"),
    },
  });
  const optional = t("optional");
  const ownSlug = provider?.slug ?? (slug || "…");
  const now = state.typed ?? stored;
  return (
    <form className="max-w-form" {...form}>
      {/* The first button is the one that Enter presses. */}
      <button className="sr-only" type="submit" name="do" value="save" tabIndex={-1} aria-hidden="true" />
      <FormProblems state={state} sentences={sentences} />
      {secretLost && (
        <Message tone="warning" title={t("secretLost.title")}>
          {t("secretLost.text")} <a href="#clientSecret">{t("connection.clientSecret")}</a>
        </Message>
      )}
      {state.conflict && provider && (
        <StoredMeanwhile
          differences={[...order, "enabled"].flatMap((name) => {
            const text = state.conflict?.[name] ?? "";
            const same = name === "clientSecret" || text === (state.typed?.[name] ?? "");
            return same
              ? []
              : [{ name: t(`connection.${name}`), text: name === "enabled" ? t(`yesNo.${text}`) : text }];
          })}
          href={`${home}/${provider.id}`}
        />
      )}
      <input type="hidden" name="provider" value={provider?.id ?? ""} />
      <input type="hidden" name="base" value={state.base ?? provider?.revision ?? ""} />
      <input type="hidden" name="preset" value={preset} />
      {provider && <input type="hidden" name="slug" value={provider.slug} />}
      <Panel id="connection-who" title={t("connection.who")}>
        <div className="panel-body">
          <Field {...field("name")} hint={t("connection.nameHint")} />
          <Field {...field("hint")} mark={optional} hint={t("connection.hintHint")} />
          <Field {...field("logoLetters")} mark={optional} hint={t("connection.logoLettersHint")} />
          {!provider && <Field {...field("slug")} mono hint={t("connection.slugHint")} onType={setSlug} />}
          <Field {...field("accountUrl")} kind="url" mark={optional} hint={t("connection.accountUrlHint")} />
          <Field {...field("domains")} kind="lines" mono mark={optional} hint={t("connection.domainsHint")} />
        </div>
      </Panel>
      <Panel id="connection-where" title={t("connection.where")}>
        <div className="panel-body">
          <Field
            {...field("issuer")}
            kind="url"
            mono
            hint={t(provider?.used ? "connection.issuerUsedHint" : "connection.issuerHint")}
          />
          <div className="mt-3 mb-4">
            <button className="button" type="submit" name="do" value="discover" aria-disabled={saving || undefined}>
              {t("connection.discover")}
            </button>
          </div>
          {(now["issuer"] ?? "").includes("{tenantid}") && (
            <Field {...field("tenants")} kind="lines" mono mark={optional} hint={t("connection.tenantsHint")} />
          )}
          <CopyField {...copied("redirectUri")} value={`${redirectUriStart}${ownSlug}`} />
          <CopyField {...copied("backChannel")} value={`${backChannelStart}${ownSlug}`} />
        </div>
      </Panel>
      {state.found && (
        <DiscoveredMetadata
          found={state.found}
          scopes={now["scopes"] ?? ""}
          tokenAuthMethod={now["tokenAuthMethod"] ?? "client_secret_basic"}
        />
      )}
      <Panel id="connection-client" title={t("connection.client")}>
        <div className="panel-body">
          <Field {...field("clientId")} mono hint={t("connection.clientIdHint")} />
          <Field
            {...field("clientSecret")}
            value=""
            kind="secret"
            {...(secretSet ? { mark: secretSet } : {})}
            hint={t(secretSet ? "connection.clientSecretKeep" : "connection.clientSecretHint")}
          />
          <Field {...field("scopes")} mono hint={t("connection.scopesHint")} />
          <SelectField
            {...field("tokenAuthMethod")}
            options={authMethods.map((value) => ({ value, text: t(`connection.auth.${value}`) }))}
            hint={t("connection.tokenAuthMethodHint")}
          />
          <Field
            {...field("authorizationParameters")}
            kind="lines"
            mono
            mark={optional}
            hint={t("connection.authorizationParametersHint")}
          />
          <div className="field">
            <FieldProblemText name="enabled" text={sentence("enabled")} />
            <div>
              <label
                className="mb-0 inline-flex min-h-8 cursor-pointer items-center justify-start gap-2"
                htmlFor="enabled"
              >
                <input
                  className="box"
                  type="checkbox"
                  id="enabled"
                  name="enabled"
                  value="on"
                  defaultChecked={shown["enabled"] === "on"}
                  aria-describedby="enabled-hint"
                />
                {t("connection.enabled")}
              </label>
            </div>
            <p className="hint" id="enabled-hint">
              {t("connection.enabledHint")}
            </p>
          </div>
        </div>
      </Panel>
      <FormFoot save={t(provider ? "save" : "connection.connect")} saving={saving} dirty={dirty} cancelHref={home} />
    </form>
  );
}
