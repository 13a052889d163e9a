import type { LegalBasis } from "@assent/consent/purpose/purpose";
import { mayObject } from "@assent/consent/receipt/rights";
import { sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { grantIsLive } from "./value-writing.ts";

interface Objection {
  readonly userId: string;
  readonly purposeId: string;
  /** BCP 47: of the page where they objected. */
  readonly language: string;
}

/**
 * Records that a person objects to what is kept about them for this purpose. It deletes nothing: the organisation
 * must stop using it, or answer why not (GDPR, Article 21(1)). Objecting twice records it once. Returns false if nothing
 * is kept for the purpose on a legal basis that one can object to.
 */
export async function objectTo(database: Database, { userId, purposeId, language }: Objection): Promise<boolean> {
  return database.orm.transaction(async (tx) => {
    const person = await lockPerson(tx, userId);
    if (person?.status !== "active") return false;
    const kept = await tx.execute<{ basis: LegalBasis }>(sql`
      select distinct coalesce(g.basis, v.lawful_basis) as basis from consent_grant g
      join purpose_version v on v.id = g.purpose_version_id
      where g.user_id = ${userId} and g.purpose_id = ${purposeId} and ${grantIsLive}`);
    if (!kept.some(({ basis }) => mayObject(basis))) return false;
    if ((await objectionsOf(tx, userId)).has(purposeId)) return true;
    await appendEvent(tx, {
      type: "objected",
      actor: { kind: "person", userId },
      pseudonym: person.pseudonym,
      purposeId,
      language,
    });
    return true;
  });
}

/** When this person objected to each purpose, by the id of the purpose; the last time counts. */
export async function objectionsOf(executor: Executor, userId: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await executor.execute<{ purposeId: string; at: Date }>(sql`
    select e.purpose_id as "purposeId", max(e.at) as at from event e join users u on u.pseudonym = e.pseudonym
    where u.id = ${userId} and e.type = 'objected' group by e.purpose_id`);
  return new Map(rows.map(({ purposeId, at }) => [purposeId, at]));
}
