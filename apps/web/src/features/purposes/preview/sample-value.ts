import type { AttributeType } from "@assent/consent/attribute/attribute";
import type { getTranslations } from "next-intl/server";

/** An obviously invented value for an attribute: its own from the message catalogue, or one of its type. */
export function sampleValue(
  t: Awaited<ReturnType<typeof getTranslations<"admin-editor.sample">>>,
  attribute: string,
  type: AttributeType = "text",
): string {
  return attribute !== "type" && t.has(attribute) ? t(attribute) : t(`type.${type}`);
}
