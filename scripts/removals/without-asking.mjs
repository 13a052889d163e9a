import { consent, database } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Accounts without asking.
 * @type {readonly Removal[]}
 */
export const withoutAsking = [
  {
    threat: "A provider that does not ask stores something that is not on its list",
    file: `${consent}/evaluate/consent-state.ts`,
    from: 'if ((version.basis.kind === "notice" || asked.basis) && past.state !== "granted") return "new";',
    to: "",
    test: `${consent}/request/notice.test.ts`,
  },
  {
    threat: "A provider that does not ask stores something that is not on its list",
    file: `${database}/provisioning/provision.ts`,
    from: 'if (!same) throw new Refused("purposes-changed");',
    to: "",
    test: `${database}/providers/notices.test.ts`,
  },
  {
    threat: "A notice is taken for consent, or consent for a notice",
    file: `${consent}/evaluate/evaluate.ts`,
    from: 'if ((answer.kind === "acknowledge") !== (request.basis === "notice")) return nothing;',
    to: "",
    test: `${consent}/request/notice.test.ts`,
  },
  {
    threat: "A detail on another legal basis is taken for consent, or changes its basis without a word",
    file: `${consent}/purpose/purpose.ts`,
    from: "|| was.basis !== basis;",
    to: ";",
    test: `${consent}/purpose/purpose.test.ts`,
  },
  {
    threat: "A detail on another legal basis is taken for consent, or changes its basis without a word",
    file: `${consent}/evaluate/consent-state.ts`,
    from: 'if (basisIn(past.version, asked.key) !== asked.basis) return "changed";',
    to: "",
    test: `${consent}/evaluate/decision-table-existing-account.test.ts`,
  },
  {
    threat: "A detail on another legal basis is taken for consent, or changes its basis without a word",
    file: `${consent}/evaluate/decision.ts`,
    from: "const asked = items.filter(({ basis }) => !basis);",
    to: "const asked = items;",
    test: `${consent}/evaluate/evaluate.property.test.ts`,
  },
  {
    threat: "A detail on another legal basis is taken for consent, or changes its basis without a word",
    file: `${consent}/receipt/effect.ts`,
    from: " || Boolean(item.basis);",
    to: ";",
    test: `${consent}/receipt/receipt-formats.test.ts`,
  },
  {
    threat: "A detail on another legal basis is taken for consent, or changes its basis without a word",
    file: `${database}/provisioning/withdraw.ts`,
    from: 'coalesce(g.basis, v.lawful_basis) as "lawfulBasis"',
    to: 'v.lawful_basis as "lawfulBasis"',
    test: `${database}/provisioning/legal-bases.test.ts`,
  },
];
