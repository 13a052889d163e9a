/** @typedef {import("./table.mjs").Removal} Removal */

const consent = "packages/consent/src";
const database = "packages/database/src";
const web = "apps/web/src";
const federation = "packages/federation/src";
const crypto = "packages/crypto/src";

/**
 * Controls around people: what is stored, accounts, the consent screen, proof and sessions.
 * @type {readonly Removal[]}
 */
export const aboutPeople = [
  {
    threat: "A refused or unmapped value is stored",
    file: `${consent}/evaluate/evaluate.ts`,
    from: 'if (given?.state !== "granted") return { item, state: "denied"',
    to: 'if (given === undefined) return { item, state: "denied"',
    test: `${consent}/evaluate/evaluate.property.test.ts`,
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
    threat: "A notice is taken for consent, or consent for a notice",
    file: `${consent}/evaluate/evaluate.ts`,
    from: 'if ((answer.kind === "acknowledge") !== (request.basis === "notice")) return nothing;',
    to: "",
    test: `${consent}/request/notice.test.ts`,
  },
  {
    threat: "An account is created in a second way",
    file: `${web}/sign-in/protocol/adapter.ts`,
    from: "throw new Error(`${method} is not possible here",
    to: "void new Error(`${method} is not possible here",
    test: `${web}/sign-in/protocol/adapter.test.ts`,
  },
  {
    threat: "Another provider asserts a victim's email address",
    file: `${database}/provisioning/provision.ts`,
    from: "where provider_id = ${providerId} and subject in",
    to: "where subject in",
    test: `${database}/provisioning/provision.test.ts`,
  },
  {
    threat: "The same decision is submitted twice at once",
    file: `${database}/provisioning/provision.ts`,
    from: 'if (!key.consumed) throw new Refused("already-used");',
    to: "",
    test: `${database}/provisioning/provision-races.test.ts`,
  },
  {
    threat: "A second provider takes an account over, or joins two accounts",
    file: `${database}/users/identities.ts`,
    from: 'if (owner !== undefined) throw new Refused("taken");',
    to: "",
    test: `${database}/users/identities.test.ts`,
  },
  {
    threat: "Someone gets an account although they do not meet the conditions",
    file: `${consent}/evaluate/account-conditions.ts`,
    from: "return domain !== null && condition.allowed.some(",
    to: "return domain === null || !condition.allowed.some(",
    test: `${consent}/evaluate/account-conditions.test.ts`,
  },
  {
    threat: "A pending sign-in is stolen, changed or used twice",
    file: `${crypto}/seal.ts`,
    from: 'if (now.getTime() >= expiresAt.getTime()) return { ok: false, code: "expired" };',
    to: "",
    test: `${crypto}/seal.test.ts`,
  },
  {
    threat: "A copy of a pending sign-in is sent again after the decision",
    file: `${database}/users/sessions.ts`,
    from: "interval '10 seconds'",
    to: "interval '10 hours'",
    test: `${database}/users/sessions.test.ts`,
  },
  {
    threat: "A copy of a pending sign-in is sent again after the decision",
    file: `${web}/sign-in/decide/decision-token.ts`,
    from: "request, language, granted, Object",
    to: "request, language, Object",
    test: `${web}/sign-in/decide/decision-token.test.ts`,
  },
  {
    threat: "A form names something that was not shown",
    file: `${consent}/evaluate/decision.ts`,
    from: 'if (!known) return { ok: false, code: "unknown-item" };',
    to: "",
    test: `${consent}/evaluate/decision.test.ts`,
  },
  {
    threat: "A purpose changes while someone decides",
    file: `${database}/provisioning/provision.ts`,
    from: 'if (!same) throw new Refused("purposes-changed");',
    to: "",
    test: `${database}/provisioning/provision.test.ts`,
  },
  {
    threat: "Someone with full rights over the database changes, deletes or swaps rows",
    file: `${database}/audit/ledger.ts`,
    from: 'if (kept && keptHash !== kept.hash) return broken(previous.seq, "head-changed", kept.seq);',
    to: "",
    test: `${database}/audit/ledger.test.ts`,
  },
  {
    threat: "A receipt is forged",
    file: `${crypto}/signature.ts`,
    from: "if (!key || typ !== type)",
    to: "if (!key)",
    test: `${crypto}/signature.test.ts`,
  },
  {
    threat: "Small counts of refusals reveal single ones",
    file: `${consent}/counts/shown-counts.ts`,
    from: 'return count < fewest ? "few" : count - (count % fewest);',
    to: "return count;",
    test: `${consent}/counts/shown-counts.test.ts`,
  },
  {
    threat: "A session is left open, or lasts longer than is set",
    file: `${database}/users/sessions.ts`,
    from: "${endsAt} > now() and ${session.lastSeenAt} > now() - make_interval(mins => ${idleMinutes})",
    to: "${endsAt} > now()",
    test: `${database}/settings/installation.test.ts`,
  },
  {
    threat: "A provider that has a session open answers without asking",
    file: `${database}/users/sessions.ts`,
    from: "${session.authenticationProved}\n        and ${session.authenticatedAt}",
    to: "${session.authenticatedAt}",
    test: `${database}/users/sessions.test.ts`,
  },
  {
    threat: "Another site begins a sign-in",
    file: `${web}/platform/links/request-source.ts`,
    from: 'if (site !== null) return "foreign";',
    to: 'if (site !== null) return "own";',
    test: `${web}/platform/links/request-source.test.ts`,
  },
  {
    threat: "A logout token that is forged, replayed",
    file: `${federation}/logout-token.ts`,
    from: 'if ("nonce" in decodeJwt(input.logoutToken)) throw new FederationError("claim-invalid", "nonce");',
    to: "",
    test: `${federation}/logout-token.test.ts`,
  },
  {
    threat: "A logout token that is forged, replayed",
    file: `${database}/providers/provider-sign-out.ts`,
    from: 'if ((await tx.execute(consumeKey(message))).length === 0) return { ok: false, code: "replayed" };',
    to: "",
    test: `${database}/providers/provider-sign-out.test.ts`,
  },
];
