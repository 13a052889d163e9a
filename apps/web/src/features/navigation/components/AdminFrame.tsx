import Link from "next/link";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "@/ui/Icon";
import { NavLink } from "./NavLink";
import { type NavigationItem, navigation } from "../navigation";
import { Shortcuts, type ShortcutsProps } from "../shortcuts/Shortcuts";
import { AdminShell, SideNav } from "@/ui/AdminShell";
import { shortId } from "@/ui/table/references";

interface AdminFrameProps {
  readonly organisation: string;
  /** The administrator; no name if they did not agree to storing it. */
  readonly person: { readonly id: string; readonly name: string | null };
  readonly load: ShortcutsProps["load"];
  readonly find: ShortcutsProps["find"];
  readonly children: ReactNode;
}

/** The frame of the administration: navigation and work area. On a phone the navigation is a bar above. */
export async function AdminFrame({ organisation, person, load, find, children }: AdminFrameProps) {
  const t = await getTranslations("admin.nav");
  return (
    <AdminShell
      organisation={organisation}
      home={(wordmark) => (
        <Link
          className="inline-flex min-h-8 items-center text-text"
          href="/admin"
          prefetch={false}
          aria-label={t("home")}
        >
          {wordmark}
        </Link>
      )}
      side={
        <>
          <Keys load={load} find={find} />
          <SideNav label={t("label")}>
            {navigation.map(({ name, pages }, at) => (
              <Group key={name ?? at} name={name} last={at === navigation.length - 1} title={name && t(name)}>
                {pages.map((page) => (
                  <Entry key={page.href} page={page} text={t(page.key)} />
                ))}
              </Group>
            ))}
          </SideNav>
          <Me person={person} />
        </>
      }
    >
      {children}
    </AdminShell>
  );
}

/** The administrator's name and the button to sign out. */
async function Me({ person }: Pick<AdminFrameProps, "person">) {
  const t = await getTranslations("admin.nav");
  const name = "text-14 font-medium text-text";
  return (
    <div className="flex items-center gap-2 text-12 text-muted max-lg:col-start-2 max-lg:row-start-1 max-lg:text-end lg:mt-auto lg:border-t lg:border-border lg:px-2 lg:pt-3">
      <span className="max-[30rem]:hidden">
        {person.name ? (
          <bdi className={`${name} line-clamp-2`}>{person.name}</bdi>
        ) : (
          <b className={`${name} mono block`}>{shortId(person.id)}</b>
        )}
        <span className="block">{t("administrator")}</span>
      </span>
      <form className="ms-auto" action="/sign-out/now" method="post">
        <button className="icon-button" type="submit" aria-label={t("signOut")}>
          <Icon name="signOut" />
        </button>
      </form>
    </div>
  );
}

interface GroupProps {
  readonly name: string | null;
  readonly title: string | null;
  readonly last: boolean;
  readonly children: ReactNode;
}

const list = "max-lg:flex lg:grid lg:gap-0.5";

function Group({ name, title, last, children }: GroupProps) {
  if (name === null)
    return <ul className={last ? `${list} lg:mt-3 lg:border-t lg:border-border lg:pt-3` : list}>{children}</ul>;
  return (
    <>
      <p className="px-2 pt-4 pb-1 text-12 text-muted max-lg:hidden" id={`nav-${name}`}>
        {title}
      </p>
      <ul className={list} aria-labelledby={`nav-${name}`}>
        {children}
      </ul>
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

/** The palette and the keyboard shortcuts. Without JavaScript neither is shown. */
async function Keys({ load, find }: Pick<ShortcutsProps, "load" | "find">) {
  const [nav, { makes: _makes, ...words }] = await Promise.all([getTranslations("admin.nav"), shortcutWords()]);
  const pages = navigation.flatMap((group) => group.pages);
  const entries = pages.map(({ href, key }) => ({ group: "pages" as const, text: nav(key), href }));
  return <Shortcuts words={words} pages={entries} load={load} find={find} />;
}

const shortcutWords = async () => (await getMessages())["admin-shortcuts"];
