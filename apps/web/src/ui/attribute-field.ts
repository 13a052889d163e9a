import { type AttributeType, maxValueLength } from "@assent/consent/attribute/attribute";

export interface FieldAttribute {
  readonly key: string;
  readonly type: AttributeType;
}

/** HTML attributes of a field, as React writes them. */
export interface FieldMarks {
  readonly type?: "text" | "tel" | "date";
  readonly inputMode?: "email" | "tel" | "url";
  readonly autoComplete: string;
  readonly dir?: "auto" | "ltr";
  readonly spellCheck?: false;
  readonly maxLength?: number;
}

export interface AttributeField {
  readonly element: "input" | "textarea" | "select";
  readonly marks: FieldMarks;
}

/**
 * The HTML attributes of a field for an attribute. `about` says whose value is typed: a browser fills in only data
 * about the person who uses it. https://www.w3.org/WAI/WCAG22/Understanding/identify-input-purpose
 */
export function attributeField(
  attribute: FieldAttribute,
  { about, value }: { readonly about: "oneself" | "others"; readonly value: string },
): AttributeField {
  const { key, type } = attribute;
  const autoComplete = about === "others" ? "off" : (ofKey[key] ?? ofType[type] ?? "off");
  const text = { autoComplete, maxLength: maxValueLength } as const;
  const code = { ...text, dir: "ltr", spellCheck: false } as const;
  switch (type) {
    // Not type="email" or "url": a browser rewrites what is typed there, and what is shown must be what is stored.
    // https://html.spec.whatwg.org/multipage/input.html#email-state-(type=email)
    case "email":
      return { element: "input", marks: { ...code, type: "text", inputMode: "email" } };
    case "url":
      return { element: "input", marks: { ...code, type: "text", inputMode: "url" } };
    case "locale":
      return { element: "input", marks: { ...code, type: "text" } };
    case "phone":
      return { element: "input", marks: { ...code, type: "tel", inputMode: "tel" } };
    case "date":
      // A year alone and a day without a year are dates too, and a date field cannot show them.
      return value === "" || isFullDate(value)
        ? { element: "input", marks: { autoComplete, type: "date" } }
        : { element: "input", marks: { ...code, type: "text" } };
    case "boolean":
      return { element: "select", marks: { autoComplete } };
    case "list":
      return { element: "textarea", marks: { ...text, dir: "auto" } };
    case "text":
      return ofLines.has(key) || value.includes("\n")
        ? { element: "textarea", marks: { ...text, dir: "auto" } }
        : { element: "input", marks: { ...text, type: "text", dir: "auto" } };
  }
}

const isFullDate = (value: string) => /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(value);

/**
 * `street-address` has several lines: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
 */
const ofLines = new Set(["address", "address_street"]);

const ofKey: Readonly<Record<string, string>> = {
  name: "name",
  given_name: "given-name",
  middle_name: "additional-name",
  family_name: "family-name",
  nickname: "nickname",
  gender: "sex",
  birthdate: "bday",
  locale: "language",
  address: "street-address",
  address_street: "street-address",
  address_locality: "address-level2",
  address_region: "address-level1",
  address_postal_code: "postal-code",
  address_country: "country-name",
};

const ofType: Partial<Readonly<Record<AttributeType, string>>> = { email: "email", phone: "tel", url: "url" };
