// The rows of the decision table about first sign-ins. Each is named by the words of docs/decision-table.md; people
// with an account are in decision-table-existing-account.test.ts.
import { describe, expect, it } from "vitest";
import type { Values } from "../claims/claim-mapping.ts";
import { consentRequest, sameVersions } from "../request/consent-request.ts";
import { readDecision, type Submission } from "./decision.ts";
import { evaluate } from "./evaluate.ts";
import type { PurposeVersion } from "../purpose/purpose.ts";
import { catalogueOf, testAttribute, testVersion } from "../testing.ts";

const catalogue = catalogueOf(
  testAttribute("email", "email"),
  testAttribute("phone", "phone"),
  testAttribute("name"),
  testAttribute("email_verified", "boolean", { selfAssertable: false }),
);
const everything: Values = {
  email: "ana@example.org",
  phone: "+44 7700 900123",
  name: "Ana Kovač",
  email_verified: "true",
};
const recovery = testVersion("recovery", ["email!", "phone"], { position: 0 });
const greeting = testVersion("greeting", ["name"], { position: 1 });
const news = testVersion("news", ["email"], { position: 2 });
const trust = testVersion("trust", ["email_verified!"], { position: 3 });

type Expected =
  | { account: Record<string, [value: string, source: string]>; decisions: Record<string, string> }
  | { askedAgain: [id: string, problem: string][] }
  | "refused"
  | "unknown-item";

interface Row {
  row: string;
  purposes: PurposeVersion[];
  sent?: Values;
  defaults?: Values;
  /** Ids of ticked boxes, or "decline". */
  form: readonly string[] | "decline";
  typed?: Submission["typed"];
  expected: Expected;
}

