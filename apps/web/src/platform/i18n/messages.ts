import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { development } from "../env";
import { administrationLanguage, fallbackLanguage, findLanguage } from "./languages";

type Messages = Record<string, unknown>;
const loaded = new Map<string, Promise<Messages>>();

/**
 * All message files of a language; a file's name is its namespace. A language may lack those of the administration: the
 * administration's language is used instead. `npm run check` says what may be missing.
 */
export function messagesOf(locale: string): Promise<Messages> {
  const known = loaded.get(locale);
  if (known && !development) return known;
  const reading = withFallback(findLanguage(locale)?.code ?? fallbackLanguage);
  loaded.set(locale, reading);
  return reading;
}

async function withFallback(code: string): Promise<Messages> {
  const [fallback, own] = await Promise.all([readMessages(administrationLanguage), readMessages(code)]);
  return { ...fallback, ...own };
}

async function readMessages(code: string): Promise<Messages> {
  const folder = join(process.cwd(), "src/messages", code);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json"));
  const parts = files.map(
    async (file) => [file.slice(0, -5), JSON.parse(await readFile(join(folder, file), "utf8"))] as const,
  );
  return Object.fromEntries(await Promise.all(parts));
}
