import "server-only";
import { addAttributeTexts } from "@assent/database/attributes/attributes";
import type { Database } from "@assent/database/engine/open";
import { languages } from "@/platform/i18n/languages";
import { messagesOf } from "@/platform/i18n/messages";

type Words = Record<string, { label: string; explanation: string }>;

/**
 * Puts what the standard attributes are called, in every language of the screens, into the catalogue, where an
 * administrator's own words go first. A new language is there after the next start.
 */
export async function addAttributeWords({ orm }: Database): Promise<void> {
  for (const { code } of languages) {
    await addAttributeTexts(orm, code, (await messagesOf(code))["attributes"] as Words);
  }
}
