/** What someone can do to grants who goes around the triggers, and what a replay may call it. */
export interface GrantDamage {
  /** Changes one grant and returns a row; none if there is no such grant. */
  readonly statement: string;
  readonly found: readonly string[];
}

/** Grant `g`, in an order that depends on nothing. */
const some = (condition: string) =>
  `id = (select g.id from consent_grant g join users u on u.id = g.user_id where ${condition} order by md5(g.id::text) limit 1)`;
const noneOpen = `not exists (select from consent_grant o where o.user_id = g.user_id and o.purpose_id = g.purpose_id
  and o.attribute_key = g.attribute_key and o.ended_at is null)`;
const set = (change: string, condition: string) =>
  `update consent_grant set ${change} where ${some(condition)} returning id`;

export const grantDamages: Readonly<Record<string, GrantDamage>> = {
  "revived after a withdrawal": {
    statement: set("ended_at = null, end_reason = null", `g.end_reason = 'withdrawn' and ${noneOpen}`),
    found: ["grant-revived"],
  },
  "revived after it expired": {
    statement: set("ended_at = null, end_reason = null", `g.end_reason = 'expired' and ${noneOpen}`),
    found: ["grant-revived"],
  },
  "revived after its purpose ended, or its notice": {
    statement: set(
      "ended_at = null, end_reason = null",
      `g.end_reason in ('purpose-ended', 'superseded') and ${noneOpen}`,
    ),
    found: ["grant-revived"],
  },
  "ended later than it did": {
    statement: set("ended_at = ended_at + interval '1 hour'", "g.ended_at is not null"),
    found: ["grant-revived", "grant-ended"],
  },
  "ended for another reason": {
    statement: set("end_reason = 'withdrawn'", "g.end_reason <> 'withdrawn'"),
    found: ["grant-ended", "grant-revived"],
  },
  "ended, although nothing ended it": {
    statement: set("ended_at = greatest(now(), granted_at), end_reason = 'withdrawn'", "g.ended_at is null"),
    found: ["grant-ended"],
  },
  "made to last longer": {
    statement: set("expires_at = expires_at + interval '1 millisecond'", "g.expires_at is not null"),
    found: ["grant-lengthened"],
  },
  "made to last for ever": {
    statement: set("expires_at = null", "g.expires_at is not null"),
    found: ["grant-lengthened", "grant-ended"],
  },
  "begun earlier": {
    statement: set("granted_at = granted_at - interval '1 millisecond'", "true"),
    found: ["grant-changed"],
  },
  "given another legal basis": {
    statement: set("basis = case when basis is null then 'contract' end", "true"),
    found: ["grant-changed"],
  },
  deleted: { statement: `delete from consent_grant where ${some("true")} returning id`, found: ["grant-missing"] },
  "invented from a refusal": {
    statement: `insert into consent_grant (user_id, purpose_id, purpose_version_id, attribute_key, receipt_id, granted_at)
      select g.user_id, v.purpose_id, v.id, i.attribute_key, r.id, r.decided_at from receipt_item i
      join receipt r on r.id = i.receipt_id join purpose_version v on v.id = i.purpose_version_id
      join (select id as user_id, pseudonym from users) g on g.pseudonym = r.pseudonym
      where i.state <> 'granted' and not exists (select from consent_grant o where o.user_id = g.user_id
        and o.purpose_id = v.purpose_id and o.attribute_key = i.attribute_key and o.ended_at is null)
      order by r.id limit 1 returning id`,
    found: ["grant-invented"],
  },
  "given twice": {
    statement: `insert into consent_grant (user_id, purpose_id, purpose_version_id, attribute_key, receipt_id, granted_at,
        expires_at, ended_at, end_reason)
      select user_id, purpose_id, purpose_version_id, attribute_key, receipt_id, granted_at, expires_at, ended_at, end_reason
      from consent_grant g where g.ended_at is not null order by g.id limit 1 returning id`,
    found: ["grant-invented"],
  },
  "given to another": {
    statement: `with other as (select u.id from users u where u.pseudonym is not null
        and not exists (select from consent_grant o where o.user_id = u.id) order by u.id limit 1)
      update consent_grant g set user_id = other.id from other
      where g.id = (select id from consent_grant order by id limit 1) returning g.id`,
    found: ["grant-missing", "grant-invented"],
  },
};
