import "server-only";
import { addAttributeTexts } from "@assent/database/attributes/attributes";
import type { Database } from "@assent/database/engine/open";
import { languages } from "@/platform/i18n/languages";
import { messagesOf } from "@/platform/i18n/messages";

type Words = Record<string, { label: string; explanation: string }>;

/**
 * Adds the names of the standard attributes, in every language of the screens, to the catalogue. An administrator's own
 * words take precedence. A new language is added at the next start.
 */
export async function addAttributeWords({ orm }: Database): Promise<void> {
  for (const { code } of languages) {
    await addAttributeTexts(orm, code, (await messagesOf(code))["attributes"] as Words);
  }
}
