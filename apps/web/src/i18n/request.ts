import { getRequestConfig } from "next-intl/server";
import { cookies, headers } from "next/headers";
import { findLanguage, preferredLanguage } from "./languages";
import { messagesOf } from "./messages";

export const languageCookie = "assent-language";

/** Which language this request is answered in: what was asked for by name, else the menu's cookie, else the browser's. */
export default getRequestConfig(async ({ locale: asked }) => {
  const locale = asked ?? (await requestLanguage());
  return {
    locale,
    messages: await messagesOf(locale),
    timeZone: "UTC",
    formats: { dateTime: { day: { dateStyle: "long" } } },
  };
});

async function requestLanguage(): Promise<string> {
  const chosen = (await cookies()).get(languageCookie)?.value;
  if (chosen && findLanguage(chosen)) return chosen;
  return preferredLanguage((await headers()).get("accept-language"));
}
