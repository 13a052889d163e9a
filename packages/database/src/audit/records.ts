import type { ValueSource } from "@assent/consent/attribute/attribute";
import type { LegalBasis } from "@assent/consent/purpose/purpose";
import { type ReceiptKind, type RecordState, recordStates } from "@assent/consent/receipt/receipt-record";
import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

/** One decision about one attribute of one purpose, as the administration lists it: without any value. */
export interface DecisionRecord {
  readonly decidedAt: Date;
  readonly receiptNumber: string;
  /** The kind of the receipt: a denial in a withdrawal was agreed to before. */
  readonly kind: ReceiptKind;
  /** The name at that time; null if no provider took part. */
  readonly providerName: string | null;
  /** The language of the shown text, BCP 47. */
  readonly language: string;
  readonly purposeId: string;
  /** Its current name. */
  readonly purpose: string;
  readonly version: number;
  readonly attribute: string;
  readonly mandatory: boolean;
  readonly state: RecordState;
  /** The source of the value; null unless granted. */
  readonly source: ValueSource | null;
  /** Its legal basis: consent, or another one of which people were told. */
  readonly basis: LegalBasis;
  /** The user id; null once the account is closed. */
  readonly userId: string | null;
}

/** Missing or null: any. Ids must be UUIDs. */
export interface RecordFilter {
  readonly purposeId?: string | null;
  /** The number of a version, of any purpose. */
  readonly version?: number | null;
  readonly attribute?: string | null;
  readonly state?: RecordState | null;
  readonly providerId?: string | null;
  readonly userId?: string | null;
  readonly receiptNumber?: string | null;
  /** At this moment or later. */
  readonly since?: Date | null;
  /** Before this moment. */
  readonly before?: Date | null;
}

/** The next page starts after this decision. */
export interface RecordCursor {
  readonly decidedAt: Date;
  readonly receiptId: string;
  readonly versionId: string;
  readonly attribute: string;
}

/** With more receipts than this, filtering by a provider no longer narrows the search. */
const fewReceipts = 10_000;

export interface RecordPage {
  readonly limit: number;
  readonly after?: RecordCursor | null;
  /** How many receipts of a provider are searched one by one. */
  readonly few?: number;
}

/**
 * One page of decisions, newest first. A page costs about as much as its own rows, for any number of decisions: it
 * is cut from an index in that order, see `decisions`. `next` is null on the last page.
 */
export async function listRecords(
  executor: Executor,
  filter: RecordFilter,
  { limit, after = null, few = fewReceipts }: RecordPage,
): Promise<{ records: DecisionRecord[]; next: RecordCursor | null }> {
  type Row = DecisionRecord & { receiptId: string; versionId: string };
  const found = await decisions(executor, filter, { limit: limit + 1, after, few });
  const rows = await executor.execute<Row & Record<string, unknown>>(sql`
    select r.decided_at as "decidedAt", r.number as "receiptNumber", r.kind, r.provider_name as "providerName", r.language,
      v.purpose_id as "purposeId", p.name as purpose, v.number as version, d.attribute_key as attribute, d.mandatory,
      d.state, d.source, coalesce(d.basis, v.lawful_basis) as basis, u.id as "userId", d.receipt_id as "receiptId", d.purpose_version_id as "versionId"
    from (${found}) d
    join receipt r on r.id = d.receipt_id
    join purpose_version v on v.id = d.purpose_version_id join purpose p on p.id = v.purpose_id
    left join users u on u.pseudonym = r.pseudonym
    order by d.decided_at desc, d.receipt_id desc, d.purpose_version_id desc, d.attribute_key desc`);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last && {
    decidedAt: last.decidedAt,
    receiptId: last.receiptId,
    versionId: last.versionId,
    attribute: last.attribute,
  };
  return {
    records: rows.slice(0, limit).map(({ receiptId: _receipt, versionId: _version, ...record }) => record),
    next: next ?? null,
  };
}

/**
 * How many decisions match, counted up to `most` + 1, which means "more". Null counts all, which reads every one.
 */
export async function countRecords(executor: Executor, filter: RecordFilter, most: number | null): Promise<number> {
  const limit = most === null ? null : most + 1;
  const found = await decisions(executor, filter, { limit, after: null, few: fewReceipts });
  const [row] = await executor.execute<{ count: number }>(sql`select count(*) as count from (${found}) d`);
  return row?.count ?? 0;
}

/**
 * The newest `limit` decisions that match; without a limit all of them, in no order. There are two ways, and each is
 * fast where the other is slow: by receipts in order of time, or by items in order of time within version, attribute
 * and answer. The receipts of one person, one receipt, and those of a provider with few receipts are searched one by
 * one.
 */
async function decisions(
  executor: Executor,
  filter: RecordFilter,
  { limit, after, few }: { readonly limit: number | null; readonly after: RecordCursor | null; readonly few: number },
): Promise<SQL> {
  const { purposeId, version, attribute, state, providerId, userId, receiptNumber } = filter;
  const aboutItems = [purposeId, version, attribute, state].some((set) => set != null);
  const narrow = userId != null || receiptNumber != null;
  if (!aboutItems || narrow) return byReceipt(filter, limit, after);
  if (providerId == null) return byItem(filter, limit, after);
  const [receipts] = await executor.execute<{ count: number }>(sql`
    select count(*) as count from (select from receipt where provider_id = ${providerId} limit ${few + 1}) r`);
  return (receipts?.count ?? 0) > few ? byItem(filter, limit, after) : byReceipt(filter, limit, after);
}

