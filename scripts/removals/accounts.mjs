import { consent, database, migrations, web } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * One account, one person.
 * @type {readonly Removal[]}
 */
export const accounts = [
  {
    threat: "The page for people who cannot sign in opens more than it should",
    file: `${web}/sign-in/rights/access-rule.ts`,
    from: '  if (status === null || status === "closed") return null;\n',
    to: "",
    test: `${web}/sign-in/rights/access-rule.test.ts`,
  },
  {
    threat: "The page for people who cannot sign in opens more than it should",
    file: `${web}/sign-in/rights/access-rule.ts`,
    from: "isFresh: provedAt !== null && now - provedAt < freshFor",
    to: "isFresh: provedAt !== null",
    test: `${web}/sign-in/rights/access-rule.test.ts`,
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
    threat: "A form or sign-in in progress revives a closed account",
    file: `${database}/provisioning/closed-subject.ts`,
    from: "  closedSubject(providerId, subject),\n",
    to: "",
    test: `${database}/provisioning/withdraw.test.ts`,
  },
  {
    threat: "A form or sign-in in progress revives a closed account",
    file: `${database}/provisioning/refresh.ts`,
    from: 'if (person?.status !== "active") return false;',
    to: "",
    test: `${database}/provisioning/withdraw.test.ts`,
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
    threat: "A second provider adds or replaces details",
    file: `${consent}/evaluate/consent-state.ts`,
    from: "if (held.providerId === signingIn.providerId) return true;",
    to: "return true;",
    test: `${consent}/evaluate/decision-table-existing-account.test.ts`,
  },
  {
    threat: "A second provider adds or replaces details",
    file: `${consent}/evaluate/grants.ts`,
    from: 'stored.source === "provider" && stored.providerId === signingIn.providerId',
    to: 'stored.source === "provider"',
    test: `${database}/users/identities.test.ts`,
  },
  {
    threat: "Two transactions meet on one connection",
    file: `${database}/engine/pool.ts`,
    from: "if (connection.isLost) continue;\n      this.#inUse.add(connection);",
    to: "if (connection.isLost) continue;\n      this.#inUse.add(connection);\n      this.#idle.push(connection);",
    test: `${database}/engine/deadlines.test.ts`,
  },
  {
    threat: "Two tabs disconnect the last provider of an account",
    file: `${database}/users/identities.ts`,
    from: "order by p.id for share of p",
    to: "order by p.id",
    test: `${database}/users/identities.test.ts`,
  },
  {
    threat: "Two tabs disconnect the last provider of an account",
    file: `${migrations}/0017_several_identities.sql`,
    from: "IF \"standing\" <> 'closed' AND NOT EXISTS (",
    to: "IF false AND NOT EXISTS (",
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
    threat: "A person who is too young gets an account",
    file: `${consent}/evaluate/account-conditions.ts`,
    from: "return isOldEnough(claims, condition.years, today) ?? condition.asks;",
    to: "return isOldEnough(claims, condition.years, today) ?? true;",
    test: `${consent}/evaluate/minimum-age.test.ts`,
  },
  {
    threat: "A person who is too young gets an account",
    file: "apps/web/src/sign-in/pending/consent-prompt.ts",
    from: 'if (pending.age?.isSaid === false) return { state: "age", years: pending.age.years, pending, expiresAt };',
    to: "",
    test: "e2e/journeys/minimum-age.spec.ts",
    journey: "without a date of birth the person is asked first; no ends the sign-in and keeps nothing",
  },
  {
    threat: "An administrator moves people to identifiers of others",
    file: `${database}/users/move-subjects.ts`,
    from: 'if (taken.length > 0) throw refusal("taken", taken);',
    to: "",
    test: `${database}/users/move-subjects.test.ts`,
  },
  {
    threat: "The sign-in of a closed account makes a new one without anyone's word",
    file: `${database}/users/closed-account.ts`,
    from: 'if ((await actingAdministrator(tx, by)) === null) return { ok: false, code: "not-allowed" };',
    to: "",
    test: `${database}/users/closed-account.test.ts`,
  },
  {
    threat: "Everything about a person is taken out unseen",
    file: `${database}/users/given-archive.ts`,
    from: 'type: "archive-given",',
    to: 'type: "value-shown",',
    test: `${database}/users/closed-account.test.ts`,
  },
];
