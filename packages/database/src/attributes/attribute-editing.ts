import { createHash } from "node:crypto";
import type { Attribute } from "@assent/consent/attribute/attribute";
import type { AttributeFields, AttributeText, NewAttributeFields } from "@assent/consent/attribute/attribute-fields";
import { eq, sql } from "drizzle-orm";
import { DatabaseError } from "../engine/database-error.ts";
import { eventActor, appendEvent, type Actor } from "../audit/events.ts";
import type { EventDetails } from "../schema/event.ts";
import type { Executor } from "../engine/orm.ts";
import { attribute } from "../schema/attribute.ts";
import { attributeText } from "../schema/attribute-text.ts";
import type { PurposeStatus } from "../schema/purpose.ts";

/** An attribute as the administration lists it. */
export interface ListedAttribute extends Attribute {
  /** A standard attribute of OpenID Connect: it can be changed, and never deleted. */
  readonly builtIn: boolean;
  /** Whether the administration shows its values with dots. */
  readonly masked: boolean;
  readonly label: string;
  /** The providers that map it, disabled ones included. */
  readonly mappedBy: readonly { readonly id: string; readonly slug: string; readonly name: string }[];
  /** The purposes whose newest version asks for it, and notices that list it, with the provider of the notice. */
  readonly usedBy: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: PurposeStatus;
    readonly noticeOf: string | null;
  }[];
}

export interface EditedAttribute extends ListedAttribute {
  /** By language. */
  readonly texts: Readonly<Record<string, AttributeText>>;
  /** What else refers to it: an older version of a purpose, a stored value, or a receipt. */
  readonly kept: { readonly versions: boolean; readonly values: boolean; readonly receipts: boolean };
  /** Differs after every change. A change names the revision that it was made on. */
  readonly revision: string;
}

/**
 * The whole catalogue in the order of the chooser, with words in `language` (BCP 47), else in English, else the key.
 */
export async function listAttributes(executor: Executor, language: string): Promise<ListedAttribute[]> {
  return executor.execute<ListedAttribute & Record<string, unknown>>(
    sql`${listed(language)} order by a.position, a.key`,
  );
}

/** One attribute with everything that refers to it, or null. */
export async function findAttribute(
  executor: Executor,
  key: string,
  language: string,
): Promise<EditedAttribute | null> {
  const [[found], texts, [kept]] = await Promise.all([
    executor.execute<ListedAttribute & Record<string, unknown>>(sql`${listed(language)} where a.key = ${key}`),
    textsOf(executor, key),
    executor.execute<EditedAttribute["kept"] & Record<string, unknown>>(sql`
      select exists (select from purpose_version_attribute where attribute_key = ${key}) as versions,
        exists (select from attribute_value where attribute_key = ${key}) as values,
        exists (select from receipt_item i join purpose_version_attribute a
          on a.version_id = i.purpose_version_id and a.attribute_key = i.attribute_key where a.attribute_key = ${key}) as receipts`),
  ]);
  if (found === undefined || kept === undefined) return null;
  return { ...found, texts, kept, revision: revisionOf(found, texts) };
}

const listed = (language: string) => sql`
  select a.key, a.type, a.sensitive, a.self_assertable as "selfAssertable", a.masked, a.category, a.built_in as "builtIn",
    coalesce((select label from attribute_text t where t.attribute_key = a.key
      order by t.language = ${language} desc, t.language = 'en' desc, t.language limit 1), a.key) as label,
    (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'slug', p.slug, 'name', p.name) order by p.position, p.id), '[]')
      from claim_mapping m join identity_provider p on p.id = m.provider_id where m.attribute_key = a.key) as "mappedBy",
    (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'status', p.status, 'noticeOf', p.provider_id)
        order by p.position, p.id), '[]')
      from purpose p
      join lateral (select id from purpose_version v where v.purpose_id = p.id order by number desc limit 1) v on true
      join purpose_version_attribute u on u.version_id = v.id and u.attribute_key = a.key) as "usedBy"
  from attribute a`;

async function textsOf(executor: Executor, key: string): Promise<Record<string, AttributeText>> {
  const { language, label, explanation } = attributeText;
  const rows = await executor
    .select({ language, label, explanation })
    .from(attributeText)
    .where(eq(attributeText.attributeKey, key))
    .orderBy(language);
  return Object.fromEntries(rows.map(({ language: code, ...words }) => [code, words]));
}

function revisionOf(
  {
    sensitive,
    selfAssertable,
    masked,
    category = null,
  }: Pick<ListedAttribute, "sensitive" | "selfAssertable" | "masked" | "category">,
  texts: Readonly<Record<string, AttributeText>>,
): string {
  return createHash("sha256")
    .update(JSON.stringify([sensitive, selfAssertable, masked, category, texts]))
    .digest("hex")
    .slice(0, 16);
}

type Result<Code extends string> = { readonly ok: true } | { readonly ok: false; readonly code: Code };

