import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { findLanguage, type Language } from "@/platform/i18n/languages";
import { Icon } from "./Icon";
import { Mark, OrganisationMark } from "./Mark";
import { HomeLink, PublicPage } from "./PublicPage";

interface Organisation {
  /** The everyday name, as in "an Acme account". */
  readonly displayName: string;
  readonly privacyNoticeUrl: string | null;
  readonly helpEmail: string | null;
  /** The languages that people can choose. */
  readonly languages: readonly Language[];
  /** Its colour, like #005d76; null for the default. */
  readonly accent: string | null;
  readonly logo: { readonly address: string } | null;
}

export interface PublicFrameProps {
  readonly organisation: Organisation;
  /** The path of this page, to return to after a change of language. */
  readonly path: string;
  /** The id of the form whose answers are kept when a language is chosen; its route accepts `to` for that. */
  readonly keeps?: string;
  /** A form with a sign-out button, for a signed-in person. */
  readonly signOut?: ReactNode;
  readonly children: ReactNode;
}

const footLink = "inline-flex min-h-11 items-center text-inherit";

/** The frame of every public page: bar, main part and foot. */
export async function PublicFrame({ organisation, path, keeps, signOut, children }: PublicFrameProps) {
  const t = await getTranslations("common");
  const hasMenu = organisation.languages.length > 1;
  return (
    <PublicPage
      bar={
        <>
          <HomeLink>
            <OrganisationMark logo={organisation.logo} />
            {organisation.displayName}
          </HomeLink>
          {(signOut || hasMenu) && (
            <nav className="-me-2 flex items-center gap-2" aria-label={t("languageAndAccount")}>
              {signOut}
              {hasMenu && <LanguageMenu languages={organisation.languages} path={path} keeps={keeps} />}
            </nav>
          )}
        </>
      }
      foot={
        <>
          <ul className="flex flex-wrap gap-x-6">
            {organisation.privacyNoticeUrl && (
              <li>
                <a className={footLink} href={organisation.privacyNoticeUrl}>
                  {t("privacyNotice")}
                </a>
              </li>
            )}
            {organisation.helpEmail && (
              <li>
                <a className={footLink} href={`mailto:${organisation.helpEmail}`}>
                  {t("help")}
                </a>
              </li>
            )}
          </ul>
          <p className="inline-flex items-center gap-1.5">
            {t("asksFirst", { organisation: organisation.displayName })} <Mark className="size-4" />
            Assent
          </p>
        </>
      }
    >
      {organisation.accent && (
        <link rel="stylesheet" href={`/api/appearance/${organisation.accent.slice(1)}.css`} precedence="accent" />
      )}
      {children}
    </PublicPage>
  );
}

interface LanguageMenuProps {
  readonly languages: readonly Language[];
  readonly path: string;
  readonly keeps: string | undefined;
}

/**
 * Buttons of a form, because choosing a language stores it. The form may be the page's own, so that its answers are
 * kept.
 */
async function LanguageMenu({ languages, path, keeps }: LanguageMenuProps) {
  const [current, t] = await Promise.all([getLocale(), getTranslations("common")]);
  return (
    <details className="relative">
      <summary className="flex min-h-11 items-center gap-2 rounded-6 px-2 text-muted hover:bg-fill hover:text-text">
        <Icon name="globe" small />
        <span className="sr-only">{t("language")} </span>
        {findLanguage(current)?.name}
        <Icon name="open" small />
      </summary>
      {/* Enter in a field presses the form's first button, which must not be a language. */}
      {keeps && <button form={keeps} name="intent" value="accept" hidden />}
      <ul className="absolute end-0 top-[calc(100%+0.25rem)] z-1 min-w-40 rounded-6 border border-border bg-surface p-1 shadow-pop">
        {languages.map(({ code, name, direction }) => (
          <li key={code}>
            <button
              className="flex min-h-11 w-full cursor-pointer items-center rounded-4 px-3 hover:bg-fill aria-[current]:font-medium"
              form={keeps ?? "language"}
              name="to"
              value={code}
              lang={code}
              dir={direction}
              aria-current={code === current ? "true" : undefined}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      {!keeps && (
        <form id="language" action="/language" method="post">
          <input type="hidden" name="back" value={path} />
        </form>
      )}
    </details>
  );
}
