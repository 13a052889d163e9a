import "server-only";
import { catalogue } from "@assent/database/attributes/attributes";
import { listPurposes } from "@assent/database/purposes/purposes";
import { type SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { changeProvider, type EditedProvider, type ProviderSaved } from "../mutations";
import { type ProvisioningInput, readConditions, readNotice } from "./schema";

/** For guarded actions: `by` is an administrator. The keys of `fields` in a refusal are those of the form. */
export async function saveProvisioning(
  by: SignedIn,
  edited: EditedProvider,
  { jitMode, syncPolicy, purposesMode, purposes, ...typed }: ProvisioningInput,
): Promise<ProviderSaved> {
  const { conditions, fields: wrong } = readConditions(typed);
  const told = jitMode === "notice" ? await writtenNotice(typed) : nothingTold;
  const noneChosen = jitMode !== "notice" && purposesMode === "chosen" && purposes.length === 0;
  const fields = { ...told.fields, ...(noneChosen ? { purposes: "purposes-missing" } : {}), ...wrong };
  if (Object.keys(fields).length > 0) return { kind: "refused", fields };
  const known = new Map((await listPurposes(database().orm)).map(({ id, status }) => [id, status]));
  const asked = purposes.filter((id) => known.has(id));
  return changeProvider(by, edited, async (provider) => {
    // Archived purposes have no box on the form. They are kept, so that a restored purpose is asked again.
    const archived = provider.purposes.filter((id) => known.get(id) === "archived");
    const kept = purposesMode === "chosen" ? [...new Set([...asked, ...archived])] : asked;
    // While people are asked, the written notice is kept for later.
    const notice = told.notice ?? provider.notice;
    return { ...provider, jitMode, notice, syncPolicy, purposesMode, purposes: kept, conditions };
  });
}

const nothingTold = { notice: null, fields: {} };

/** In the language of the organisation, like purposes. */
async function writtenNotice(typed: Parameters<typeof readNotice>[0]) {
  const { orm } = database();
  const { defaultLanguage: language } = await currentOrganisation();
  const { notice, fields } = readNotice(typed, [...(await catalogue(orm)).keys()]);
  return { notice: notice && { ...notice, language }, fields };
}
