import * as fc from "fast-check";
import { noticeBases } from "../purpose/purpose.ts";
import { personalDataCategories } from "../attribute/personal-data.ts";
import { partyRoles, transferSafeguards } from "../purpose/purpose-terms.ts";
import type { ShownItem, ShownPurpose, ShownTerms } from "./receipt.ts";
import { type RecordState, type ReceiptKind, receiptKinds, type ReceiptRecord } from "./receipt-record.ts";
import { requestChannels, type ReceiptSnapshot } from "./snapshot.ts";

const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const given = fc.option(words);
const perhaps = fc.option(words, { nil: undefined });
const attributes = ["email", "phone_number", "name", "birthdate", "address", "constructor"] as const;

/** The states that a receipt of a kind can hold, and how it can come about. */
const possible: Readonly<Record<ReceiptKind, { states: RecordState[]; methods: ReceiptRecord["collectionMethod"][] }>> =
  {
    consent: { states: ["granted", "denied", "not-sent"], methods: ["web-form"] },
    notice: { states: ["granted", "not-sent"], methods: ["notice"] },
    withdrawal: { states: ["denied"], methods: ["web-form", "on-request", "restored"] },
    correction: { states: ["corrected"], methods: ["web-form"] },
    expiry: { states: ["ended"], methods: ["automatic"] },
    "purpose-end": { states: ["ended"], methods: ["organisation", "restored"] },
    closing: { states: ["ended"], methods: ["web-form", "organisation", "on-request", "restored"] },
  };

const actorFor = {
  "web-form": "person",
  notice: "person",
  "on-request": "administrator",
  automatic: "system",
  organisation: "administrator",
  restored: "person",
} as const;

const country = fc.constantFrom("DE", "US", "EU");
const shownTerms: fc.Arbitrary<ShownTerms> = fc
  .record({
    parties: fc.array(
      fc.record({
        ...{ name: words, role: fc.constantFrom(...partyRoles), country, words },
        safeguard: fc.option(fc.constantFrom(...transferSafeguards), { nil: undefined }),
      }),
      { maxLength: 3 },
    ),
    storage: fc.option(fc.record({ countries: fc.uniqueArray(country, { minLength: 1 }), words }), { nil: undefined }),
    validity: fc.option(fc.record({ days: fc.integer({ min: 1, max: 999 }), words }), { nil: undefined }),
    automated: fc.option(fc.record({ words, logic: words, consequences: words }), { nil: undefined }),
  })
  .map(({ parties, ...rest }) => ({ parties: parties.map(withoutMissing), ...withoutMissing(rest) }));

