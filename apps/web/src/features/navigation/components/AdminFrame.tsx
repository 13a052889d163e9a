import Link from "next/link";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "@/ui/Icon";
import { NavLink } from "./NavLink";
import { type NavigationItem, navigation } from "../navigation";
import { shortId } from "@/ui/table/short-id";
import { Shortcuts, type ShortcutsProps } from "../shortcuts/Shortcuts";
import { Wordmark } from "@/ui/Wordmark";

interface AdminFrameProps {
  readonly organisation: string;
  /** Who is signed in; no name when they did not agree to its being stored. */
  readonly person: { readonly id: string; readonly name: string | null };
  readonly load: ShortcutsProps["load"];
  readonly find: ShortcutsProps["find"];
  readonly children: ReactNode;
}

/** Side and work area of the administration. On a phone the side is a bar of two lines above the work. */
export async function AdminFrame({ organisation, person, load, find, children }: AdminFrameProps) {
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
        <Keys load={load} find={find} />
        <nav aria-label={t("label")}>
          {navigation.map(({ name, pages }, at) => (
            <Group key={name ?? at} name={name} last={at === navigation.length - 1} title={name && t(name)}>
              {pages.map((page) => (
                <Entry key={page.href} page={page} text={t(page.key)} />
              ))}
            </Group>
          ))}
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

interface GroupProps {
  readonly name: string | null;
  readonly title: string | null;
  readonly last: boolean;
  readonly children: ReactNode;
}

function Group({ name, title, last, children }: GroupProps) {
  if (name === null) return <ul className={last ? "side-rest" : undefined}>{children}</ul>;
  return (
    <>
      <p className="side-group" id={`nav-${name}`}>
        {title}
      </p>
      <ul aria-labelledby={`nav-${name}`}>{children}</ul>
    </>
  );
}

interface EntryProps {
  readonly page: NavigationItem;
  readonly text: string;
}

function Entry({ page: { href, also, icon, exact }, text }: EntryProps) {
  return (
    <li>
      <NavLink href={href} exact={exact === true} {...(also ? { also } : {})}>
        <Icon name={icon} />
        {text}
      </NavLink>
    </li>
  );
}

/** The palette and the keys. Nothing of it is seen without a script. */
async function Keys({ load, find }: Pick<ShortcutsProps, "load" | "find">) {
  const [nav, { makes: _makes, ...words }] = await Promise.all([getTranslations("admin.nav"), shortcutWords()]);
  const pages = navigation.flatMap((group) => group.pages);
  const entries = pages.map(({ href, key }) => ({ group: "pages" as const, text: nav(key), href }));
  return <Shortcuts words={words} pages={entries} load={load} find={find} />;
}

const shortcutWords = async () => (await getMessages())["admin-shortcuts"];
