import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { getRequestConfig } from "next-intl/server";
import { cookies, headers } from "next/headers";
import { development } from "@/env";
import { findLanguage, preferredLanguage } from "./languages";

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

type Messages = Record<string, unknown>;
const loaded = new Map<string, Promise<Messages>>();

/** All files of a language's folder; a file's name is its namespace. */
function messagesOf(locale: string): Promise<Messages> {
  const known = loaded.get(locale);
  if (known && !development) return known;
  const reading = readMessages(findLanguage(locale)?.code ?? "en");
  loaded.set(locale, reading);
  return reading;
}

async function readMessages(code: string): Promise<Messages> {
  const folder = join(process.cwd(), "src/messages", code);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json"));
  const parts = files.map(
    async (file) => [file.slice(0, -5), JSON.parse(await readFile(join(folder, file), "utf8"))] as const,
  );
  return Object.fromEntries(await Promise.all(parts));
}
