import type { Attribute } from "@assent/consent/attribute/attribute";
import { standardAttributes } from "@assent/consent/attribute/standard-attributes";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { attribute } from "../schema/attribute.ts";
import { attributeText } from "../schema/attribute-text.ts";

/** An attribute with its words in one language. */
export interface CatalogueEntry extends Attribute {
  readonly label: string;
  readonly explanation: string;
  /** Whether the administration shows its values with dots. */
  readonly masked: boolean;
}

/**
 * All attributes that may be asked for, by key, in the order of the chooser. Words are in `language` (BCP 47), else in
 * the organisation's default language, else in English.
 */
export async function catalogue(executor: Executor, language = "en"): Promise<ReadonlyMap<string, CatalogueEntry>> {
  const rows = await executor.execute<CatalogueEntry & Record<string, unknown>>(sql`
    select a.key, a.type, a.sensitive, a.self_assertable as "selfAssertable", a.masked, a.category,
      coalesce(t.label, a.key) as label, coalesce(t.explanation, '') as explanation
    from attribute a
    left join lateral (
      select label, explanation from attribute_text t
      where t.attribute_key = a.key
      order by t.language = ${language} desc,
        t.language = (select default_language from controller) desc nulls last, t.language = 'en' desc, t.language
      limit 1
    ) t on true
    where a.archived_at is null
    order by a.position, a.key`);
  return new Map(rows.map((entry) => [entry.key, entry]));
}

/**
 * Adds missing standard attributes and changes no existing ones. It also runs before later migrations add more columns,
 * and leaves out those that are not there yet.
 */
export async function addStandardAttributes(executor: Executor): Promise<void> {
  const rows = standardAttributes.map(({ key, type, sensitive, selfAssertable, category }, index) => ({
    ...{ key, type, sensitive, category, self_assertable: selfAssertable },
    ...{ masked: false, built_in: true, position: (index + 1) * 10 },
  }));
  await executor.execute(sql`
    insert into attribute
    select (jsonb_populate_record(null::attribute, r || jsonb_build_object('created_at', now()))).*
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r
    on conflict do nothing`);
}

/** Adds words in one language, by key, to attributes that have none in it. Words for unknown keys are ignored. */
export async function addAttributeTexts(
  executor: Executor,
  language: string,
  texts: Readonly<Record<string, { readonly label: string; readonly explanation: string }>>,
): Promise<void> {
  const known = await executor.select({ key: attribute.key }).from(attribute);
  const rows = known.flatMap(({ key }) => {
    const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
    return text ? [{ attributeKey: key, language, label: text.label, explanation: text.explanation }] : [];
  });
  if (rows.length > 0) await executor.insert(attributeText).values(rows).onConflictDoNothing();
}
