// Factories and arbitraries for this package's tests. Factories take overrides. Arbitraries cover what forms and
// providers can send, and more: keys that are also names on Object.prototype, values on no purpose, equal positions.
import * as fc from "fast-check";
import type { Attribute, AttributeType, Catalogue } from "./attribute/attribute.ts";
import type { Values } from "./claims/claim-mapping.ts";
import { consentRequest } from "./request/consent-request.ts";
import type { AskedItem, ConsentRequest } from "./request/asked.ts";
import { readDecision, type SubmittedAnswer, type Submission } from "./evaluate/decision.ts";
import { evaluate, type EvaluationOutcome } from "./evaluate/evaluate.ts";
import {
  consentBasis,
  type NoticeBasis,
  noticeBases,
  organisationOnly,
  type PurposeAttribute,
  type PurposeVersion,
} from "./purpose/purpose.ts";

/** Every property runs at least this often. */
export const propertyRuns = { numRuns: 1000 };

export const testAttribute = (
  key: string,
  type: AttributeType = "text",
  overrides: Partial<Attribute> = {},
): Attribute => ({
  key,
  type,
  sensitive: false,
  selfAssertable: true,
  ...overrides,
});

export const catalogueOf = (...attributes: readonly Attribute[]): Catalogue =>
  new Map(attributes.map((attribute) => [attribute.key, attribute]));

const asked = (key: string, mandatory: boolean): PurposeAttribute => ({ key, mandatory, reasons: {} });

const told = (key: string, basis: NoticeBasis): PurposeAttribute => ({
  ...{ key, basis, mandatory: false, reasons: { en: `Why ${key}.` } },
});

/** `email!`: mandatory. `email~contract`: told on this legal basis. */
function attributeOf(written: string): PurposeAttribute {
  const [key = "", name] = written.split("~");
  const basis = noticeBases.find((known) => known === name);
  return basis ? told(key, basis) : asked(key.replace("!", ""), key.endsWith("!"));
}

/**
 * A version named `id`, with the version id `id-v1`, that asks for keys, see `attributeOf`.
 */
export const testVersion = (
  id: string,
  keys: readonly string[],
  overrides: Partial<PurposeVersion> = {},
): PurposeVersion => ({
  purposeId: id,
  versionId: `${id}-v1`,
  number: 1,
  position: 0,
  basis: consentBasis,
  retention: { kind: "account-closed" },
  texts: { en: { name: id, description: `Why ${id}.`, details: null, legalNote: null } },
  attributes: keys.map(attributeOf),
  recipients: organisationOnly,
  askFrom: null,
  ...overrides,
});

export const itemsOf = (request: ConsentRequest): AskedItem[] =>
  request.purposes.flatMap((purpose) => [...purpose.items]);

/** What is told has no box, and neither has what was not sent and may not be typed. */
export const hasBox = ({ offer, basis }: AskedItem): boolean => offer.kind !== "not-sent" && !basis;

/** The item with this id. Throws if it was not asked. */
export function itemOf(request: ConsentRequest, id: string): AskedItem {
  const found = itemsOf(request).find((item) => item.id === id);
  if (found === undefined) throw new Error(`No item ${id} was asked.`);
  return found;
}

/** From request and form to the outcome, as on the server. Throws for a form that does not fit the request. */
export function decideAndEvaluate(
  request: ConsentRequest,
  submission: Submission,
  catalogue: Catalogue,
): EvaluationOutcome {
  return evaluate(request, choicesOf(request, submission, catalogue));
}

export function choicesOf(request: ConsentRequest, submission: Submission, catalogue: Catalogue): SubmittedAnswer {
  const read = readDecision(request, submission, { catalogue, today: "2030-01-01" });
  if (!read.ok) throw new Error(read.code);
  return { kind: "choices", decisions: read.decisions, problems: read.problems };
}

// "nobody" is sometimes on a purpose and never in the catalogue; "shoe_size" is in it and never on a purpose.
const keys = ["email", "phone", "name", "city", "__proto__", "constructor"] as const;
const anyKey = fc.constantFrom(...keys, "nobody");
const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n < 8);

