import type { AskingVersion } from "@assent/consent/purpose/purpose";
import type { StoredValue, ConsentState } from "@assent/consent/evaluate/consent-state";
import { eq, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { attributeColumn, recipientsColumn } from "../purposes/purpose-version-sql.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { readDecisions, readVersions } from "../users/user-detail.ts";

export interface AccountConsentState extends ConsentState {
  /** When the person last decided on anything; null if they were never asked. */
  readonly lastDecidedAt: Date | null;
}

/** Reads the consent state of an account, which the rules for later sign-ins need. */
export async function readConsentState(executor: Executor, userId: string): Promise<AccountConsentState> {
  const [decided, versions, values, asking] = await Promise.all([
    readDecisions(executor, userId),
    readVersions(executor, userId),
    readStoredValues(executor, userId),
    readAsking(executor),
  ]);
  const byId = new Map(versions.map((version) => [version.versionId, version]));
  return {
    decisions: decided.flatMap(({ versionId, attribute, state }) => {
      const version = byId.get(versionId);
      return version === undefined ? [] : [{ attribute, state, version }];
    }),
    grants: decided.flatMap(({ purposeId, attribute, mandatory, dropped, grant }) =>
      grant === null ? [] : [{ purposeId, attribute, mandatory, dropped, expiresAt: grant.expiresAt }],
    ),
    values,
    lastDecidedAt: decided.map(({ decidedAt }) => decidedAt).sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
    asking,
  };
}

type AskingRow = { [Key in keyof AskingVersion]: AskingVersion[Key] } & { purposeId: string };

/** By purpose, oldest first: published versions that ask something of people who had decided. */
async function readAsking(executor: Executor): Promise<ConsentState["asking"]> {
  const rows = await executor.execute<AskingRow>(sql`
    select v.purpose_id as "purposeId", v.number, v.asks_all as "asksAll", v.ask_from as "askFrom",
      (select coalesce(jsonb_agg(${attributeColumn}), '[]')
        from purpose_version_attribute a where a.version_id = v.id) as attributes, ${recipientsColumn} as recipients, v.terms
    from purpose_version v join purpose p on p.id = v.purpose_id
    where p.status = 'live' and v.material and v.published_at is not null order by v.purpose_id, v.number`);
  const asking = new Map<string, AskingVersion[]>();
  for (const { purposeId, terms, ...said } of rows) {
    const version = terms ? { ...said, terms } : said;
    asking.set(purposeId, [...(asking.get(purposeId) ?? []), version]);
  }
  return asking;
}

// Written with the table's name: drizzle leaves it out in a query of one table, and the inner query would use its own
// column.
const disconnected = sql<boolean>`attribute_value.provider_id is not null and not exists (
  select from federated_identity f
  where f.user_id = attribute_value.user_id and f.provider_id = attribute_value.provider_id)`;

/** The stored values with their sources. */
export async function readStoredValues(executor: Executor, userId: string): Promise<StoredValue[]> {
  const { attributeKey: attribute, value, source, providerId, missingSince, unusableSince } = attributeValue;
  return executor
    .select({
      ...{ attribute, value, source, providerId, disconnected },
      missing: sql<boolean>`${missingSince} is not null`,
      unusable: sql<boolean>`${unusableSince} is not null`,
    })
    .from(attributeValue)
    .where(eq(attributeValue.userId, userId));
}
