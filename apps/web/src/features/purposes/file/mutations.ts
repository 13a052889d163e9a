import "server-only";
import { type PlacedProblem, readPurposeFile } from "@assent/consent/purpose/purpose-file";
import { nameableApplications } from "@assent/database/applications/application-purposes";
import { listPurposes } from "@assent/database/purposes/purposes";
import { createPurpose } from "@assent/database/purposes/purpose-editing";
import { languages } from "@/platform/i18n/languages";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { attributeKeys } from "../mutations";

export type PurposesImported =
  { readonly ok: true; readonly count: number } | { readonly ok: false; readonly problems: readonly PlacedProblem[] };

/**
 * Makes a draft of each purpose in a file, or none at all; `by` is an administrator. Each has to be reviewed and
 * published before anyone is asked.
 */
export async function importPurposes(by: SignedIn, content: string): Promise<PurposesImported> {
  const { orm } = database();
  const [{ defaultLanguage: original }, known] = await Promise.all([currentOrganisation(), listPurposes(orm)]);
  const read = readPurposeFile(content, {
    original,
    languages: languages.map(({ code }) => code),
    attributes: await attributeKeys(),
    applications: await nameableApplications(orm),
    names: known.map(({ name }) => name),
  });
  if (!read.ok) return read;
  await orm.transaction(async (tx) => {
    for (const { input, translations } of read.purposes) {
      const made = await createPurpose(tx, input, by.id, { language: original, status: "draft", translations });
      // The only possible refusal is a name that was taken in the meantime. The whole file is then refused.
      if (!made.ok) throw new Error(`A purpose of the file could not be made: ${made.code}`);
    }
  });
  return { ok: true, count: read.purposes.length };
}
