import { type ClaimMapping, sourcesOf } from "@assent/consent/claims/claim-mapping";
import type { AccountCondition } from "@assent/consent/evaluate/account-conditions";
import { asc, eq, getTableColumns } from "drizzle-orm";
import type { Transaction } from "../engine/orm.ts";
import { accountCondition } from "../schema/account-condition.ts";
import { claimMapping } from "../schema/claim-mapping.ts";
import { identityProviderPurpose } from "../schema/identity-provider-purpose.ts";
import { providerDomain } from "../schema/provider-domain.ts";
import { providerKey } from "../schema/provider-key.ts";
import { purpose } from "../schema/purpose.ts";
import type { ProviderLists } from "./provider-differences.ts";

/** The columns of a mapping that an administrator sets; when a claim was last seen is not one of them. */
const { lastSeen: _, ...mapped } = getTableColumns(claimMapping);

export async function readLists(tx: Transaction, id: string): Promise<ProviderLists> {
  const [mappings, purposes, conditions, domains, keys] = await Promise.all([
    tx.select(mapped).from(claimMapping).where(eq(claimMapping.providerId, id)).orderBy(asc(claimMapping.attributeKey)),
    tx
      .select({ name: purpose.name })
      .from(identityProviderPurpose)
      .innerJoin(purpose, eq(purpose.id, identityProviderPurpose.purposeId))
      .where(eq(identityProviderPurpose.providerId, id))
      .orderBy(asc(purpose.position), asc(purpose.id)),
    tx
      .select()
      .from(accountCondition)
      .where(eq(accountCondition.providerId, id))
      .orderBy(asc(accountCondition.position)),
    tx
      .select({ domain: providerDomain.domain })
      .from(providerDomain)
      .where(eq(providerDomain.providerId, id))
      .orderBy(asc(providerDomain.domain)),
    tx
      .select({ kid: providerKey.kid })
      .from(providerKey)
      .where(eq(providerKey.providerId, id))
      .orderBy(asc(providerKey.kid)),
  ]);
  return {
    mappings,
    purposes: purposes.map(({ name }) => name),
    conditions,
    domains: domains.map(({ domain }) => domain),
    keys: keys.map(({ kid }) => kid),
  };
}

export async function replaceMappings(
  tx: Transaction,
  providerId: string,
  wanted: readonly ClaimMapping[],
): Promise<void> {
  const before = await tx.delete(claimMapping).where(eq(claimMapping.providerId, providerId)).returning();
  const firsts = wanted.filter(
    ({ attribute }, index) => wanted.findIndex((one) => one.attribute === attribute) === index,
  );
  const rows = firsts.map(({ path, attribute, default: defaultValue = null, ...rules }) => {
    const { letters = null, list = null, dates = null, sync = null } = rules;
    // A mapping with the same path keeps its counts and dates; another path is another claim.
    const same = before.find(
      ({ attributeKey, claimPath }) => attributeKey === attribute && isSamePath(claimPath, path),
    );
    const { lastSeen = null, unusableCount = 0, unusableLast = null } = same ?? {};
    const kept = { lastSeen, unusableCount, unusableLast };
    const all = sourcesOf(wanted, attribute);
    const sources = all.length > 1 || all.some((source) => source.length > 1) ? all : null;
    const where = { providerId, attributeKey: attribute, claimPath: [...path], sources };
    return { ...where, letters, list, dates, sync, defaultValue, ...kept };
  });
  if (rows.length > 0) await tx.insert(claimMapping).values(rows);
}

const isSamePath = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((name, index) => name === other[index]);

export async function replacePurposes(tx: Transaction, providerId: string, wanted: readonly string[]): Promise<void> {
  await tx.delete(identityProviderPurpose).where(eq(identityProviderPurpose.providerId, providerId));
  const rows = wanted.map((purposeId) => ({ providerId, purposeId }));
  if (rows.length > 0) await tx.insert(identityProviderPurpose).values(rows);
}

export async function replaceDomains(tx: Transaction, providerId: string, wanted: readonly string[]): Promise<void> {
  await tx.delete(providerDomain).where(eq(providerDomain.providerId, providerId));
  const rows = [...new Set(wanted)].map((domain) => ({ providerId, domain }));
  if (rows.length > 0) await tx.insert(providerDomain).values(rows);
}

export async function replaceConditions(tx: Transaction, providerId: string, wanted: readonly AccountCondition[]) {
  await tx.delete(accountCondition).where(eq(accountCondition.providerId, providerId));
  const rows = wanted.map((condition, index) => ({
    providerId,
    position: index + 1,
    kind: condition.kind,
    claimPath: condition.kind === "claim" ? [...condition.path] : null,
    allowed: "allowed" in condition ? [...condition.allowed] : [],
    ...(condition.kind === "age" ? { years: condition.years, asks: condition.asks } : {}),
  }));
  if (rows.length > 0) await tx.insert(accountCondition).values(rows);
}
