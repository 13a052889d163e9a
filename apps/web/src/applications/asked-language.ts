import "server-only";
import { askedLanguageCookie } from "@/platform/i18n/language-cookies";
import { preferredLanguage } from "@/platform/i18n/languages";
import { offeredLanguages } from "@/platform/installation";
import { cookieOptions } from "@/platform/session/cookies";
import { requestCookies } from "@/platform/request";

/**
 * `ui_locales` of an application's request: the first language that is offered is used until the browser is closed, unless
 * the person has chosen one in the menu. OpenID Connect Core 1.0, section 3.1.2.1.
 */
export async function useAskedLanguage(locales: unknown): Promise<void> {
  if (typeof locales !== "string") return;
  const ours = (await offeredLanguages()).languages.map(({ code }) => code);
  const language = preferredLanguage(locales.replaceAll(" ", ","), { ours, fallback: "" });
  if (language !== "") (await requestCookies()).set(askedLanguageCookie, language, cookieOptions());
}
