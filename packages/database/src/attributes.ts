import type { Attribute } from "@assent/consent/attribute";
import { standardAttributes } from "@assent/consent/standard-attributes";
import { sql } from "drizzle-orm";
import type { Executor } from "./orm.ts";
import { attribute } from "./schema/attribute.ts";
import { attributeText } from "./schema/attribute-text.ts";

/** An attribute with its words in one language. */
export interface CatalogueEntry extends Attribute {
  readonly label: string;
  readonly explanation: string;
}

/**
 * All attributes that may be asked for, by key, in the order of the chooser. Words in `language` where there are any, else
 * in the organisation's default language, else in English.
 */
export async function catalogue(executor: Executor, language = "en"): Promise<ReadonlyMap<string, CatalogueEntry>> {
  const rows = await executor.execute<CatalogueEntry & Record<string, unknown>>(sql`
    select a.key, a.type, a.sensitive, a.self_assertable as "selfAssertable",
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

/** Adds those of the standard attributes that are missing, with their English words. Changes none that are there. */
export async function addStandardAttributes(executor: Executor): Promise<void> {
  const rows = standardAttributes.map(({ key, type, sensitive, selfAssertable }, index) => ({
    key,
    type,
    sensitive,
    selfAssertable,
    builtIn: true,
    position: (index + 1) * 10,
  }));
  const texts = standardAttributes.map(({ key, label, explanation }) => ({
    attributeKey: key,
    language: "en",
    label,
    explanation,
  }));
  await executor.insert(attribute).values(rows).onConflictDoNothing();
  await executor.insert(attributeText).values(texts).onConflictDoNothing();
}
