import "server-only";
import type { ReleaseReason } from "@assent/consent/release/release";
import type { Application } from "@assent/database/applications/applications";
import { catalogue } from "@assent/database/attributes/attributes";
import { listPurposes } from "@assent/database/purposes/purposes";
import { getLocale } from "next-intl/server";
import { runTry } from "@/applications/try-out/try-sign-in";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

export interface TriedClaim {
  readonly attribute: string;
  readonly label: string;
  readonly reason: ReleaseReason;
  /** Names of the purposes that release it. */
  readonly purposes: readonly string[];
}

/** The result of a tried sign-in. `json`: the claims, line by line. */
export type TriedApplication =
  | {
      readonly ok: true;
      readonly idToken: string;
      readonly userinfo: string;
      readonly claims: readonly TriedClaim[];
    }
  | { readonly ok: false; readonly error: string };

/** Finishes this browser's tried sign-in; null if there is none, or it was shown before. */
export async function triedApplication(application: Application): Promise<TriedApplication | null> {
  await requireAdministrator();
  const tried = await runTry(application);
  if (!tried?.ok) return tried;
  const { orm } = database();
  const [attributes, purposes] = await Promise.all([catalogue(orm, await getLocale()), listPurposes(orm)]);
  const names = new Map(purposes.map(({ id, name }) => [id, name]));
  const decided = new Map(tried.decisions.map((decision) => [decision.attribute, decision]));
  return {
    ok: true,
    idToken: JSON.stringify(tried.idToken, null, 2),
    userinfo: JSON.stringify(tried.userinfo, null, 2),
    claims: [...attributes.values()].flatMap(({ key, label }) => {
      const decision = decided.get(key);
      if (!decision) return [];
      const allowing = decision.purposes.flatMap((id) => names.get(id) ?? []);
      return [{ attribute: key, label, reason: decision.reason, purposes: [...new Set(allowing)] }];
    }),
  };
}
