import "server-only";
import { createHash } from "node:crypto";
import type { AskedItem, AskedPurpose, ConsentRequest } from "@assent/consent/request/asked";
import { isAgreedByTyping } from "@assent/consent/evaluate/decision";
import type { AskReason } from "@assent/consent/evaluate/consent-state";
import { legalNoteIn } from "@assent/consent/purpose/legal-note";
import { legalBasesOf, type PurposeText, type PurposeVersion } from "@assent/consent/purpose/purpose";
import {
  canonicalShownText,
  type ShownText,
  type ShownChange,
  type ShownItem,
  type ShownPurpose,
} from "@assent/consent/receipt/receipt";
import type { CatalogueEntry } from "@assent/database/attributes/attributes";
import type { Controller } from "@assent/database/settings/settings";
import { getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { articleFor } from "@/platform/organisation";
import {
  basisSentence,
  differences,
  type Receiving,
  recipientSentence,
  retentionSentence,
} from "./version-differences";
import { namesInWords, type ShownTextMessages } from "./messages";
import { noticeWords } from "./notice-words";
import { shownController } from "./shown-controller";
import { shownRights } from "./shown-rights";
import { shownTerms } from "./terms-words";

export interface ShownTextInput {
  readonly request: ConsentRequest;
  readonly providerName: string;
  readonly controller: Controller;
  readonly attributes: ReadonlyMap<string, CatalogueEntry>;
  readonly language: string;
  /** The application that the person signs in to; missing for Assent itself. */
  readonly application?: { readonly name: string } | null;
  /** How old a new person said they are, at least. */
  readonly age?: number | undefined;
  /** When a person with an account decided last. */
  readonly lastDecidedAt?: Date | null;
}

/**
 * The words of the consent screen. The screen shows this object and the receipt keeps it, so they cannot differ. It has
 * no place for a value.
 */
export async function composeShownText(input: ShownTextInput): Promise<ShownText> {
  const { request, providerName, controller, language } = input;
  const t = await getTranslations({ locale: language, namespace: "notice" });
  const fields = typedItems(request);
  const { again } = request;
  const words = await (tellsOnly(request) ? noticeWords(input) : askingWords(input));
  return {
    language,
    ...words,
    controller: shownController(controller),
    provider: { name: providerName },
    ...(input.age === undefined ? {} : { age: t("age", { years: input.age }) }),
    rights: await shownRights({ ...input, bases: request.purposes.flatMap(({ version }) => legalBasesOf(version)) }),
    purposes: request.purposes.map((asked) => composePurpose(asked, { ...input, fields }, t)),
    ...(again ? { unchanged: again.unchanged.map(({ texts }) => inLanguage(texts, input)?.name ?? "") } : {}),
  };
}

/** Whether nothing is asked: a notice, or purposes with no detail that rests on consent. */
const tellsOnly = ({ basis, purposes }: ConsentRequest): boolean =>
  basis === "notice" ||
  (purposes.length > 0 && purposes.flatMap(({ items }) => items).every((item) => item.basis !== undefined));

/** The words around a question. */
async function askingWords(input: ShownTextInput): ReturnType<typeof noticeWords> {
  const { request, application, providerName: provider, controller, language } = input;
  const t = await getTranslations({ locale: language, namespace: "notice" });
  const organisation = controller.displayName;
  const asks = request.purposes.length > 0;
  const { again } = request;
  const isOver = request.purposes.flatMap(({ items }) => items).every(({ because }) => because === "expired");
  const title = again ? (asks && isOver ? "again.titleOver" : "again.title") : asks ? "title" : "disclosureTitle";
  const isForApplication = asks && request.purposes.every(({ version }) => !version.recipients.organisation);
  return {
    title:
      again && application && isForApplication
        ? t("again.titleApplication", { application: application.name })
        : t(title, { organisation }),
    lead: again
      ? await againLead(input)
      : t(asks ? "lead" : "disclosureLead", { organisation, provider, article: articleFor(organisation) }),
    alsoStored: t(again ? "again.alsoStored" : "alsoStored", { provider }),
    withdrawal: t("withdrawal"),
    acceptLabel: t(again ? "again.accept" : asks ? "accept" : "acceptDisclosure"),
    declineLabel: t(again ? (again.canWaitUntil ? "again.later" : "again.decline") : "decline"),
  };
}

/** SHA-256 of the canonical form, in hex. A form names it to say which text it answers. */
export const shownTextHash = (notice: ShownText): string =>
  createHash("sha256").update(canonicalShownText(notice)).digest("hex");

/**
 * Where a detail is typed: attribute → id of the first item that an account needs it for, else of the first that asks
 * for it.
 */
export function typedItems({ purposes }: ConsentRequest): ReadonlyMap<string, string> {
  const typed = purposes.flatMap(({ items }) => items).filter(({ offer }) => offer.kind === "type-it");
  const needed = typed.filter(isAgreedByTyping);
  return new Map([...needed, ...typed].toReversed().map(({ attribute, id }) => [attribute, id]));
}

/** Says when the person chose last, what is new, and that nothing has changed yet. */
async function againLead({ request, lastDecidedAt, language }: ShownTextInput): Promise<string> {
  const t = await getTranslations({ locale: language, namespace: "notice.again" });
  const added = request.purposes.filter(({ before }) => !before).length;
  const changed = request.purposes.length - added;
  const isOver = request.purposes.flatMap(({ items }) => items).every(({ because }) => because === "expired");
  if (request.purposes.length > 0 && isOver) return t("over");
  const sentences = [
    lastDecidedAt ? t("lastChose", { date: datesOf(language).day(lastDecidedAt) }) : "",
    added > 0 && changed > 0 ? t("both", { added, changed }) : added > 0 ? t("added", { added }) : "",
    added === 0 && changed > 0 ? t("changed", { changed }) : "",
    added + changed === 0 ? t("nothing") : "",
    request.again?.canWaitUntil
      ? t("canWait", { date: datesOf(language).day(request.again.canWaitUntil) })
      : t("until"),
  ];
  return sentences.filter(Boolean).join(" ");
}

interface ComposeInput extends ShownTextInput {
  readonly fields: ReadonlyMap<string, string>;
}

function composePurpose(asked: AskedPurpose, input: ComposeInput, t: ShownTextMessages): ShownPurpose {
  const { version } = asked;
  const text = inLanguage(version.texts, input);
  const language = languageOf(version.texts, input);
  const note = noteOf(version.texts, input);
  return {
    purposeId: version.purposeId,
    versionId: version.versionId,
    number: version.number,
    ...(language === undefined || language === input.language ? {} : { language }),
    name: text?.name ?? "",
    description: text?.description ?? "",
    details: text?.details ?? null,
    ...(version.basis.kind === "notice"
      ? { basis: { kind: version.basis.lawful, words: basisSentence(version.basis.lawful, t) } }
      : {}),
    retention: retentionSentence(version.retention, t),
    recipients: {
      words: recipientsOf(version, input, t),
      organisation: version.recipients.organisation,
      applications: version.recipients.applications.map(({ name }) => name),
    },
    ...(version.terms
      ? {
          terms: shownTerms(version.terms, text, {
            ...{ organisation: input.controller.displayName, language: input.language, t },
          }),
        }
      : {}),
    legalNote: note?.text ?? null,
    ...(note ? { legalNoteLanguage: note.language } : {}),
    items: asked.items.map((item) => composeItem(item, version, input, t)),
    ...(input.request.again ? { change: composeChange(asked, input, t) } : {}),
  };
}

/** What differs from the version that was decided on, field by field, as text before and after. */
function composeChange(
  { version, items, before }: AskedPurpose,
  input: ComposeInput,
  t: ShownTextMessages,
): ShownChange {
  if (!before) return { kind: "new", word: t("again.words.new"), before: [] };
  const different = differences(before, version, {
    keys: items.map(({ attribute }) => attribute),
    text: (texts) => readText(texts, input),
    label: (key) => input.attributes.get(key)?.label ?? key,
    recipients: (of) => recipientsOf(of, input, t),
    ...{ organisation: input.controller.displayName, language: input.language, t },
  });
  const isOnly = (reason: AskReason) => different.length === 0 && items.every(({ because }) => because === reason);
  // If nothing differs, it is required only because it was refused before and an application needs it.
  const kind = isOnly("expired") ? "expired" : isOnly("required") ? "refused" : "changed";
  return { kind, word: t(`again.words.${kind}`), before: different };
}

const recipientsOf = (of: Receiving, { controller, language }: ComposeInput, t: ShownTextMessages) =>
  recipientSentence(of, { organisation: controller.displayName, language, t });

function composeItem(item: AskedItem, version: PurposeVersion, input: ComposeInput, t: ShownTextMessages): ShownItem {
  const { category } = input.attributes.get(item.attribute) ?? {};
  const reasons = version.attributes.find(({ key }) => key === item.attribute)?.reasons ?? {};
  return {
    id: item.id,
    attribute: item.attribute,
    label: input.attributes.get(item.attribute)?.label ?? item.attribute,
    ...(category ? { category } : {}),
    mandatory: item.mandatory,
    ...(item.basis ? { basis: { kind: item.basis, words: t(`told.why.${item.basis}`) } } : {}),
    need: needOf(item, version, input, t),
    reason: item.mandatory || item.basis ? (inLanguage(reasons, input) ?? null) : null,
    offer: item.offer.kind,
    ...(item.offer.kind !== "value" && item.offer.unusable ? { unusable: true } : {}),
    note: offerNote(item, input, t),
  };
}

function needOf(
  { mandatory, basis: told, offer, onlyForEntry }: AskedItem,
  { basis, recipients }: PurposeVersion,
  { language }: ComposeInput,
  t: ShownTextMessages,
): string {
  if (told || basis.kind === "notice") return t(offer.kind === "value" ? "told.need" : "told.notSent");
  if (!onlyForEntry) return t(mandatory ? "need.required" : "need.optional");
  const names = recipients.applications.map(({ name }) => name);
  return t("need.requiredFor", { applications: namesInWords(names, language) });
}

function offerNote(item: AskedItem, input: ComposeInput, t: ShownTextMessages): string | null {
  const { providerName: provider, fields } = input;
  if (item.offer.kind === "value") {
    return [setByNote(item, input, t), storedNote(item, input, t)].filter(Boolean).join(" ") || null;
  }
  const first = fields.get(item.attribute) === item.id;
  const agrees = isAgreedByTyping(item) ? (["typeToAgree", "typeToAgreeAgain"] as const) : null;
  const [typeIt, typeItAgain] = agrees ?? (["typeIt", "typeItAgain"] as const);
  const name = item.offer.kind === "type-it" ? (first ? typeIt : typeItAgain) : item.mandatory ? "missing" : "notSent";
  return t(item.offer.unusable ? `unusable.${name}` : name, { provider });
}

/** Says that the organisation set the value, and whether the person may correct it. */
function setByNote({ offer, attribute }: AskedItem, input: ComposeInput, t: ShownTextMessages): string | null {
  if (offer.kind !== "value" || offer.source !== "default") return null;
  const words = { organisation: input.controller.displayName, provider: input.providerName };
  const correctable = input.attributes.get(attribute)?.selfAssertable === true;
  return t(correctable ? "setByCorrectable" : "setBy", words);
}

/**
 * Says that the detail is stored already. For another purpose: agreeing adds a use, and refusing deletes nothing.
 * Because of a notice that is now a question: refusing deletes it.
 */
function storedNote(
  { storedFor, storedByNotice }: AskedItem,
  input: ComposeInput,
  t: ShownTextMessages,
): string | null {
  if (storedByNotice) return t("again.storedByNotice");
  if (!storedFor) return null;
  const names = storedFor.map(({ texts }) => inLanguage(texts, input)?.name ?? "");
  return t("again.storedFor", { purposes: new Intl.ListFormat(input.language).format(names) });
}

const noteOf = (texts: PurposeVersion["texts"], { language, controller }: ShownTextInput) =>
  legalNoteIn(texts, language, controller.defaultLanguage);

function readText(texts: PurposeVersion["texts"], input: ShownTextInput): PurposeText | undefined {
  const text = inLanguage(texts, input);
  return text && { ...text, legalNote: noteOf(texts, input)?.text ?? null };
}

/** The text in the person's language, else in the organisation's default language, else in any. */
function inLanguage<Text>(texts: Readonly<Record<string, Text>>, input: ShownTextInput): Text | undefined {
  const language = languageOf(texts, input);
  return language === undefined ? undefined : texts[language];
}

function languageOf(texts: Readonly<Record<string, unknown>>, input: ShownTextInput): string | undefined {
  const wanted = [input.language, input.controller.defaultLanguage].find((language) => Object.hasOwn(texts, language));
  return wanted ?? Object.keys(texts)[0];
}
