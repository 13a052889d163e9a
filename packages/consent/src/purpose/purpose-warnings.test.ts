import { describe, expect, it } from "vitest";
import { type WarningContext, type PurposeWarning, purposeWarnings, type PurposeToCheck } from "./purpose-warnings.ts";

const asks = (key: string, mandatory = false, reason = mandatory ? "Needed." : "") => ({ key, mandatory, reason });

/** A purpose without any warning. */
const good: PurposeToCheck = {
  description: "So that we can reach you.",
  retention: "days",
  attributes: [asks("email", true), asks("badge")],
  recipients: { organisation: true, applications: [] },
  terms: { parties: [], storedIn: ["DE"], consentDays: null },
  languages: ["en", "de"],
  outdated: [],
  withoutNote: [],
};
const around: WarningContext = {
  attributes: [
    { key: "email", sensitive: false, selfAssertable: true },
    { key: "badge", sensitive: false, selfAssertable: false },
    { key: "health", sensitive: true, selfAssertable: false },
  ],
  senders: [
    { name: "One", sends: ["email", "badge", "health"] },
    { name: "Two", sends: ["email", "badge", "health"] },
  ],
  services: ["mailing"],
  languages: ["en", "de"],
  others: [{ name: "News", attributes: [{ key: "email", mandatory: true }] }],
};

interface Row {
  readonly what: string;
  readonly purpose?: Partial<PurposeToCheck>;
  readonly world?: Partial<WarningContext>;
  readonly said: readonly PurposeWarning[];
}

const silentOn = (...keys: string[]) => ["email", "badge", "health"].filter((key) => !keys.includes(key));
const sentBy = (one: readonly string[], two: readonly string[]) => ({
  senders: [
    { name: "One", sends: one },
    { name: "Two", sends: two },
  ],
});

