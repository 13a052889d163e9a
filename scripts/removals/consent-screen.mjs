import { consent, crypto, database } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * The consent screen.
 * @type {readonly Removal[]}
 */
export const consentScreen = [
  {
    threat: "A pending sign-in is stolen, changed or used twice",
    file: `${crypto}/seal.ts`,
    from: 'if (now.getTime() >= expiresAt.getTime()) return { ok: false, code: "expired" };',
    to: "",
    test: `${crypto}/seal.test.ts`,
  },
  {
    threat: "A form names something that was not shown",
    file: `${consent}/evaluate/decision.ts`,
    from: 'if (!known) return { ok: false, code: "unknown-item" };',
    to: "",
    test: `${consent}/evaluate/decision.test.ts`,
  },
  {
    threat: "People decide before they can read who is responsible and how to reach them",
    file: `${database}/provisioning/provision.ts`,
    from: 'if (!provider.mayAsk) throw new Refused("no-organisation");',
    to: "",
    test: `${database}/provisioning/may-ask.test.ts`,
  },
  {
    threat: "People decide before they can read who is responsible and how to reach them",
    file: `${database}/provisioning/decide-again.ts`,
    from: 'if (!provider.mayAsk) throw new Refused("no-organisation");',
    to: "",
    test: `${database}/provisioning/may-ask.test.ts`,
  },
  {
    threat: "People decide before they can read who is responsible and how to reach them",
    file: `${database}/provisioning/grant-later.ts`,
    from: 'if (!organisation?.mayAsk) return { ok: false, code: "no-organisation" };',
    to: "",
    test: `${database}/provisioning/may-ask.test.ts`,
  },
  {
    threat: "A purpose changes while someone decides",
    file: `${database}/provisioning/provision.ts`,
    from: 'if (!same) throw new Refused("purposes-changed");',
    to: "",
    test: `${database}/provisioning/provision.test.ts`,
  },
  {
    threat: "A change that asks for more is published as a change of wording",
    file: `${database}/purposes/purpose-publishing.ts`,
    from: "asksAgain || isMaterialChange(before, draft);",
    to: "asksAgain;",
    test: `${database}/purposes/purpose-publishing.test.ts`,
  },
  {
    threat: "A change that asks for more is published as a change of wording",
    file: `${consent}/purpose/purpose.ts`,
    from: "return was === undefined || (mandatory && !was.mandatory) || was.basis !== basis;",
    to: "return was === undefined || was.basis !== basis;",
    test: `${database}/purposes/purpose-publishing.test.ts`,
  },
  {
    threat: "A question that can be postponed is postponed forever",
    file: `${consent}/evaluate/consent-state.ts`,
    from: "asking.filter((asks, index) => index === 0 || hasNewTerms(asks)).map(",
    to: "asking.map(",
    test: `${consent}/evaluate/consent-state.property.test.ts`,
  },
  {
    threat: "A question that can be postponed is postponed forever",
    file: `${consent}/evaluate/consent-state.ts`,
    from: 'if (because === "expired") return null;',
    to: "",
    test: `${consent}/evaluate/decision-table-existing-account.test.ts`,
  },
];
