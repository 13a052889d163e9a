import "server-only";
import { listPurposes } from "@assent/database/purposes";
import { requireAdministrator, type SignedIn } from "./access";
import { database } from "./database";
import { change, type Edited, type ProviderSaved } from "./provider-changes";
import { type ProvisioningInput, readConditions } from "./provisioning-input";

/** The purposes that a provider can be told to ask: all that are not archived, in their order. */
export async function purposesToChoose(): Promise<{ readonly id: string; readonly name: string }[]> {
  await requireAdministrator();
  const purposes = await listPurposes(database().orm);
  return purposes.filter(({ status }) => status !== "archived").map(({ id, name }) => ({ id, name }));
}

/** For guarded actions: `by` has been found to be an administrator. Fields are those of the form. */
export async function saveProvisioning(
  by: SignedIn,
  edited: Edited,
  { jitMode, syncPolicy, purposesMode, purposes, ...typed }: ProvisioningInput,
): Promise<ProviderSaved> {
  const { conditions, fields: wrong } = readConditions(typed);
  const noneChosen = purposesMode === "chosen" && purposes.length === 0;
  const fields = { ...(noneChosen ? { purposes: "purposes-missing" } : {}), ...wrong };
  if (Object.keys(fields).length > 0) return { kind: "refused", fields };
  const known = new Map((await listPurposes(database().orm)).map(({ id, status }) => [id, status]));
  const asked = purposes.filter((id) => known.has(id));
  return change(by, edited, async (provider) => {
    // What is archived has no box. Restored, it is asked here again.
    const archived = provider.purposes.filter((id) => known.get(id) === "archived");
    const kept = purposesMode === "chosen" ? [...new Set([...asked, ...archived])] : asked;
    return { ...provider, jitMode, syncPolicy, purposesMode, purposes: kept, conditions };
  });
}
