// The rows of the decision table about people with an account. Each is named by the words of docs/decision-table.md.
import { describe, expect, it } from "vitest";
import type { Values } from "../claims/claim-mapping.ts";
import { consentRequest } from "../request/consent-request.ts";
import { readDecision } from "./decision.ts";
import { evaluate } from "./evaluate.ts";
import { refreshOf } from "./grants.ts";
import type { PurposeVersion } from "../purpose/purpose.ts";
import type { StoredValue, PastDecision, ConsentState, SyncPolicy } from "./consent-state.ts";
import { catalogueOf, testAttribute, testVersion } from "../testing.ts";

const catalogue = catalogueOf(
  testAttribute("email", "email"),
  testAttribute("phone", "phone"),
  testAttribute("name"),
  testAttribute("email_verified", "boolean", { selfAssertable: false }),
);
const sent: Values = { email: "ana@new.example", phone: "+44 7700 900123", name: "Ana Kovač", email_verified: "true" };
const recovery = testVersion("recovery", ["email!", "phone"]);
const news = testVersion("news", ["email"], { position: 1 });

const next = (before: PurposeVersion, keys: readonly string[], overrides: Partial<PurposeVersion> = {}) =>
  testVersion(before.purposeId, keys, {
    versionId: `${before.purposeId}-v2`,
    number: 2,
    position: before.position,
    ...overrides,
  });
const reworded = {
  texts: { en: { name: "recovery", description: "In other words.", details: null, legalNote: null } },
};

type Past = Readonly<Record<string, PastDecision["state"] | "expired">>;

const providerValue = (attribute: string, value = `old ${attribute}`): StoredValue => ({
  attribute,
  value,
  source: "provider",
  providerId: "university",
  missing: false,
  disconnected: false,
});
const ownValue = (attribute: string, value: string): StoredValue => ({
  attribute,
  value,
  source: "self",
  providerId: null,
  missing: false,
  disconnected: false,
});

/** A person who decided like this about these versions. What they granted is live unless it says "expired". */
function consentState(past: readonly [PurposeVersion, Past][], rest: Partial<ConsentState> = {}): ConsentState {
  const all = past.flatMap(([about, states]) =>
    Object.entries(states).map(([attribute, state]) => ({ about, attribute, state })),
  );
  const live = all.filter(({ state }) => state === "granted");
  const grants = live.map(({ about, attribute }) => ({
    purposeId: about.purposeId,
    attribute,
    expiresAt: null,
    mandatory: about.attributes.some(({ key, mandatory }) => key === attribute && mandatory),
  }));
  return {
    decisions: all.map(({ about, attribute, state }) => ({
      attribute,
      state: state === "expired" ? "granted" : state,
      version: about,
    })),
    grants,
    values: [...new Set(live.map(({ attribute }) => attribute))].map((attribute) => providerValue(attribute)),
    asking: new Map(),
    ...rest,
  };
}

const defaultValue = (attribute: string, value: string): StoredValue => ({
  ...providerValue(attribute, value),
  source: "default",
});
const withDefault = (known: ConsentState, ...values: StoredValue[]): ConsentState => ({ ...known, values });

interface Row {
  row: string;
  live: PurposeVersion[];
  known: ConsentState;
  sends?: Values;
  policy?: SyncPolicy;
  /** Ids of what is asked, each with its reason. Empty: the session begins without a question. */
  asked?: Record<string, string>;
  /** What is written if the session begins without a question. */
  refreshed?: Record<string, string>;
  cleared?: string[];
  missing?: string[];
}

/** The published versions of one purpose that ask something of people who decided before. */
const asking = (...versions: (PurposeVersion & { asksAll?: boolean })[]) => ({
  asking: new Map([
    [
      versions[0]?.purposeId ?? "",
      versions.map(({ number, attributes, recipients, askFrom, asksAll = false }) => ({
        ...{ number, attributes, recipients, askFrom, asksAll },
      })),
    ],
  ]),
});
const now = new Date("2026-02-01T12:00:00Z");
const march = new Date("2026-03-01T00:00:00Z");
const member = testVersion("member", ["email~contract", "phone"]);
const told = consentState([[member, { email: "granted", phone: "denied" }]]);
const agreed = consentState([[recovery, { email: "granted", phone: "denied" }]]);

