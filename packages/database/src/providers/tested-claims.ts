import { eq, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { providerTest } from "../schema/provider-test.ts";

export interface TestedClaims {
  /** The day of the latest test, in UTC: yyyy-mm-dd. */
  readonly on: string;
  /** As writeClaimPath writes them. */
  readonly paths: readonly string[];
}

/** Keeps which claims a test sign-in saw, in place of what the one before saw. `paths`: as claimNames has them. */
export async function saveTestedClaims(
  executor: Executor,
  providerId: string,
  paths: readonly string[],
): Promise<void> {
  // Nothing for a provider that was deleted while it was tested.
  await executor.execute(sql`
    insert into provider_test (provider_id, tested_on, claim_paths)
    select id, (now() at time zone 'UTC')::date, array(select jsonb_array_elements_text(${JSON.stringify(paths)}::jsonb))
    from identity_provider where id = ${providerId}
    on conflict (provider_id) do update set tested_on = excluded.tested_on, claim_paths = excluded.claim_paths`);
}

/** Null before the first test that came through. */
export async function testedClaims(executor: Executor, providerId: string): Promise<TestedClaims | null> {
  const { testedOn, claimPaths } = providerTest;
  const [found] = await executor
    .select({ on: testedOn, paths: claimPaths })
    .from(providerTest)
    .where(eq(providerTest.providerId, providerId));
  return found ?? null;
}
