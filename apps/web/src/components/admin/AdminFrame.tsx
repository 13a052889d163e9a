import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/Icon";
import { NavLink } from "./NavLink";
import { shortId } from "./short-id";
import { Wordmark } from "./Wordmark";

interface AdminFrameProps {
  readonly organisation: string;
  /** Who is signed in; no name when they did not agree to its being stored. */
  readonly person: { readonly id: string; readonly name: string | null };
  readonly children: ReactNode;
}

/** Side and work area of the administration. On a phone the side is a bar of two lines above the work. */
export async function AdminFrame({ organisation, person, children }: AdminFrameProps) {
  const t = await getTranslations("admin.nav");
  return (
    <div className="admin">
      <header className="side">
        <div className="side-brand">
          <Link href="/admin" prefetch={false} aria-label={t("home")}>
            <Wordmark />
          </Link>
          <span className="side-org">{organisation}</span>
        </div>
        <nav aria-label={t("label")}>
          <ul>
            <Entry href="/admin" icon="overview" text={t("overview")} exact />
          </ul>
          <Group id="nav-identity" title={t("identity")}>
            <Entry href="/admin/resident" icon="resident" text={t("resident")} />
            <Entry href="/admin/identity-providers" icon="key" text={t("identityProviders")} />
            <Entry href="/admin/attributes" icon="attributes" text={t("attributes")} />
          </Group>
          <Group id="nav-consent" title={t("consent")}>
            <Entry href="/admin/purposes" icon="purposes" text={t("purposes")} />
            <Entry href="/admin/records" also="/admin/receipts" icon="records" text={t("records")} />
          </Group>
          <ul className="side-rest">
            <Entry href="/admin/users" icon="users" text={t("users")} />
            <Entry href="/admin/audit" icon="audit" text={t("audit")} />
            <Entry href="/admin/ledger" icon="link" text={t("ledger")} />
          </ul>
        </nav>
        <div className="side-me">
          <span>
            {person.name ? <bdi>{person.name}</bdi> : <b className="mono">{shortId(person.id)}</b>}
            <small>{t("administrator")}</small>
          </span>
          <form action="/sign-out/now" method="post">
            <button className="icon-button" type="submit" aria-label={t("signOut")}>
              <Icon name="signOut" />
            </button>
          </form>
        </div>
      </header>
      <main className="work" id="main">
        <div className="work-in">{children}</div>
      </main>
    </div>
  );
}

function Group({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <p className="side-group" id={id}>
        {title}
      </p>
      <ul aria-labelledby={id}>{children}</ul>
    </>
  );
}

interface EntryProps {
  readonly href: string;
  /** Pages elsewhere that belong to this entry. */
  readonly also?: string;
  readonly icon: IconName;
  readonly text: string;
  readonly exact?: boolean;
}

function Entry({ href, also, icon, text, exact = false }: EntryProps) {
  return (
    <li>
      <NavLink href={href} exact={exact} {...(also ? { also } : {})}>
        <Icon name={icon} />
        {text}
      </NavLink>
    </li>
  );
}
