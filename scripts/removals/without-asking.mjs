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
    from: 'if (version.basis.kind === "notice" && past.state !== "granted") return "new";',
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
];
