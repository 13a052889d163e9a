import "server-only";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { isAskedThrough } from "@assent/consent/release/release";
import { administered } from "@/platform/administered";

/** What this provider asks of people who sign in to this application, or to Assent itself (null), in the order shown. */
export async function purposesToAsk(providerId: string, applicationId: string | null): Promise<PurposeVersion[]> {
  const versions = await administered.livePurposes(providerId);
  return versions.filter((version) => isAskedThrough(version, applicationId));
}
