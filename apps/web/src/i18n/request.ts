import { getRequestConfig } from "next-intl/server";
import { cookies, headers } from "next/headers";
import { wantedPath } from "@/sign-in/return-path";
import { requestLanguage } from "./languages";
import { messagesOf } from "./messages";
import { previewFrame } from "./preview-frame";

export const languageCookie = "assent-language";

/** Which language this request is answered in: what was asked for by name, else as the request says. */
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
  const [jar, asked] = [await cookies(), await headers()];
  const path = asked.get(wantedPath);
  const previewed = previewFrame(path);
  if (previewed) return previewed.language;
  return requestLanguage({
    path,
    chosen: jar.get(languageCookie)?.value,
    acceptLanguage: asked.get("accept-language"),
  });
}