/** Any receipt of this kind: its items, their words, and what happened to each. */
export const receiptsOf = (kind: ReceiptKind): fc.Arbitrary<ReceiptRecord> =>
  fc
    .record({
      ids: fc.record({ id: fc.uuid(), pseudonym: fc.uuid() }),
      providerName: given,
      language: fc.constantFrom("en", "de", "ar", "pt-BR"),
      collectionMethod: fc.constantFrom(...possible[kind].methods),
      channel: fc.constantFrom(...requestChannels),
      jurisdiction: fc.option(fc.constantFrom("GB", "EU")),
      sensitive: fc.constantFrom<string[]>([], ["birthdate", "name"]),
      controller: fc.record({
        ...{ name: words, displayName: words, address: given, contact: given, email: given, phone: given },
        privacyNoticeUrl: fc.option(fc.webUrl()),
        // Missing in texts from before an organisation could enter them.
        ...{ identifier: perhaps, officerName: perhaps, officerEmail: perhaps, authorityName: perhaps },
        authorityUrl: fc.option(fc.webUrl(), { nil: undefined }),
      }),
      purposes: fc.array(
        fc.record({
          name: words,
          description: words,
          retention: words,
          // Missing in texts from before purposes named recipients.
          recipients: fc.option(
            fc.record({ words, organisation: fc.boolean(), applications: fc.array(words, { maxLength: 3 }) }),
            { nil: undefined },
          ),
          // Missing in texts from before purposes had terms.
          terms: fc.option(shownTerms, { nil: undefined }),
          basis: fc.option(fc.constantFrom(...noticeBases)),
          asked: fc.uniqueArray(
            fc.record({
              attribute: fc.constantFrom(...attributes),
              label: words,
              category: fc.option(fc.constantFrom(...personalDataCategories), { nil: undefined }),
              mandatory: fc.boolean(),
              state: fc.constantFrom(...possible[kind].states),
              // Mostly none of its own.
              own: fc.constantFrom(null, null, null, ...noticeBases),
              source: fc.constantFrom("provider", "self", "default"),
              before: fc.constantFrom("live", "expired", null),
            }),
            { selector: ({ attribute }) => attribute, maxLength: 4 },
          ),
        }),
        { maxLength: 4 },
      ),
      decidedAt: fc.date({ min: new Date("1999-01-01"), max: new Date("2199-01-01"), noInvalidDate: true }),
    })
    .map(({ ids, controller, purposes, language, channel, jurisdiction, sensitive, ...made }) => {
      const asked = purposes.flatMap((purpose, index) =>
        purpose.asked.map((item) => ({
          ...item,
          ...{ versionId: `v${index}`, id: `v${index}.${item.attribute}` },
          // What is told cannot be refused, and a notice has one legal basis.
          own: kind === "notice" || purpose.basis !== null || item.state === "denied" ? null : item.own,
        })),
      );
      const idsOf = (was: "live" | "expired") => asked.filter(({ before }) => before === was).map(({ id }) => id);
      return {
        ...ids,
        ...made,
        ...{ kind, language, number: "7Q4K-2M9X", noticeHash: "a".repeat(64) },
        notice: {
          controller: withoutMissing(controller),
          ...{ language, title: "Choose", lead: "You signed in.", provider: { name: "P" } },
          ...{ alsoStored: "An identifier.", withdrawal: "At any time.", acceptLabel: "Yes", declineLabel: "No" },
          purposes: purposes.map(({ asked: items, basis, recipients, terms, ...purpose }, index): ShownPurpose => ({
            ...purpose,
            ...(recipients ? { recipients } : {}),
            ...(terms ? { terms } : {}),
            ...basisFor(kind, basis),
            ...{ purposeId: `p${index}`, versionId: `v${index}`, number: 1, details: null, legalNote: null },
            items: items.map(({ attribute, label, mandatory, category }): ShownItem => {
              const own = asked.find(({ id }) => id === `v${index}.${attribute}`)?.own ?? null;
              return {
                ...(category ? { category } : {}),
                ...{
                  id: `v${index}.${attribute}`,
                  attribute,
                  label,
                  mandatory: mandatory && own === null,
                  need: "Optional",
                },
                ...(own ? { basis: { kind: own, words: "Legal basis." } } : {}),
                ...{ reason: own && `Why ${label}`, offer: "value", note: null },
              };
            }),
          })),
        },
        items: asked.map(({ versionId, attribute, mandatory, own, state, source }) => ({
          ...{ versionId, attribute, mandatory: mandatory && own === null, state },
          ...(own ? { basis: own } : {}),
          source: state === "granted" ? source : null,
        })),
        snapshot: {
          ...{ format: 1, origin: "https://id.example", jurisdiction, sensitive },
          actor: {
            kind: actorFor[made.collectionMethod],
            channel: made.collectionMethod === "on-request" ? channel : null,
          },
          before: kind === "consent" ? { live: idsOf("live"), expired: idsOf("expired") } : { live: [], expired: [] },
        } satisfies ReceiptSnapshot,
      };
    });

/** A text has no member that is undefined. */
function withoutMissing<Members extends object>(of: Members) {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Members]: Exclude<Members[Name], undefined>;
  };
}

/** A notice is about nothing else, a question has no other basis than consent, and what ends can be of either. */
function basisFor(kind: ReceiptKind, basis: (typeof noticeBases)[number] | null): Pick<ShownPurpose, "basis"> {
  if (kind === "consent" || kind === "withdrawal") return {};
  const wanted = kind === "notice" ? (basis ?? "contract") : basis;
  return wanted ? { basis: { kind: wanted, words: "Legal basis." } } : {};
}

/** Any receipt. */
export const receipts = fc.oneof(...receiptKinds.map(receiptsOf));
