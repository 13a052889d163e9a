import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { findLanguage } from "@/platform/i18n/languages";
import { DateTime } from "@/ui/table/DateTime";
import { Panel } from "@/ui/Panel";
import { shortId } from "@/ui/table/references";

interface Account {
  readonly id: string;
  readonly pseudonym: string | null;
  readonly role: "person" | "administrator";
  readonly status: "active" | "suspended" | "closed";
  readonly language: string;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  readonly restriction: {
    readonly ground: "accuracy" | "unlawful" | "claims" | "objection";
    readonly since: Date;
    readonly until: Date | null;
  } | null;
  readonly identities: readonly { readonly providerName: string; readonly subject: string }[];
}

/** The facts about the account that need no consent. */
export async function AccountFacts({ user }: { readonly user: Account }) {
  const [t, list] = await Promise.all([getTranslations("admin.user"), getTranslations("admin.users")]);
  const { id, pseudonym, role, language, createdAt, lastSignInAt, identities, restriction } = user;
  // Null is not a fact: a closed account has no date because it was removed, not because nothing happened.
  const noSignIn = user.status === "closed" ? t("removed") : list("never");
  return (
    <Panel id="account" title={t("account")}>
      <div className="panel-body">
        <dl className="kv kv-tight">
          <Fact name={t("id")}>
            <span className="mono">{shortId(id)}</span>
          </Fact>
          <Fact name={t("pseudonym")}>
            {pseudonym ? <span className="mono">{pseudonym}</span> : t("pseudonymNone")}
          </Fact>
          <Fact name={t("role")}>{role === "administrator" ? list("administrator") : t("rolePerson")}</Fact>
          <Fact name={t("created")}>
            <DateTime at={createdAt} precise />
          </Fact>
          <Fact name={t("lastSignIn")}>{lastSignInAt ? <DateTime at={lastSignInAt} precise /> : noSignIn}</Fact>
          {restriction && (
            <Fact name={t("restrictedSince")}>
              <DateTime at={restriction.since} precise />{" "}
              <span className="block">{t(`ground.${restriction.ground}`)}</span>
              {restriction.until && (
                <span className="block">
                  {t("restrictedUntil")} <DateTime at={restriction.until} precise />
                </span>
              )}
            </Fact>
          )}
          <Fact name={t("signsInWith")}>
            {identities.length === 0 && user.status === "closed" && t("removed")}
            {identities.map(({ providerName, subject }) => (
              <span className="block [&>small]:block [&>span]:block" key={`${providerName} ${subject}`}>
                {providerName}
                <small className="mono">
                  <bdi>{subject}</bdi>
                </small>
              </span>
            ))}
          </Fact>
          <Fact name={t("language")}>{findLanguage(language)?.name ?? language}</Fact>
        </dl>
      </div>
    </Panel>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
