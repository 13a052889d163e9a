import "server-only";
import type { AttributeFields } from "@assent/consent/attribute/attribute-fields";
import { getTranslations } from "next-intl/server";
import type { AttributeState } from "./components/AttributeForm";
import { type EditedAttribute } from "./queries";
import { attributeLanguages } from "./schema";

/**
 * The differences between what is stored and what was typed: after a conflict, and before words that people have read
 * are replaced.
 */
export async function storedAgainstTyped(
  kind: "conflict" | "review",
  stored: EditedAttribute,
  typed: AttributeFields,
): Promise<NonNullable<AttributeState["compared"]>> {
  const t = await getTranslations("admin-attributes");
  const words = attributeLanguages.flatMap(({ code, name: language }) =>
    (["label", "explanation"] as const).map((field) => ({
      what: t("compared.inLanguage", { field: t(`field.${field}`), language }),
      before: stored.texts[code]?.[field] || t("compared.nothing"),
      now: typed.texts[code]?.[field] || t("compared.nothing"),
    })),
  );
  const said = (on: boolean) => t(on ? "compared.yes" : "compared.no");
  const flags = (["sensitive", "selfAssertable", "masked"] as const).map((field) => ({
    ...{ what: t(`field.${field}`), before: said(stored[field]), now: said(typed[field]) },
  }));
  const kindOf = (category: string | null | undefined) => category || t("compared.nothing");
  const category = { what: t("field.category"), before: kindOf(stored.category), now: kindOf(typed.category) };
  const lines = [...words, ...(kind === "conflict" ? [category, ...flags] : [])];
  const purposes = stored.usedBy.filter(({ status }) => status !== "draft").map(({ name }) => name);
  return {
    title: t(`compared.${kind}.title`, { label: stored.label }),
    text: t(`compared.${kind}.text`, { purposes: purposes.join(", "), count: purposes.length }),
    labels: { before: t(`compared.${kind}.before`), now: t(`compared.${kind}.now`) },
    lines: lines.filter(({ before, now }) => before !== now),
    ways: t(`compared.${kind}.ways`),
    discard: t(`compared.${kind}.discard`),
  };
}