const library = { id: "library", clientId: "library", name: "Library Portal" };
const forBoth = { recipients: { organisation: true, applications: [library] } };
const forLibrary = { recipients: { organisation: false, applications: [library] } };

const rows: Row[] = [
  {
    row: "nothing new: no question, granted attributes refreshed, everything else dropped",
    live: [recovery],
    known: agreed,
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "a default is replaced by what the provider sends",
    live: [recovery],
    known: withDefault(
      consentState([[recovery, { email: "granted", phone: "denied" }]]),
      defaultValue("email", "desk@example.org"),
    ),
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "a default is replaced by the same value, which is the provider's now",
    live: [recovery],
    known: withDefault(
      consentState([[recovery, { email: "granted", phone: "denied" }]]),
      defaultValue("email", "ana@new.example"),
    ),
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "a default, first sign-in only: it stays",
    live: [recovery],
    known: withDefault(
      consentState([[recovery, { email: "granted", phone: "denied" }]]),
      defaultValue("email", "desk@example.org"),
    ),
    policy: "first-sign-in",
  },
  {
    row: "a default, and the provider still sends nothing: it stays, and is not missing",
    live: [recovery],
    known: withDefault(
      consentState([[recovery, { email: "granted", phone: "denied" }]]),
      defaultValue("email", "desk@example.org"),
    ),
    sends: {},
  },
  {
    row: "a default of another provider's mapping gives way to the provider that says something",
    live: [recovery],
    known: withDefault(consentState([[recovery, { email: "granted", phone: "denied" }]]), {
      ...defaultValue("email", "desk@example.org"),
      providerId: "elsewhere",
    }),
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "nothing new, first sign-in only: what is stored stays",
    live: [recovery],
    known: agreed,
    policy: "first-sign-in",
  },
  {
    row: "nothing new, first sign-in only: what was granted and never stored is stored",
    live: [recovery],
    known: { ...agreed, values: [] },
    policy: "first-sign-in",
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "nothing new: what the person entered is not overwritten",
    live: [recovery],
    known: { ...agreed, values: [ownValue("email", "mine@example.org")] },
  },
  {
    row: "nothing new: what came from another provider is not overwritten",
    live: [recovery],
    known: { ...agreed, values: [{ ...providerValue("email"), providerId: "elsewhere" }] },
  },
  {
    row: "nothing new: what came from a provider that is no longer connected is taken over",
    live: [recovery],
    known: { ...agreed, values: [{ ...providerValue("email"), providerId: "elsewhere", disconnected: true }] },
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "nothing new: what came from a provider that is no longer connected, and is not sent here, stays",
    live: [news],
    known: consentState([[news, { email: "granted" }]], {
      values: [{ ...providerValue("email"), providerId: "elsewhere", disconnected: true }],
    }),
    sends: {},
  },
  {
    row: "nothing new, first sign-in only: what came from a provider that is no longer connected stays",
    live: [recovery],
    known: { ...agreed, values: [{ ...providerValue("email"), providerId: "elsewhere", disconnected: true }] },
    policy: "first-sign-in",
  },
  {
    row: "a second provider vouches for an address that the first one sent: not written",
    live: [testVersion("trust", ["email", "email_verified"])],
    known: consentState(
      [[testVersion("trust", ["email", "email_verified"]), { email: "granted", email_verified: "granted" }]],
      { values: [{ ...providerValue("email"), providerId: "elsewhere" }] },
    ),
    sends: { email: "ana@new.example", email_verified: "true" },
  },
  {
    row: "nothing new: the same value is not written again",
    live: [recovery],
    known: { ...agreed, values: [providerValue("email", "ana@new.example")] },
  },
  {
    row: "the provider stops sending what is optional: cleared where the provider wins",
    live: [news],
    known: consentState([[news, { email: "granted" }]]),
    sends: {},
    cleared: ["email"],
  },
  {
    row: "the provider stops sending what is optional: kept and marked, on first sign-in only",
    live: [news],
    known: consentState([[news, { email: "granted" }]]),
    sends: {},
    policy: "first-sign-in",
    missing: ["email"],
  },
  {
    row: "the provider stops sending what is mandatory: kept and marked",
    live: [recovery],
    known: agreed,
    sends: {},
    missing: ["email"],
  },
  {
    row: "the provider vouches for an address that the person entered: not written",
    live: [testVersion("trust", ["email", "email_verified"])],
    known: consentState(
      [[testVersion("trust", ["email", "email_verified"]), { email: "granted", email_verified: "granted" }]],
      {
        values: [ownValue("email", "mine@example.org")],
      },
    ),
  },
  {
    row: "new purpose: asked, without what is unchanged",
    live: [recovery, news],
    known: agreed,
    asked: { "news-v1.email": "new" },
  },
  {
    row: "new purpose that asks for what the provider does not send: no box, so no question",
    live: [recovery, testVersion("greeting", ["name"])],
    known: agreed,
    sends: { email: "ana@new.example" },
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "new attribute: asked alone",
    live: [next(recovery, ["email!", "phone", "name"])],
    known: agreed,
    asked: { "recovery-v2.name": "new" },
  },
  {
    row: "new mandatory attribute that was not sent and may be typed: asked",
    live: [next(recovery, ["email!", "phone", "name!"])],
    known: agreed,
    sends: { email: "ana@new.example" },
    asked: { "recovery-v2.name": "new" },
  },
  {
    row: "new mandatory attribute that was not sent and may not be typed: not asked, and no one is locked out",
    live: [next(recovery, ["email!", "phone", "email_verified!"])],
    known: agreed,
    sends: { email: "ana@new.example" },
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "optional became mandatory: people who refused it are asked",
    live: [next(recovery, ["email!", "phone!"])],
    known: agreed,
    asked: { "recovery-v2.phone": "required" },
  },
  {
    row: "optional became mandatory: people who agreed are asked, because they can no longer withdraw it alone",
    live: [next(recovery, ["email!", "phone!"])],
    known: consentState([[recovery, { email: "granted", phone: "granted" }]]),
    asked: { "recovery-v2.phone": "required" },
  },
  {
    row: "consent became another legal basis: told, also people who refused",
    live: [next(recovery, ["email!", "phone~contract"])],
    known: agreed,
    asked: { "recovery-v2.phone": "changed" },
  },
  {
    row: "another legal basis became consent: asked",
    live: [next(member, ["email", "phone"])],
    known: told,
    asked: { "member-v2.email": "changed" },
  },
  {
    row: "one legal basis became another: told",
    live: [next(member, ["email~legitimate-interests", "phone"])],
    known: told,
    asked: { "member-v2.email": "changed" },
  },
  {
    row: "on another legal basis, nothing new: refreshed",
    live: [member],
    known: told,
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "on another legal basis, not sent before, sent now: told",
    live: [member],
    known: consentState([[member, { email: "not-sent", phone: "denied" }]]),
    asked: { "member-v1.email": "new" },
  },
  {
    row: "on another legal basis, not sent before nor now: not told",
    live: [member],
    known: consentState([[member, { email: "not-sent", phone: "denied" }]]),
    sends: {},
    refreshed: {},
  },
  {
    row: "mandatory became optional: not asked",
    live: [next(recovery, ["email", "phone"])],
    known: agreed,
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "material change that asks everyone again: asked, also about an earlier refusal",
    live: [next(recovery, ["email!", "phone"], reworded)],
    known: { ...agreed, ...asking({ ...next(recovery, ["email!", "phone"]), asksAll: true }) },
    asked: { "recovery-v2.email": "changed", "recovery-v2.phone": "changed" },
  },
  {
    row: "material change together with a new attribute: all of it is asked",
    live: [next(recovery, ["email!", "phone", "name"], reworded)],
    known: { ...agreed, ...asking({ ...next(recovery, ["email!", "phone", "name"]), asksAll: true }) },
    asked: { "recovery-v2.email": "changed", "recovery-v2.phone": "changed", "recovery-v2.name": "new" },
  },
  {
    row: "new attribute with other words, only what is new is asked: asked alone",
    live: [next(recovery, ["email!", "phone", "name"], reworded)],
    known: agreed,
    asked: { "recovery-v2.name": "new" },
  },
  {
    row: "material change, then a wording change: still asked",
    live: [next(recovery, ["email!", "phone"], { ...reworded, number: 3, versionId: "recovery-v3" })],
    known: { ...agreed, ...asking({ ...next(recovery, ["email!", "phone"]), asksAll: true }) },
    asked: { "recovery-v3.email": "changed", "recovery-v3.phone": "changed" },
  },
  {
    row: "new recipient: all that was agreed to is asked again, and an earlier refusal is not",
    live: [next(recovery, ["email!", "phone"], forBoth)],
    known: agreed,
    asked: { "recovery-v2.email": "changed" },
  },
  {
    row: "one recipient less: not asked",
    live: [next(recovery, ["email!", "phone"])],
    known: consentState([
      [
        { ...recovery, ...forBoth },
        { email: "granted", phone: "denied" },
      ],
    ]),
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "recipient removed and named again: people who had agreed to it are not asked",
    live: [next(recovery, ["email!", "phone"], { ...forBoth, number: 3, versionId: "recovery-v3" })],
    known: consentState([
      [
        { ...recovery, ...forBoth },
        { email: "granted", phone: "denied" },
      ],
    ]),
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "mandatory for an application, refused before: asked at each sign-in to it",
    live: [recovery, { ...testVersion("loans", ["phone!"]), ...forLibrary }],
    known: consentState([
      [recovery, { email: "granted", phone: "denied" }],
      [{ ...testVersion("loans", ["phone!"]), ...forLibrary }, { phone: "denied" }],
    ]),
    asked: { "loans-v1.phone": "required" },
  },
  {
    row: "wording change: not asked",
    live: [next(recovery, ["email!", "phone"], reworded)],
    known: agreed,
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "earlier refusal of an optional one: not asked again",
    live: [recovery],
    known: consentState([[recovery, { email: "granted", phone: "denied" }]]),
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "not sent before, sent now, optional: not asked, and not stored",
    live: [recovery],
    known: consentState([[recovery, { email: "granted", phone: "not-sent" }]]),
    refreshed: { email: "ana@new.example" },
  },
  {
    row: "grant expired: asked again",
    live: [recovery, news],
    known: consentState([
      [recovery, { email: "granted", phone: "denied" }],
      [news, { email: "expired" }],
    ]),
    asked: { "news-v1.email": "expired" },
  },
  {
    row: "purpose archived: not asked, and refreshed while it is granted",
    live: [],
    known: agreed,
    refreshed: { email: "ana@new.example" },
  },
];

