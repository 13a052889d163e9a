import type { AttributeType } from "@assent/consent/attribute/attribute";
import type { LegalBasis, Recipients } from "@assent/consent/purpose/purpose";
import type { GrantForRelease, StoredAttribute } from "@assent/consent/release/release";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { isRestrictedNow } from "../users/restriction.ts";
import { recipientsColumn } from "../purposes/purpose-version-sql.ts";

/** A grant in force, or one that is over but not yet marked as ended. */
export interface HeldGrant extends GrantForRelease {
  /** The version that the person agreed to. */
  readonly version: number;
  /** Consent, or the legal basis of which the person was told. */
  readonly basis: LegalBasis;
  readonly grantedAt: Date;
}

export interface ReleaseFacts {
  readonly grants: readonly HeldGrant[];
  readonly stored: readonly StoredAttribute[];
  readonly types: ReadonlyMap<string, AttributeType>;
  /** By the database clock. */
  readonly now: Date;
}

type Row = {
  now: Date;
  grants: {
    purposeId: string;
    attribute: string;
    grantedAt: string;
    expiresAt: string | null;
    version: number;
    basis: LegalBasis;
    agreed: Recipients;
    current: Recipients | null;
  }[];
  stored: { attribute: string; value: string }[];
  types: Record<string, AttributeType>;
};

/**
 * Everything that decides what applications get of a person, in one statement, so that it is consistent. Null for an
 * account that is not active, or whose use is restricted, which releases nothing.
 */
export async function releaseFacts(executor: Executor, userId: string): Promise<ReleaseFacts | null> {
  const [row] = await executor.execute<Row>(sql`
    select now(),
      (select coalesce(jsonb_agg(jsonb_build_object(
          'purposeId', g.purpose_id, 'attribute', g.attribute_key, 'grantedAt', g.granted_at, 'expiresAt', g.expires_at,
          'basis', coalesce(g.basis, (select v.lawful_basis from purpose_version v where v.id = g.purpose_version_id)),
          'version', (select v.number from purpose_version v where v.id = g.purpose_version_id),
          'agreed', (select ${recipientsColumn} from purpose_version v where v.id = g.purpose_version_id),
          'current', (select ${recipientsColumn} from purpose_version v
            where v.purpose_id = g.purpose_id and v.published_at is not null and p.status = 'live'
            order by v.number desc limit 1))), '[]')
        from consent_grant g join purpose p on p.id = g.purpose_id
        where g.user_id = u.id and g.ended_at is null) as grants,
      (select coalesce(jsonb_agg(jsonb_build_object('attribute', attribute_key, 'value', value)), '[]')
        from attribute_value where user_id = u.id) as stored,
      (select jsonb_object_agg(key, type) from attribute) as types
    from users u where u.id = ${userId} and u.status = 'active' and not ${isRestrictedNow}`);
  if (row === undefined) return null;
  const grants = row.grants.map((grant) => ({
    ...grant,
    grantedAt: new Date(grant.grantedAt),
    expiresAt: grant.expiresAt === null ? null : new Date(grant.expiresAt),
  }));
  return { grants, stored: row.stored, types: new Map(Object.entries(row.types ?? {})), now: row.now };
}