/** Creates an attribute, last in the order. The input has passed `newAttributeFields`. */
export async function createAttribute(
  executor: Executor,
  { key, type, texts, category = "", ...treatment }: NewAttributeFields,
  by: Actor,
): Promise<Result<"key-taken">> {
  return executor.transaction<Result<"key-taken">>(async (tx) => {
    const position = sql`(select coalesce(max(position), 0) + 10 from ${attribute})`;
    const made = await tx
      .insert(attribute)
      .values({ key, type, ...treatment, category: category || null, position })
      .onConflictDoNothing()
      .returning({ key: attribute.key });
    if (made.length === 0) return { ok: false, code: "key-taken" };
    await writeTexts(tx, key, texts);
    const [label] = Object.values(texts).flatMap((words) => (words.label === "" ? [] : [words.label]));
    await note(tx, "attribute-created", by, {
      ...{ key, type, ...treatment, label: label ?? key },
      ...(category ? { category } : {}),
    });
    return { ok: true };
  });
}

/**
 * Changes the words and treatment of an attribute. "conflict": it was changed since `revision`. New screens use the new
 * words; receipts keep what was shown.
 */
export async function changeAttribute(
  executor: Executor,
  key: string,
  revision: string,
  { texts, category = "", ...treatment }: AttributeFields,
  by: Actor,
): Promise<Result<"not-found" | "conflict">> {
  return executor.transaction<Result<"not-found" | "conflict">>(async (tx) => {
    const [before] = await tx.select().from(attribute).where(eq(attribute.key, key)).for("update");
    if (before === undefined) return { ok: false, code: "not-found" };
    const textsBefore = await textsOf(tx, key);
    if (revisionOf(before, textsBefore) !== revision) return { ok: false, code: "conflict" };
    await tx
      .update(attribute)
      .set({ ...treatment, category: category || null })
      .where(eq(attribute.key, key));
    await writeTexts(tx, key, texts);
    const { sensitive, selfAssertable, masked } = before;
    const flags = changes(
      { ...treatment, category },
      { sensitive, selfAssertable, masked, category: before.category ?? "" },
    );
    if (Object.keys(flags).length > 0) await note(tx, "attribute-changed", by, { key, ...flags });
    for (const [language, words] of Object.entries(texts)) {
      const changed = changes(words, textsBefore[language] ?? { label: "", explanation: "" });
      if (Object.keys(changed).length > 0) await note(tx, "attribute-changed", by, { key, language, ...changed });
    }
    return { ok: true };
  });
}

/** "in-use": something refers to it, see `findAttribute`. "built-in": the next start would create it again. */
export async function deleteAttribute(
  executor: Executor,
  key: string,
  by: Actor,
): Promise<Result<"not-found" | "in-use" | "built-in">> {
  const inUse = { ok: false, code: "in-use" } as const;
  try {
    return await executor.transaction<Result<"not-found" | "in-use" | "built-in">>(async (tx) => {
      const [found] = await tx.select().from(attribute).where(eq(attribute.key, key)).for("update");
      if (found === undefined) return { ok: false, code: "not-found" };
      if (found.builtIn) return { ok: false, code: "built-in" };
      await tx.delete(attributeText).where(eq(attributeText.attributeKey, key));
      await tx.delete(attribute).where(eq(attribute.key, key));
      await note(tx, "attribute-deleted", by, { key });
      return { ok: true };
    });
  } catch (error) {
    // Another row refers to it: foreign_key_violation, and restrict_violation from PostgreSQL 18 on.
    if (error instanceof DatabaseError && ["23503", "23001"].includes(error.code)) return inUse;
    throw error;
  }
}

/** Writes words in these languages only; a language with an empty label has none. */
async function writeTexts(tx: Executor, key: string, texts: AttributeFields["texts"]): Promise<void> {
  for (const [language, { label, explanation }] of Object.entries(texts)) {
    if (label === "") {
      await tx.execute(sql`delete from attribute_text where attribute_key = ${key} and language = ${language}`);
      continue;
    }
    await tx
      .insert(attributeText)
      .values({ attributeKey: key, language, label, explanation })
      .onConflictDoUpdate({
        target: [attributeText.attributeKey, attributeText.language],
        set: { label, explanation },
      });
  }
}

/** `x` and `xBefore` for every field `x` that differs. */
function changes<Fields extends Readonly<Record<string, string | boolean>>>(
  after: Fields,
  before: Fields,
): EventDetails {
  const names = Object.keys(after).filter((name) => after[name] !== before[name]);
  return Object.fromEntries(
    names.flatMap((name) => [
      [`${name}Before`, before[name]],
      [name, after[name]],
    ]),
  ) as EventDetails;
}

function note(
  tx: Executor,
  type: "attribute-created" | "attribute-changed" | "attribute-deleted",
  by: Actor,
  details: EventDetails,
): Promise<void> {
  return appendEvent(tx, { type, actor: eventActor(by), details });
}