// Maps, because "constructor" is a key too.
const typeOf = new Map<string, AttributeType>([
  ["email", "email"],
  ["phone", "phone"],
]);
const samples = new Map<string, readonly string[]>([
  ["email", ["ana@example.org", "bo@例子.广告"]],
  ["phone", ["+44 7700 900123", "+1 (425) 555-1212"]],
]);
const textOf = (key: string) =>
  fc.constantFrom(...(samples.get(key) ?? [`the ${key}`, "x".repeat(200), "a\u0301 raw"]));

const catalogues: fc.Arbitrary<Catalogue> = fc
  .tuple(
    ...keys.map((key) =>
      mostly.map((selfAssertable) => testAttribute(key, typeOf.get(key) ?? "text", { selfAssertable })),
    ),
  )
  .map((kinds) => catalogueOf(...kinds, testAttribute("shoe_size")));

/** Mostly consent. */
const someBasis = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...noticeBases) },
);

const purposeLists: fc.Arbitrary<PurposeVersion[]> = fc
  .array(
    fc.record({
      attributes: fc.uniqueArray(fc.record({ key: anyKey, mandatory: fc.boolean(), basis: someBasis }), {
        selector: ({ key }) => key,
        minLength: 1,
        maxLength: 4,
      }),
      position: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 4 },
  )
  .map((made) =>
    made.map(({ attributes, position }, i) =>
      testVersion(`p${i}`, [], {
        position,
        attributes: attributes.map(({ key, mandatory, basis }) => (basis ? told(key, basis) : asked(key, mandatory))),
      }),
    ),
  );

/**
 * Keys → values, each present or not. What a form types may be blank or nonsense; what a provider offers is canonical.
 */
const records = (of: readonly string[], text: (key: string) => fc.Arbitrary<string>): fc.Arbitrary<Values> =>
  fc.tuple(...of.map((key) => fc.option(text(key), { freq: 3 }))).map((texts) => {
    const made: Record<string, string> = Object.create(null);
    of.forEach((key, i) => {
      const text = texts[i];
      if (typeof text === "string") made[key] = text;
    });
    return made;
  });

const typedText = (key: string) =>
  fc.oneof(
    { weight: 8, arbitrary: textOf(key) },
    { weight: 1, arbitrary: fc.constantFrom("", " ", "\u202E") },
    fc.string(),
  );

export interface Scenario {
  catalogue: Catalogue;
  purposes: readonly PurposeVersion[];
  values: Values;
  defaults: Values;
  request: ConsentRequest;
  /** Only boxes that are on the screen, and typed values for their attributes. */
  submission: Submission;
}

/** One first sign-in: a catalogue, live purposes, what the provider sent, and a form that was on the screen. */
export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    catalogue: catalogues,
    purposes: purposeLists,
    values: records([...keys, "nobody", "shoe_size"], textOf),
    defaults: records([...keys, "nobody", "shoe_size"], (key) => fc.constant(`default ${key}`)),
    some: fc.integer({ min: 0, max: 3 }),
    typed: records(keys, typedText),
    ticks: fc.array(mostly, { minLength: 16, maxLength: 16 }),
  })
  .map(({ catalogue, purposes, values, defaults: all, some, typed, ticks }) => {
    // Mostly none: if everything has a default, nothing is typed and no request is blocked.
    const defaults = some === 0 ? all : {};
    const request = consentRequest({ purposes, values, defaults, catalogue });
    const items = itemsOf(request);
    const granted = items.filter((item, i) => hasBox(item) && ticks[i] === true).map(({ id }) => id);
    const onScreen = Object.entries(typed).filter(([key]) =>
      items.some((item) => item.attribute === key && !item.basis),
    );
    return {
      catalogue,
      purposes,
      values,
      defaults,
      request,
      submission: { granted, typed: Object.fromEntries(onScreen) },
    };
  });

export function evaluationOf({ request, submission, catalogue }: Scenario): EvaluationOutcome {
  return decideAndEvaluate(request, submission, catalogue);
}