const april = new Date("2026-04-01T00:00:00Z");
const inMarch = { askFrom: march };
const third = (keys: readonly string[], overrides: Partial<PurposeVersion> = {}) =>
  next(recovery, keys, { number: 3, versionId: "recovery-v3", ...overrides });

interface WaitingRow extends Row {
  until?: Date;
}

const newsInMarch = { ...news, ...inMarch };
const phoneNeededInMarch = next(recovery, ["email!", "phone!"], inMarch);
const allInMarch = { ...next(recovery, ["email!", "phone"], { ...reworded, ...inMarch }), asksAll: true };
const allAtOnce = { ...next(recovery, ["email!", "phone"], reworded), asksAll: true };

const waiting: WaitingRow[] = [
  {
    row: "new purpose that can wait: asked, and can be put off",
    live: [recovery, newsInMarch],
    known: { ...agreed, ...asking(newsInMarch) },
    asked: { "news-v1.email": "new" },
    until: march,
  },
  {
    row: "new mandatory attribute that can wait: asked, and can be put off",
    live: [phoneNeededInMarch],
    known: { ...agreed, ...asking(phoneNeededInMarch) },
    asked: { "recovery-v2.phone": "required" },
    until: march,
  },
  {
    row: "two that can wait: put off until the first of their dates",
    live: [{ ...news, askFrom: april }, next(recovery, ["email!", "phone", "name"], inMarch)],
    known: {
      ...agreed,
      asking: new Map([
        ...asking({ ...news, askFrom: april }).asking,
        ...asking(next(recovery, ["email!", "phone", "name"], inMarch)).asking,
      ]),
    },
    asked: { "news-v1.email": "new", "recovery-v2.name": "new" },
    until: march,
  },
  {
    row: "one that can wait beside one that cannot: only the latter is asked",
    live: [phoneNeededInMarch, news],
    known: { ...agreed, ...asking(phoneNeededInMarch) },
    asked: { "news-v1.email": "new" },
  },
  {
    row: "a waiting attribute that was not sent does not turn an optional one into one to type",
    live: [phoneNeededInMarch, testVersion("delivery", ["phone", "email"], { position: 2 })],
    known: { ...agreed, ...asking(phoneNeededInMarch) },
    sends: { email: "ana@new.example" },
    asked: { "delivery-v1.phone": "new", "delivery-v1.email": "new" },
  },
  {
    row: "the date has come: asked like any other",
    live: [{ ...news, askFrom: now }],
    known: { ...agreed, ...asking({ ...news, askFrom: now }) },
    asked: { "news-v1.email": "new" },
  },
  {
    row: "a later version with a date does not postpone what is due",
    live: [third(["email!", "phone", "name"], { ...reworded, ...inMarch })],
    known: { ...agreed, ...asking(allAtOnce, third(["email!", "phone", "name"], inMarch)) },
    asked: { "recovery-v3.email": "changed", "recovery-v3.phone": "changed" },
  },
  {
    row: "a later version without a date does not make a waiting question due",
    live: [third(["email!", "phone", "name"], reworded)],
    known: { ...agreed, ...asking(allInMarch, third(["email!", "phone", "name"])) },
    asked: { "recovery-v3.name": "new" },
  },
  {
    row: "asked for all of it again, at once, while an earlier change can wait: due",
    live: [third(["email!", "phone!"], reworded)],
    known: { ...agreed, ...asking(allInMarch, { ...third(["email!", "phone!"], reworded), asksAll: true }) },
    asked: { "recovery-v3.email": "changed", "recovery-v3.phone": "required" },
  },
  {
    row: "asked for all of it again, from April on, while an earlier change waits until March: until March",
    live: [third(["email!", "phone"], { ...reworded, askFrom: april })],
    known: {
      ...agreed,
      ...asking(allInMarch, { ...third(["email!", "phone"], { ...reworded, askFrom: april }), asksAll: true }),
    },
    asked: { "recovery-v3.email": "changed", "recovery-v3.phone": "changed" },
    until: march,
  },
  {
    row: "a wording change does not move the date",
    live: [third(["email!", "phone!"], reworded)],
    known: { ...agreed, ...asking(phoneNeededInMarch) },
    asked: { "recovery-v3.phone": "required" },
    until: march,
  },
  {
    row: "needed from March on, and asked about at once for another reason: due",
    live: [third(["email!", "phone!"], inMarch)],
    known: { ...agreed, ...asking(allAtOnce, third(["email!", "phone!"], inMarch)) },
    asked: { "recovery-v3.email": "changed", "recovery-v3.phone": "required" },
  },
  {
    row: "expired grant of a version that can wait: asked, because nothing covers the value any more",
    live: [newsInMarch],
    known: { ...consentState([[news, { email: "expired" }]]), ...asking(newsInMarch) },
    asked: { "news-v1.email": "expired" },
  },
  {
    row: "expired grant of what is needed, or changed, by a date: due anyway",
    live: [phoneNeededInMarch],
    known: { ...consentState([[recovery, { email: "granted", phone: "expired" }]]), ...asking(phoneNeededInMarch) },
    asked: { "recovery-v2.phone": "expired" },
  },
];

