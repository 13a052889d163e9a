import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { languages } from "@/i18n/languages";
import { Icon } from "./Icon";
import { Mark, OrganisationMark } from "./Mark";

interface Organisation {
  /** The everyday name, as in "an Acme account". */
  readonly displayName: string;
  readonly privacyNoticeUrl: string | null;
  readonly helpEmail: string | null;
}

interface PublicFrameProps {
  readonly organisation: Organisation;
  /** The path of this page, for coming back after choosing a language. */
  readonly path: string;
  /** A form with a sign-out button, for who is signed in. */
  readonly signOut?: ReactNode;
  readonly children: ReactNode;
}

/** Bar, main part and foot of every page that people see. */
export async function PublicFrame({ organisation, path, signOut, children }: PublicFrameProps) {
  const t = await getTranslations("common");
  const hasMenu = languages.length > 1;
  return (
    <div className="public">
      <header className="public-bar">
        <a className="org" href="/">
          <OrganisationMark />
          {organisation.displayName}
        </a>
        {(signOut || hasMenu) && (
          <nav aria-label={t("languageAndAccount")}>
            {signOut}
            {hasMenu && <LanguageMenu path={path} />}
          </nav>
        )}
      </header>
      <main className="public-main" id="main">
        {children}
      </main>
      <footer className="public-foot">
        <ul>
          {organisation.privacyNoticeUrl && (
            <li>
              <a href={organisation.privacyNoticeUrl}>{t("privacyNotice")}</a>
            </li>
          )}
          {organisation.helpEmail && (
            <li>
              <a href={`mailto:${organisation.helpEmail}`}>{t("help")}</a>
            </li>
          )}
        </ul>
        <p className="by">
          {t("asksFirst", { organisation: organisation.displayName })} <Mark />
          Assent
        </p>
      </footer>
    </div>
  );
}

async function LanguageMenu({ path }: { path: string }) {
  const [current, t] = [await getLocale(), await getTranslations("common")];
  return (
    <details className="menu">
      <summary>
        <Icon name="globe" small />
        <span className="vh">{t("language")} </span>
        {languages.find(({ code }) => code === current)?.name}
        <Icon name="open" small />
      </summary>
      <ul>
        {languages.map(({ code, name }) => (
          <li key={code}>
            <a
              href={`/language?to=${code}&back=${encodeURIComponent(path)}`}
              lang={code}
              aria-current={code === current ? "true" : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