const table: readonly Row[] = [
  { what: "nothing where nothing is wrong", said: [] },
  {
    what: "nothing about what a contract needs",
    purpose: { attributes: [{ ...asks("badge", false, "To let you in."), basis: "contract" }] },
    said: [],
  },
  {
    what: "that the rest is mandatory, so that there is no choice",
    purpose: { attributes: [{ ...asks("badge", false, "To let you in."), basis: "contract" }, asks("email", true)] },
    said: [{ kind: "all-mandatory", count: 1 }],
  },
  {
    what: "that special categories need more than Article 6",
    purpose: { attributes: [{ ...asks("health", false, "To treat you."), basis: "legal-obligation" }] },
    said: [{ kind: "sensitive-told", attribute: "health" }],
  },
  {
    what: "that nobody needs advertising for a contract",
    purpose: {
      name: "Our newsletter",
      attributes: [{ ...asks("badge", false, "To write to you."), basis: "contract" }],
    },
    said: [{ kind: "told-marketing", attribute: "badge" }],
  },
  {
    what: "nothing about advertising on legitimate interests, which the law knows",
    purpose: {
      name: "Our newsletter",
      attributes: [{ ...asks("badge", false, "To write to you."), basis: "legitimate-interests" }],
    },
    said: [],
  },
  {
    what: "that vital interests are rarely right",
    purpose: { attributes: [{ ...asks("badge", false, "To save you."), basis: "vital-interests" }] },
    said: [{ kind: "told-vital", attribute: "badge" }],
  },
  {
    what: "that nothing is stored where what is told is not sent",
    purpose: { attributes: [{ ...asks("badge", false, "To let you in."), basis: "contract" }] },
    world: sentBy(["email", "badge"], ["email"]),
    said: [{ kind: "not-sent", attribute: "badge", providers: ["Two"], effect: "not-told" }],
  },
  {
    what: "nothing about another purpose that asks for what is told here",
    purpose: { attributes: [{ ...asks("email", false, "To bill you."), basis: "contract" }] },
    said: [],
  },
  {
    what: "that no one is asked",
    purpose: { recipients: { organisation: false, applications: [] } },
    said: [{ kind: "no-recipient" }],
  },
  {
    what: "that only people of applications are asked",
    purpose: { recipients: { organisation: false, applications: ["library"] } },
    said: [{ kind: "only-applications" }],
  },
  {
    what: "that only people of applications are asked, beside a service",
    purpose: { recipients: { organisation: false, applications: ["library", "mailing"] } },
    said: [{ kind: "only-applications" }],
  },
  {
    what: "that nobody is asked for a service alone",
    purpose: { recipients: { organisation: false, applications: ["mailing"] } },
    said: [{ kind: "only-services" }],
  },
  {
    what: "nothing about a service beside the organisation",
    purpose: { recipients: { organisation: true, applications: ["mailing"] } },
    said: [],
  },
  {
    what: "that nothing protects data in another country",
    purpose: {
      terms: {
        parties: [
          { name: "Near Ltd", country: "NO", safeguard: "" },
          { name: "Safe Inc.", country: "US", safeguard: "adequacy" },
          { name: "Far Inc.", country: "US", safeguard: "" },
        ],
        ...{ storedIn: ["DE"], consentDays: null },
      },
    },
    said: [{ kind: "transfer-without-safeguard", party: "Far Inc." }],
  },
  {
    what: "that no place of storage is named",
    purpose: { terms: undefined },
    said: [{ kind: "no-storage-location" }],
  },
  {
    what: "that data is deleted before the agreement ends",
    purpose: { retentionDays: 30, terms: { parties: [], storedIn: ["DE"], consentDays: 31 } },
    said: [{ kind: "agreement-outlasts" }],
  },
  {
    what: "nothing about an agreement that ends with the data",
    purpose: { retentionDays: 30, terms: { parties: [], storedIn: ["DE"], consentDays: 30 } },
    said: [],
  },
  {
    what: "everything mandatory",
    purpose: { attributes: [asks("email", true), asks("badge", true)] },
    said: [{ kind: "all-mandatory", count: 2 }],
  },
  {
    what: "everything mandatory, of one",
    purpose: { attributes: [asks("email", true)] },
    said: [{ kind: "all-mandatory", count: 1 }],
  },
  { what: "nothing of an empty list", purpose: { attributes: [] }, said: [] },
  {
    what: "sensitive and mandatory",
    purpose: { attributes: [asks("health", true), asks("badge")] },
    said: [{ kind: "sensitive-mandatory", attribute: "health" }],
  },
  { what: "nothing of sensitive and optional", purpose: { attributes: [asks("health")] }, said: [] },
  {
    what: "no reason, blank ones too",
    purpose: { attributes: [asks("email", true, " \n"), asks("badge")] },
    said: [{ kind: "no-reason", attribute: "email" }],
  },
  { what: "nothing of a reason that an optional one lacks", purpose: { attributes: [asks("badge")] }, said: [] },
  { what: "no end but the account's", purpose: { retention: "account-closed" }, said: [{ kind: "no-retention" }] },
  { what: "nothing chosen yet", purpose: { retention: "" }, said: [{ kind: "no-retention" }] },
  { what: "nothing of what ends when it is withdrawn", purpose: { retention: "withdrawn" }, said: [] },
  { what: "three words", purpose: { description: "For a while." }, said: [{ kind: "short-description" }] },
  { what: "punctuation is no word", purpose: { description: "News … – !!!" }, said: [{ kind: "short-description" }] },
  { what: "nothing of four words", purpose: { description: "So that something works." }, said: [] },
  {
    what: "nothing of a sentence without spaces",
    purpose: { description: "私たちがあなたに連絡するため。" },
    said: [],
  },
  { what: "nothing of what is not written yet", purpose: { description: " \n" }, said: [] },
  {
    what: "missing translations, each",
    purpose: { languages: ["en"] },
    world: { languages: ["en", "de", "ar"] },
    said: [{ kind: "not-translated", languages: ["de", "ar"] }],
  },
  {
    what: "translations of an older original",
    purpose: { outdated: ["de"] },
    said: [{ kind: "outdated", languages: ["de"] }],
  },
  {
    what: "translations without the legal note",
    purpose: { withoutNote: ["de"] },
    said: [{ kind: "note-not-translated", languages: ["de"] }],
  },
  {
    what: "no provider sends it",
    world: sentBy(silentOn("badge"), silentOn("badge")),
    said: [{ kind: "not-sent", attribute: "badge", providers: null, effect: "no-box" }],
  },
  {
    what: "one provider does not send it, and it can be typed",
    world: sentBy(silentOn(), silentOn("email")),
    said: [{ kind: "not-sent", attribute: "email", providers: ["Two"], effect: "typed" }],
  },
  {
    what: "one provider does not send it, and it cannot be typed",
    purpose: { attributes: [asks("badge", true), asks("email", true), asks("health")] },
    world: sentBy(silentOn("badge"), silentOn()),
    said: [{ kind: "not-sent", attribute: "badge", providers: ["One"], effect: "blocked" }],
  },
  { what: "nothing while there is no provider", world: { senders: [] }, said: [] },
  {
    what: "mandatory here, optional there",
    world: { others: [{ name: "Greeting", attributes: [{ key: "email", mandatory: false }] }] },
    said: [{ kind: "optional-elsewhere", attribute: "email", purposes: ["Greeting"] }],
  },
  {
    what: "optional here, mandatory in two others",
    purpose: { attributes: [asks("email")] },
    world: {
      others: ["A", "B"].map((name) => ({ name, attributes: [{ key: "email", mandatory: true }] })),
    },
    said: [{ kind: "mandatory-elsewhere", attribute: "email", purposes: ["A", "B"] }],
  },
  {
    what: "nothing about an attribute that is no longer in the catalogue",
    purpose: { attributes: [asks("gone")] },
    said: [],
  },
];

describe("purposeWarnings", () => {
  it.each(table)("says: $what", ({ purpose, world, said }) => {
    expect(purposeWarnings({ ...good, ...purpose }, { ...around, ...world })).toEqual(said);
  });

  it("returns all warnings at once, providers first", () => {
    const attributes = [asks("health", true, "")];
    const kinds = purposeWarnings(
      {
        description: "News.",
        retention: "account-closed",
        attributes,
        recipients: { organisation: false, applications: ["library"] },
        languages: ["en"],
        outdated: [],
        withoutNote: [],
      },
      { ...around, ...sentBy([], []), others: [{ name: "X", attributes: [{ key: "health", mandatory: false }] }] },
    ).map(({ kind }) => kind);
    expect(kinds).toEqual([
      ...["only-applications", "not-sent", "all-mandatory", "sensitive-mandatory", "no-reason", "optional-elsewhere"],
      ...["short-description", "no-retention", "no-storage-location", "not-translated"],
    ]);
  });
});