const columns = sql`i.decided_at, i.receipt_id, i.purpose_version_id, i.attribute_key, i.mandatory, i.state, i.source, i.basis`;

function byReceipt(filter: RecordFilter, limit: number | null, after: RecordCursor | null): SQL {
  const { providerId, userId, receiptNumber } = filter;
  const conditions = [
    ...within(sql`r.decided_at`, sql`r.id`, filter, after),
    ...itemConditions(filter),
    providerId == null ? null : sql`r.provider_id = ${providerId}`,
    receiptNumber == null ? null : sql`r.number = ${receiptNumber}`,
    userId == null ? null : sql`r.pseudonym = (select pseudonym from users where id = ${userId})`,
  ];
  return sql`
    select ${columns} from receipt r join receipt_item i on i.receipt_id = r.id
    join purpose_version v on v.id = i.purpose_version_id
    where ${all(conditions)}
    ${newest(sql`r.decided_at desc, r.id desc, i.purpose_version_id desc, i.attribute_key desc`, limit)}`;
}

/** Takes the newest decisions of every version, attribute and answer that can match, and then the newest of these. */
function byItem(filter: RecordFilter, limit: number | null, after: RecordCursor | null): SQL {
  const { providerId, state } = filter;
  const states = sql.join(
    (state == null ? recordStates : [state]).map((one) => sql`(${one})`),
    sql`, `,
  );
  const ofProvider =
    providerId == null ? sql`` : sql`join receipt r on r.id = i.receipt_id and r.provider_id = ${providerId}`;
  return sql`
    select ${columns} from (
      select i.version_id, i.attribute_key, s.state from purpose_version_attribute i
      join purpose_version v on v.id = i.version_id cross join (values ${states}) s (state)
      where ${all(itemConditions({ ...filter, state: null }))}
    ) c
    cross join lateral (
      select ${columns} from receipt_item i ${ofProvider}
      where i.purpose_version_id = c.version_id and i.attribute_key = c.attribute_key and i.state = c.state
        and ${all(within(sql`i.decided_at`, sql`i.receipt_id`, filter, after))}
      ${newest(sql`i.decided_at desc, i.receipt_id desc`, limit)}
    ) i
    ${newest(sql`i.decided_at desc, i.receipt_id desc, i.purpose_version_id desc, i.attribute_key desc`, limit)}`;
}

/** Counting needs no order, and sorting millions of rows takes longer than counting them. */
const newest = (order: SQL, limit: number | null): SQL =>
  limit === null ? sql`` : sql`order by ${order} limit ${limit}`;

function itemConditions({ purposeId, version, attribute, state }: RecordFilter): (SQL | null)[] {
  return [
    purposeId == null ? null : sql`v.purpose_id = ${purposeId}`,
    version == null ? null : sql`v.number = ${version}`,
    attribute == null ? null : sql`i.attribute_key = ${attribute}`,
    state == null ? null : sql`i.state = ${state}`,
  ];
}

/** Compares with the cursor twice, because the index can only use the first comparison. */
function within(at: SQL, receiptId: SQL, { since, before }: RecordFilter, after: RecordCursor | null): (SQL | null)[] {
  return [
    since == null ? null : sql`${at} >= ${since}::timestamptz`,
    before == null ? null : sql`${at} < ${before}::timestamptz`,
    after === null ? null : sql`(${at}, ${receiptId}) <= (${after.decidedAt}::timestamptz, ${after.receiptId}::uuid)`,
    after === null
      ? null
      : sql`(${at}, ${receiptId}, i.purpose_version_id, i.attribute_key)
          < (${after.decidedAt}::timestamptz, ${after.receiptId}::uuid, ${after.versionId}::uuid, ${after.attribute}::text)`,
  ];
}

function all(conditions: readonly (SQL | null)[]): SQL {
  const set = conditions.filter((condition) => condition !== null);
  return set.length === 0 ? sql`true` : sql.join(set, sql` and `);
}

/** The choices of the filters. `versions`: the number of the newest one. */
export interface RecordChoices {
  readonly purposes: readonly { readonly id: string; readonly name: string; readonly versions: number }[];
  readonly providers: readonly { readonly id: string; readonly name: string }[];
}

/** All purposes and providers, archived and disabled ones included, because decisions about them stay. */
export async function recordChoices(executor: Executor): Promise<RecordChoices> {
  const [purposes, providers] = await Promise.all([
    executor.execute<RecordChoices["purposes"][number] & Record<string, unknown>>(sql`
      select p.id, p.name, (select max(number) from purpose_version v where v.purpose_id = p.id) as versions
      from purpose p order by p.position, p.id`),
    executor.execute<RecordChoices["providers"][number] & Record<string, unknown>>(sql`
      select id, name from identity_provider order by position, id`),
  ]);
  return { purposes, providers };
}
