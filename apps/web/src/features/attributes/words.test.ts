import { standardAttributes } from "@assent/consent/attribute/standard-attributes";
import { describe, expect, it } from "vitest";
import { languages } from "@/platform/i18n/languages";
import { messagesOf } from "@/platform/i18n/messages";

type Words = Record<string, { label: string; explanation: string }>;

describe.each(languages)("the words of the standard attributes in $name", ({ code }) => {
  it("exist for each attribute: a unique label and one sentence", async () => {
    const words = (await messagesOf(code))["attributes"] as Words;
    expect(Object.keys(words).toSorted()).toEqual(standardAttributes.map(({ key }) => key).toSorted());
    const labels = Object.values(words).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const { label, explanation } of Object.values(words)) {
      expect(label.trim()).toBe(label);
      expect(explanation).toMatch(/^[^.]{5,120}\.$/);
    }
  });
});
