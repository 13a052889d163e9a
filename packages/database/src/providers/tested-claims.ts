import { eq, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { providerTest } from "../schema/provider-test.ts";

export interface TestedClaims {
  /** The day of the latest test (UTC, yyyy-mm-dd). */
  readonly on: string;
  /** Claim paths as writeClaimPath writes them. */
  readonly paths: readonly string[];
}

/** Stores the claim paths that a test sign-in saw, in place of the earlier test's. `paths`: from claimNames. */
export async function saveTestedClaims(
  executor: Executor,
  providerId: string,
  paths: readonly string[],
): Promise<void> {
  // Writes nothing if the provider was deleted during the test.
  await executor.execute(sql`
    insert into provider_test (provider_id, tested_on, claim_paths)
    select id, (now() at time zone 'UTC')::date, array(select jsonb_array_elements_text(${JSON.stringify(paths)}::jsonb))
    from identity_provider where id = ${providerId}
    on conflict (provider_id) do update set tested_on = excluded.tested_on, claim_paths = excluded.claim_paths`);
}

/** The claim paths of the latest test; null before the first successful one. */
export async function testedClaims(executor: Executor, providerId: string): Promise<TestedClaims | null> {
  const { testedOn, claimPaths } = providerTest;
  const [found] = await executor
    .select({ on: testedOn, paths: claimPaths })
    .from(providerTest)
    .where(eq(providerTest.providerId, providerId));
  return found ?? null;
}
