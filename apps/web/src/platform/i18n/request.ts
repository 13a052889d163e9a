import { getRequestConfig } from "next-intl/server";
import { cookies, headers } from "next/headers";
import { offeredLanguages } from "../installation";
import { requestedPathHeader } from "../links/return-path";
import { chosenLanguage } from "./language-cookies";
import { isAdministration, requestLanguage } from "./languages";
import { messagesOf } from "./messages";
import { previewFrame } from "./preview-frame";

/** The language that this request is answered in. */
export default getRequestConfig(async ({ locale: asked }) => {
  const locale = asked ?? (await languageOfRequest());
  return {
    locale,
    messages: await messagesOf(locale),
    timeZone: "UTC",
    formats: { dateTime: { day: { dateStyle: "long" } } },
  };
});

async function languageOfRequest(): Promise<string> {
  const [jar, asked] = await Promise.all([cookies(), headers()]);
  const path = asked.get(requestedPathHeader);
  const previewed = previewFrame(path);
  if (previewed) return previewed.language;
  // The error pages must also have words when the database is what failed, and without waiting for it.
  const isWithout = path !== null && (isAdministration(path) || path.startsWith("/unavailable"));
  const offered = isWithout ? null : await offeredLanguages().catch(() => null);
  return requestLanguage({
    path,
    ...(offered === null ? {} : { offered }),
    chosen: chosenLanguage(jar),
    acceptLanguage: asked.get("accept-language"),
  });
}
