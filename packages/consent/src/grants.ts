/** The live effect of one decision. `expiresAt` null: until it is withdrawn. */
export interface LiveGrant {
  purposeId: string;
  attribute: string;
  expiresAt: Date | null;
}

/** Attributes that may be held now. A grant no longer counts at the instant it expires. */
export function coveredAttributes(grants: readonly LiveGrant[], now: Date): ReadonlySet<string> {
  return new Set(grants.filter((grant) => isLive(grant, now)).map((grant) => grant.attribute));
}

/**
 * The attributes whose value goes when one purpose's grant is withdrawn: the withdrawn one, unless another live grant
 * covers it. Withdrawing what was never granted keeps nothing alive either.
 */
export function erasedByWithdrawal(
  grants: readonly LiveGrant[],
  withdrawn: { purposeId: string; attribute: string },
  now: Date,
): readonly string[] {
  const left = grants.filter((g) => g.purposeId !== withdrawn.purposeId || g.attribute !== withdrawn.attribute);
  return coveredAttributes(left, now).has(withdrawn.attribute) ? [] : [withdrawn.attribute];
}

// Written so that an invalid date, which compares false to everything, covers nothing.
function isLive({ expiresAt }: LiveGrant, now: Date): boolean {
  return expiresAt === null || expiresAt.getTime() > now.getTime();
}
