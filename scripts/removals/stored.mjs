import { consent, database, migrations } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Only what was agreed is stored.
 * @type {readonly Removal[]}
 */
export const stored = [
  {
    threat: "A refused or unmapped value is stored",
    file: `${consent}/evaluate/evaluate.ts`,
    from: 'if (given?.state !== "granted") return { item, state: "denied"',
    to: 'if (given === undefined) return { item, state: "denied"',
    test: `${consent}/evaluate/evaluate.property.test.ts`,
  },
  {
    threat: "A value is kept after its consent has ended",
    file: `${migrations}/0001_rules.sql`,
    from: "IF NOT FOUND THEN",
    to: "IF false THEN",
    test: `${database}/engine/rules.test.ts`,
  },
  {
    threat: "A value is kept after its consent has ended",
    file: `${migrations}/0001_rules.sql`,
    from: "\n    FOR SHARE;",
    to: ";",
    test: `${database}/engine/rules.test.ts`,
  },
  {
    threat: "A later sign-in stores what was refused or withdrawn",
    file: `${consent}/evaluate/grants.ts`,
    from: "const collected = collectedAttributes(consentState.grants);",
    to: "const collected = new Set(Object.keys(sent));",
    test: `${consent}/evaluate/consent-state.property.test.ts`,
  },
  {
    threat: "Refresh, withdrawal and closing run at the same time",
    file: `${database}/engine/locks.ts`,
    from: '.where(eq(users.id, userId))\n    .for("no key update")',
    to: ".where(eq(users.id, userId))",
    test: `${database}/provisioning/withdraw.test.ts`,
  },
  {
    threat: "A withdrawn value, or a value of a closed account, remains",
    file: `${database}/provisioning/closed-subject.ts`,
    from: '${createHmac("sha256", key).update(hash).digest("hex")}',
    to: "${hash}",
    test: `${database}/provisioning/closed-subject.test.ts`,
  },
  {
    threat: "A restored backup brings erased details back",
    file: `${database}/audit/erasures.ts`,
    from: "where e.type in ('closed', 'identity-disconnected')",
    to: "where e.type in ('identity-disconnected')",
    test: `${database}/audit/erasures.test.ts`,
  },
  {
    threat: "A restored backup brings erased details back",
    file: `${database}/audit/erasures.ts`,
    from: "where i.state = 'denied' and r.decided_at",
    to: "where i.state is null and r.decided_at",
    test: `${database}/audit/erasures.test.ts`,
  },
  {
    threat: "A restored backup brings erased details back",
    file: `${database}/audit/erasures.ts`,
    from: "purposeId, receiptId: receipt?.id ?? null }",
    to: "purposeId, receiptId: null }",
    test: `${database}/audit/erasures.test.ts`,
  },
  {
    threat: "An older version serves a database that a newer one has migrated",
    file: `${database}/engine/migrate.ts`,
    from: "if (made.some(({ at }) => !known.has(Number(at)))) throw",
    to: "if (made.length < 0) throw",
    test: `${database}/engine/migrate.test.ts`,
  },
  {
    threat: "Details are kept longer than their purpose says",
    file: `${database}/retention/retention.ts`,
    from: "    (tx: Executor) => expireSome(tx, batch),\n",
    to: "",
    test: `${database}/retention/retention.test.ts`,
  },
  {
    threat: "A purpose ends and its details remain",
    file: `${database}/provisioning/end-with-purpose.ts`,
    from: "const values = await eraseUncovered(tx, userId);",
    to: "const values = 0;",
    test: `${database}/provisioning/end-with-purpose.test.ts`,
  },
  {
    threat: "A purpose ends and its details remain",
    file: `${database}/retention/retention.ts`,
    from: "async (tx: Executor): Promise<Removed> => ({ ...(await endGrantBatch(tx, batch)) }),",
    to: "",
    test: `${database}/provisioning/end-with-purpose.test.ts`,
  },
  {
    threat: "A purpose ends and its details remain",
    file: `${database}/purposes/purpose-editing.ts`,
    from: 'if (found?.busy) return { ok: false, code: "still-ending" };',
    to: "",
    test: `${database}/provisioning/end-with-purpose.test.ts`,
  },
  {
    threat: "A purpose ends and its details remain",
    file: `${migrations}/0018_archive_choice.sql`,
    from: 'IF OLD."published_at" IS NULL THEN RETURN',
    to: "IF true THEN RETURN",
    test: `${database}/engine/rules.test.ts`,
  },
  {
    threat: "A default of the organisation is taken for",
    file: `${consent}/request/asked.ts`,
    from: 'value, source: "default" } as const',
    to: 'value, source: "provider" } as const',
    test: `${consent}/evaluate/decision-table.test.ts`,
  },
  {
    threat: "A default of the organisation is taken for",
    file: `${consent}/request/new-questions.ts`,
    from: "valueToOffer(key, values, consentState, signingIn) ?? defaultOffer(input, key)",
    to: "defaultOffer(input, key) ?? valueToOffer(key, values, consentState, signingIn)",
    test: `${consent}/evaluate/consent-state.property.test.ts`,
  },
  {
    threat: "A default of the organisation is taken for",
    file: `${database}/provisioning/value-writing.ts`,
    from: "(excluded.source = 'provider' and",
    to: "(excluded.source <> 'self' and",
    test: `${database}/attributes/attribute-defaults.test.ts`,
  },
  {
    threat: "The day a claim was last seen reveals",
    file: `${database}/provisioning/refresh.ts`,
    from: "const granted = collectedAttributes(consentState.grants);",
    to: "const granted = new Set(Object.keys(sent));",
    test: `${database}/providers/claim-sightings.test.ts`,
  },
  {
    threat: "The day a claim was last seen reveals",
    file: `${database}/providers/claim-sightings.ts`,
    from: " and (last_seen is null or last_seen < ${today})",
    to: "",
    test: `${database}/providers/claim-sightings.test.ts`,
  },
];