const request = ({ live, known, sends = sent, policy = "provider-wins" }: Omit<Row, "row">) =>
  consentRequest({
    purposes: live,
    values: sends,
    catalogue,
    known: { consentState: known, signingIn: { providerId: "university", syncPolicy: policy }, now },
  });

describe("decision table, person with an account", () => {
  it.each(rows.map((row) => [row.row, row] as const))("%s", (_, row) => {
    const { purposes } = request(row);
    const asked = Object.fromEntries(purposes.flatMap(({ items }) => items.map(({ id, because }) => [id, because])));
    expect(asked).toEqual(row.asked ?? {});
    if (row.asked) return;
    const signingIn = { providerId: "university", syncPolicy: row.policy ?? "provider-wins" };
    const { write, clear, missing } = refreshOf(row.known, row.sends ?? sent, signingIn);
    expect(Object.fromEntries(write.map(({ attribute, value }) => [attribute, value]))).toEqual(row.refreshed ?? {});
    expect([clear, missing]).toEqual([row.cleared ?? [], row.missing ?? []]);
  });

  it.each(waiting.map((row) => [row.row, row] as const))("%s", (_, row) => {
    const { purposes, again } = request(row);
    const asked = Object.fromEntries(purposes.flatMap(({ items }) => items.map(({ id, because }) => [id, because])));
    expect([asked, again?.canWaitUntil]).toEqual([row.asked, row.until]);
  });

  it("a question names the other purposes for which the same detail is stored", () => {
    const storedFor = (live: PurposeVersion[], known: ConsentState) =>
      Object.fromEntries(
        request({ live, known }).purposes.flatMap(({ items }) => items.map((asked) => [asked.id, asked.storedFor])),
      );
    const added = [recovery, news, testVersion("badge", ["phone"])];
    expect(storedFor(added, agreed)).toEqual({ "news-v1.email": [recovery], "badge-v1.phone": undefined });
    // Agreed to and not stored, because the provider had stopped sending it.
    expect(storedFor(added, { ...agreed, values: [] })["news-v1.email"]).toBeUndefined();
    // A changed item is used for this purpose already, and a refusal would end that.
    const both = consentState([
      [recovery, { email: "granted", phone: "denied" }],
      [news, { email: "granted" }],
    ]);
    const changed = { ...both, ...asking(allAtOnce) };
    expect(storedFor([next(recovery, ["email!", "phone"], reworded), news], changed)).toEqual({
      "recovery-v2.email": undefined,
      "recovery-v2.phone": undefined,
    });
  });

  it("changed, new and unchanged purposes are told apart", () => {
    const asked = request({
      live: [next(recovery, ["email!", "phone"], reworded), news, testVersion("greeting", ["name"])],
      known: {
        ...consentState([
          [recovery, { email: "granted" }],
          [news, { email: "denied" }],
        ]),
        ...asking({ ...next(recovery, ["email!", "phone"]), asksAll: true }),
      },
    });
    expect(asked.purposes.map(({ version: { purposeId }, before }) => [purposeId, before?.number])).toEqual([
      ["greeting", undefined],
      ["recovery", 1],
    ]);
    expect(asked.again?.unchanged.map(({ purposeId }) => purposeId)).toEqual(["news"]);
  });

  describe("a default, for a person with an account", () => {
    const defaults = { phone: "+44 20 7946 0000", email: "desk@example.org" };
    const offers = (known: ConsentState, sends: Values, policy: SyncPolicy = "provider-wins") => {
      const signingIn = { providerId: "university", syncPolicy: policy };
      const live = [recovery, news, testVersion("badge", ["phone!"])];
      const asked = consentRequest({
        purposes: live,
        values: sends,
        defaults,
        catalogue,
        known: { consentState: known, signingIn, now },
      });
      return Object.fromEntries(asked.purposes.flatMap(({ items }) => items.map(({ id, offer }) => [id, offer])));
    };
    const agreedTo = consentState([[recovery, { email: "granted", phone: "denied" }]]);

    it("is offered for a new item if nothing is sent and nothing is stored", () => {
      expect(offers(agreedTo, {})["badge-v1.phone"]).toEqual({
        kind: "value",
        value: defaults.phone,
        source: "default",
      });
      expect(offers(agreedTo, {})["news-v1.email"]).toMatchObject({ value: "old email", source: "provider" });
      expect(offers(agreedTo, sent)["badge-v1.phone"]).toMatchObject({ value: sent["phone"], source: "provider" });
    });

    it("never replaces what the person entered", () => {
      const own = withDefault(agreedTo, ownValue("email", "mine@example.org"));
      expect(offers(own, {})["news-v1.email"]).toMatchObject({ value: "mine@example.org", source: "self" });
    });

    it("that is stored is offered as it was agreed to, even if the default has changed", () => {
      const stored = withDefault(agreedTo, defaultValue("email", "old-desk@example.org"));
      const asWas = { kind: "value", value: "old-desk@example.org", source: "default" };
      expect(offers(stored, {})["news-v1.email"]).toEqual(asWas);
      expect(offers(stored, sent, "first-sign-in")["news-v1.email"]).toEqual(asWas);
      expect(offers(stored, sent)["news-v1.email"]).toMatchObject({ value: sent["email"], source: "provider" });
    });

    it("of an address is not verified by what the provider sends", () => {
      const trust = testVersion("trust", ["email", "email_verified"]);
      const both = consentState([[trust, { email: "granted", email_verified: "granted" }]]);
      const stored = withDefault(both, defaultValue("email", "desk@example.org"));
      const written = (syncPolicy: SyncPolicy) =>
        refreshOf(stored, sent, { providerId: "university", syncPolicy }).write.map(({ attribute }) => attribute);
      expect(written("provider-wins")).toEqual(["email", "email_verified"]);
      expect(written("first-sign-in")).toEqual([]);
    });
  });

  it("a new purpose is offered what the person entered", () => {
    const known = { ...agreed, values: [ownValue("email", "mine@example.org")] };
    const asked = request({ live: [recovery, news], known });
    const read = readDecision(asked, { granted: ["news-v1.email"], typed: {} }, { catalogue, today: "2030-01-01" });
    expect(read.ok && evaluate(asked, { kind: "choices", ...read })).toMatchObject({
      kind: "provision",
      values: [{ attribute: "email", value: "mine@example.org", source: "self" }],
    });
  });

  const newlyMandatory = request({ live: [next(recovery, ["email!", "phone!"])], known: agreed });
  it.each([
    ["denying a new mandatory one: the form comes back, and can be left", [], { kind: "ask-again" }],
    ["granting a new mandatory one", ["recovery-v2.phone"], { kind: "provision" }],
  ])("%s", (_, granted, outcome) => {
    const read = readDecision(newlyMandatory, { granted, typed: {} }, { catalogue, today: "2030-01-01" });
    expect(read.ok && evaluate(newlyMandatory, { kind: "choices", ...read })).toMatchObject(outcome);
  });

  const canWait = request({ live: [phoneNeededInMarch], known: { ...agreed, ...asking(phoneNeededInMarch) } });
  it.each([
    [
      "denying a new mandatory one that can wait: the form again, without a choice to close the account",
      [],
      "ask-again",
    ],
    ["granting a new mandatory one that can wait", ["recovery-v2.phone"], "provision"],
  ])("%s", (_, granted, outcome) => {
    const read = readDecision(canWait, { granted, typed: {} }, { catalogue, today: "2030-01-01" });
    expect(read.ok && evaluate(canWait, { kind: "choices", ...read }).kind).toBe(outcome);
  });

  it.each([
    ["refusing a detail that only an application needs: the account stays, and the refusal is kept", [], "denied"],
    ["granting a detail that only an application needs", ["loans-v1.phone"], "granted"],
  ])("%s", (_, granted, state) => {
    const asked = request({ live: [recovery, { ...testVersion("loans", ["phone!"]), ...forLibrary }], known: agreed });
    const read = readDecision(asked, { granted, typed: {} }, { catalogue, today: "2030-01-01" });
    expect(read.ok && evaluate(asked, { kind: "choices", ...read })).toMatchObject({
      kind: "provision",
      decisions: [{ item: { id: "loans-v1.phone", mandatory: true }, state }],
    });
  });

  it("a new recipient can wait until the date that it was published with", () => {
    const changed = next(recovery, ["email!", "phone"], { ...forBoth, askFrom: march });
    const asked = request({ live: [changed], known: { ...agreed, ...asking(changed) } });
    expect(asked.again?.canWaitUntil).toEqual(march);
  });

  it("leaving: everything stays as it was", () => {
    expect(evaluate(newlyMandatory, { kind: "decline" })).toEqual({ kind: "keep" });
  });
});
