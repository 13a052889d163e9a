import type { HeldValue, Standing } from "@assent/consent/standing";
import { eq, sql } from "drizzle-orm";
import type { Executor } from "./orm.ts";
import { attributeValue } from "./schema/attribute-value.ts";
import { readDecisions, readVersions } from "./user-detail.ts";

export interface KnownStanding extends Standing {
  /** When they last decided on anything; null when they were never asked. */
  readonly lastDecidedAt: Date | null;
}

/** How somebody stands who has an account: what the rules for later sign-ins ask for. */
export async function standingOf(executor: Executor, userId: string): Promise<KnownStanding> {
  const [decided, versions, values, newest] = await Promise.all([
    readDecisions(executor, userId),
    readVersions(executor, userId),
    readHeld(executor, userId),
    executor.execute<{ purposeId: string; number: number }>(sql`
      select purpose_id as "purposeId", max(number) as number from purpose_version
      where asks_all and published_at is not null group by purpose_id`),
  ]);
  const byId = new Map(versions.map((version) => [version.versionId, version]));
  return {
    decisions: decided.flatMap(({ versionId, attribute, state }) => {
      const version = byId.get(versionId);
      return version === undefined ? [] : [{ attribute, state, version }];
    }),
    grants: decided.flatMap(({ purposeId, attribute, mandatory, grant }) =>
      grant === null ? [] : [{ purposeId, attribute, mandatory, expiresAt: grant.expiresAt }],
    ),
    values,
    lastDecidedAt: decided.map(({ decidedAt }) => decidedAt).sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
    asksAll: new Map(newest.map(({ purposeId, number }) => [purposeId, number])),
  };
}

async function readHeld(executor: Executor, userId: string): Promise<HeldValue[]> {
  const { attributeKey: attribute, value, source, providerId, missingSince } = attributeValue;
  return executor
    .select({ attribute, value, source, providerId, missing: sql<boolean>`${missingSince} is not null` })
    .from(attributeValue)
    .where(eq(attributeValue.userId, userId));
}