const rows: Row[] = [
  {
    row: "every mandatory granted: an account with the agreed values",
    purposes: [recovery, greeting],
    form: ["recovery-v1.email", "recovery-v1.phone", "greeting-v1.name"],
    expected: {
      account: {
        email: ["ana@example.org", "provider"],
        name: ["Ana Kovač", "provider"],
        phone: ["+44 7700 900123", "provider"],
      },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "granted", "greeting-v1.name": "granted" },
    },
  },
  {
    row: "any mandatory denied: no account, even when everything else is granted",
    purposes: [recovery, greeting],
    form: ["recovery-v1.phone", "greeting-v1.name"],
    expected: { askedAgain: [["recovery-v1.email", "required-not-agreed"]] },
  },
  {
    row: "any mandatory absent from the form: an empty form is a refusal of everything",
    purposes: [recovery, greeting],
    form: [],
    expected: { askedAgain: [["recovery-v1.email", "required-not-agreed"]] },
  },
  { row: "declined: no account", purposes: [recovery, greeting], form: "decline", expected: "refused" },
  {
    row: "declined, where nothing was mandatory: no account",
    purposes: [greeting],
    form: "decline",
    expected: "refused",
  },
  {
    row: "optional denied: account without it, the denial kept",
    purposes: [recovery],
    form: ["recovery-v1.email"],
    expected: {
      account: { email: ["ana@example.org", "provider"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "denied" },
    },
  },
  {
    row: "optional denied, every one, by an empty form: account without any",
    purposes: [greeting, news],
    form: [],
    expected: { account: {}, decisions: { "greeting-v1.name": "denied", "news-v1.email": "denied" } },
  },
  {
    row: "provider sent no value, optional: nothing to store",
    purposes: [recovery],
    sent: { email: "ana@example.org" },
    form: ["recovery-v1.email"],
    expected: {
      account: { email: ["ana@example.org", "provider"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "not-sent" },
    },
  },
  {
    row: "provider sent no value, optional: there is no box, so a tick is forged",
    purposes: [recovery],
    sent: { email: "ana@example.org" },
    form: ["recovery-v1.email", "recovery-v1.phone"],
    typed: { phone: "+44 7700 900123" },
    expected: "unknown-item",
  },
  {
    row: "provider sent no value, optional: a typed value is ignored",
    purposes: [recovery],
    sent: { email: "ana@example.org" },
    form: ["recovery-v1.email"],
    typed: { phone: "+44 7700 900123" },
    expected: {
      account: { email: ["ana@example.org", "provider"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "not-sent" },
    },
  },
  {
    row: "provider sent no value, a default: offered as the organisation's, stored when it is granted",
    purposes: [recovery],
    sent: { email: "ana@example.org" },
    defaults: { phone: "+44 20 7946 0000", name: "on no purpose" },
    form: ["recovery-v1.email", "recovery-v1.phone"],
    expected: {
      account: { email: ["ana@example.org", "provider"], phone: ["+44 20 7946 0000", "default"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "granted" },
    },
  },
  {
    row: "provider sent no value, a default: refused, and not stored",
    purposes: [recovery],
    sent: { email: "ana@example.org" },
    defaults: { phone: "+44 20 7946 0000" },
    form: ["recovery-v1.email"],
    expected: {
      account: { email: ["ana@example.org", "provider"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "denied" },
    },
  },
  {
    row: "provider sent no value, a default: what is typed beside it is ignored, as beside a provider's value",
    purposes: [recovery],
    sent: {},
    defaults: { email: "desk@example.org" },
    form: ["recovery-v1.email"],
    typed: { email: "mine@example.org" },
    expected: {
      account: { email: ["desk@example.org", "default"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "not-sent" },
    },
  },
  {
    row: "provider sent no value, mandatory, a default: no account unless it is granted",
    purposes: [recovery],
    sent: {},
    defaults: { email: "desk@example.org" },
    form: [],
    expected: { askedAgain: [["recovery-v1.email", "required-not-agreed"]] },
  },
  {
    row: "provider sent no value, mandatory, may not be typed, a default: not blocked",
    purposes: [trust],
    sent: {},
    defaults: { email_verified: "true" },
    form: ["trust-v1.email_verified"],
    expected: {
      account: { email_verified: ["true", "default"] },
      decisions: { "trust-v1.email_verified": "granted" },
    },
  },
  {
    row: "provider sent a value: the default is not used",
    purposes: [recovery],
    defaults: { email: "desk@example.org", phone: "+44 20 7946 0000" },
    form: ["recovery-v1.email", "recovery-v1.phone"],
    expected: {
      account: { email: ["ana@example.org", "provider"], phone: ["+44 7700 900123", "provider"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "granted" },
    },
  },
  {
    row: "a default of an attribute that is not in the catalogue, or is empty: none",
    purposes: [testVersion("other", ["shoe_size", "name"])],
    sent: {},
    defaults: { shoe_size: "42", name: "" },
    form: [],
    expected: { account: {}, decisions: { "other-v1.shoe_size": "not-sent", "other-v1.name": "not-sent" } },
  },
  {
    row: "provider sent no value, mandatory: typed by the person, tagged self-asserted",
    purposes: [recovery],
    sent: {},
    form: ["recovery-v1.email"],
    typed: { email: " carol@example.org " },
    expected: {
      account: { email: ["carol@example.org", "self"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "not-sent" },
    },
  },
  {
    row: "provider sent no value, mandatory: agreed to, nothing typed",
    purposes: [recovery],
    sent: {},
    form: ["recovery-v1.email"],
    expected: { askedAgain: [["recovery-v1.email", "value-missing"]] },
  },
  {
    row: "provider sent no value, mandatory: agreed to, blanks typed",
    purposes: [recovery],
    sent: {},
    form: ["recovery-v1.email"],
    typed: { email: " \u200B\u202E" },
    expected: { askedAgain: [["recovery-v1.email", "value-missing"]] },
  },
  {
    row: "provider sent no value, mandatory: agreed to, nonsense typed",
    purposes: [recovery],
    sent: {},
    form: ["recovery-v1.email"],
    typed: { email: "carol" },
    expected: { askedAgain: [["recovery-v1.email", "not-an-email"]] },
  },
  {
    row: "provider sent no value, mandatory: typing it is agreeing to it, without a box",
    purposes: [recovery],
    sent: {},
    form: [],
    typed: { email: "carol@example.org" },
    expected: {
      account: { email: ["carol@example.org", "self"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "not-sent" },
    },
  },
  {
    row: "provider sent no value, mandatory: left empty, which refuses it",
    purposes: [recovery],
    sent: {},
    form: [],
    typed: { email: " " },
    expected: { askedAgain: [["recovery-v1.email", "value-missing"]] },
  },
  {
    row: "provider sent no value, mandatory, may not be typed: no form leads to an account",
    purposes: [recovery, trust],
    sent: { email: "ana@example.org" },
    form: ["recovery-v1.email"],
    typed: { email_verified: "true" },
    expected: "refused",
  },
  {
    row: "provider sent no value, mandatory, may not be typed: there is no box",
    purposes: [trust],
    sent: {},
    form: ["trust-v1.email_verified"],
    expected: "unknown-item",
  },
  {
    row: "no live purpose: account with the identity only",
    purposes: [],
    form: [],
    expected: { account: {}, decisions: {} },
  },
  { row: "no live purpose: declining still works", purposes: [], form: "decline", expected: "refused" },
  {
    row: "attribute mapped, on no purpose: never stored",
    purposes: [greeting],
    form: ["greeting-v1.name"],
    expected: { account: { name: ["Ana Kovač", "provider"] }, decisions: { "greeting-v1.name": "granted" } },
  },
  {
    row: "attribute mapped, on no purpose: a tick for it is forged",
    purposes: [greeting],
    form: ["greeting-v1.phone"],
    expected: "unknown-item",
  },
  {
    row: "attribute mapped, on no purpose: a typed value for it is forged",
    purposes: [greeting],
    form: ["greeting-v1.name"],
    typed: { phone: "+44 7700 900123" },
    expected: "unknown-item",
  },
  {
    row: "one attribute, several purposes: one value when both are granted",
    purposes: [recovery, news],
    form: ["recovery-v1.email", "news-v1.email"],
    expected: {
      account: { email: ["ana@example.org", "provider"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "denied", "news-v1.email": "granted" },
    },
  },
  {
    row: "one attribute, several purposes: stored while one granted purpose covers it",
    purposes: [greeting, testVersion("badge", ["name"])],
    form: ["badge-v1.name"],
    expected: {
      account: { name: ["Ana Kovač", "provider"] },
      decisions: { "badge-v1.name": "granted", "greeting-v1.name": "denied" },
    },
  },
  {
    row: "one attribute, several purposes: mandatory for the purpose that needs it, whatever another was granted",
    purposes: [recovery, news],
    form: ["news-v1.email"],
    expected: { askedAgain: [["recovery-v1.email", "required-not-agreed"]] },
  },
  {
    row: "one attribute, several purposes: typed once, it serves each that was agreed to",
    purposes: [recovery, news],
    sent: {},
    form: ["recovery-v1.email", "news-v1.email"],
    typed: { email: "carol@example.org" },
    expected: {
      account: { email: ["carol@example.org", "self"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "not-sent", "news-v1.email": "granted" },
    },
  },
  {
    row: "one attribute, several purposes: typed for the one that needs it, not for the other",
    purposes: [recovery, news],
    sent: {},
    form: ["recovery-v1.email"],
    typed: { email: "carol@example.org" },
    expected: {
      account: { email: ["carol@example.org", "self"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "not-sent", "news-v1.email": "denied" },
    },
  },
  {
    row: "client-sent values are ignored: what the provider sent was shown, and is stored",
    purposes: [recovery],
    form: ["recovery-v1.email"],
    typed: { email: "mallory@example.org", phone: "+1 000 000 0000" },
    expected: {
      account: { email: ["ana@example.org", "provider"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "denied" },
    },
  },
  {
    row: "forged id: the version before",
    purposes: [recovery],
    form: ["recovery-v1.email", "recovery-v0.phone"],
    expected: "unknown-item",
  },
  {
    row: "on another legal basis: stored without a box, and the consent beside it is refused",
    purposes: [testVersion("membership", ["email~contract"]), news],
    form: [],
    expected: {
      account: { email: ["ana@example.org", "provider"] },
      decisions: { "membership-v1.email": "granted", "news-v1.email": "denied" },
    },
  },
  {
    row: "on another legal basis, not sent: nothing stored, and nothing to type",
    purposes: [testVersion("membership", ["email~contract", "name"])],
    sent: { name: "Ana Kovač" },
    form: [],
    expected: { account: {}, decisions: { "membership-v1.email": "not-sent", "membership-v1.name": "denied" } },
  },
  {
    row: "on another legal basis, not sent, and typed for something mandatory: kept for that alone",
    purposes: [testVersion("membership", ["email~contract"]), recovery],
    sent: {},
    form: ["recovery-v1.email"],
    typed: { email: "ana@typed.example" },
    expected: {
      account: { email: ["ana@typed.example", "self"] },
      decisions: { "membership-v1.email": "not-sent", "recovery-v1.email": "granted", "recovery-v1.phone": "not-sent" },
    },
  },
  {
    row: "on another legal basis, and something mandatory refused: no account",
    purposes: [testVersion("membership", ["name~contract"]), recovery],
    form: [],
    expected: { askedAgain: [["recovery-v1.email", "required-not-agreed"]] },
  },
  {
    row: "on another legal basis, and declined: no account",
    purposes: [testVersion("membership", ["email~contract"])],
    form: "decline",
    expected: "refused",
  },
  {
    row: "forged id: a tick for what is on another legal basis",
    purposes: [testVersion("membership", ["email~contract"])],
    form: ["membership-v1.email"],
    expected: "unknown-item",
  },
  {
    row: "forged id: the right parts without the dot, other case, a space",
    purposes: [recovery],
    form: ["recovery-v1.email", "recovery-v1.Phone "],
    expected: "unknown-item",
  },
  {
    row: "duplicate ids count once",
    purposes: [recovery],
    form: ["recovery-v1.email", "recovery-v1.email"],
    expected: {
      account: { email: ["ana@example.org", "provider"] },
      decisions: { "recovery-v1.email": "granted", "recovery-v1.phone": "denied" },
    },
  },
];

/** From live purposes to the outcome, in the form of the table. */
function decide({ purposes, sent = everything, defaults = {}, form, typed = {} }: Row): Expected {
  const request = consentRequest({ purposes, values: sent, defaults, catalogue });
  if (form === "decline") return evaluate(request, { kind: "decline" }).kind === "refuse" ? "refused" : "unknown-item";
  const read = readDecision(request, { granted: form, typed }, { catalogue, today: "2030-01-01" });
  if (!read.ok) return read.code;
  const outcome = evaluate(request, { kind: "choices", ...read });
  if (outcome.kind === "refuse") return "refused";
  if (outcome.kind !== "provision" && outcome.kind !== "ask-again") throw new Error(`${outcome.kind} is for the known`);
  if (outcome.kind === "ask-again")
    return { askedAgain: outcome.problems.map(({ item, problem }) => [item.id, problem]) };
  return {
    account: Object.fromEntries(outcome.values.map(({ attribute, value, source }) => [attribute, [value, source]])),
    decisions: Object.fromEntries(outcome.decisions.map(({ item, state }) => [item.id, state])),
  };
}

describe("decision table, first sign-in", () => {
  it.each(rows.map((row) => [row.row, row] as const))("%s", (_, row) => expect(decide(row)).toEqual(row.expected));

  it("no account, asking: the screen has the live purposes of this provider and no other box", () => {
    const request = consentRequest({ purposes: [news, recovery, greeting], values: everything, catalogue });
    expect(request.purposes.map(({ version: { purposeId }, items }) => [purposeId, items.map(({ id }) => id)])).toEqual(
      [
        ["recovery", ["recovery-v1.email", "recovery-v1.phone"]],
        ["greeting", ["greeting-v1.name"]],
        ["news", ["news-v1.email"]],
      ],
    );
  });

  it("attribute mapped, on no purpose: never shown", () => {
    const request = consentRequest({ purposes: [greeting], values: everything, catalogue });
    expect(JSON.stringify(request)).not.toContain("ana@example.org");
  });

  it("purposes changed since the screen was shown: the versions differ", () => {
    const drawn = consentRequest({ purposes: [recovery, greeting], values: everything, catalogue });
    const shown = drawn.purposes.map((purpose) => purpose.version.versionId);
    const now = (purposes: PurposeVersion[]) => consentRequest({ purposes, values: everything, catalogue });
    const edited = { ...recovery, versionId: "recovery-v2", number: 2 };
    expect(sameVersions(shown, now([recovery, greeting]))).toBe(true);
    expect(sameVersions(shown, now([edited, greeting]))).toBe(false);
    expect(sameVersions(shown, now([recovery]))).toBe(false);
    expect(sameVersions(shown, now([recovery, greeting, news]))).toBe(false);
  });

  it("purposes changed since the screen was shown: a tick from that screen is unknown", () => {
    const request = consentRequest({
      purposes: [{ ...recovery, versionId: "recovery-v2" }],
      values: everything,
      catalogue,
    });
    const read = readDecision(
      request,
      { granted: ["recovery-v1.email"], typed: {} },
      { catalogue, today: "2030-01-01" },
    );
    expect(read).toEqual({ ok: false, code: "unknown-item" });
  });
});
