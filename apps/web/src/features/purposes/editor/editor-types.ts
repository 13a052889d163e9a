import type { AttributeType } from "@assent/consent/attribute/attribute";
import type { PurposeAttribute, PurposeVersion } from "@assent/consent/purpose/purpose";
import type { PurposeDraft } from "./draft";

/** A stored purpose, as the editor opens it. */
export interface StoredPurpose {
  readonly id: string;
  readonly draft: PurposeDraft;
  /** What the draft was read from: the newest version, published or not. */
  readonly version: PurposeVersion;
  /** Codes of the other languages it is written in, and of those whose words are older than the original's. */
  readonly translations: readonly string[];
  readonly outdated: readonly string[];
  /** The number of people who agree to at least one attribute of it today. */
  readonly people: number;
  /** Whether people are asked it, or were asked before. */
  readonly isPublished: boolean;
}

/** One attribute of the chooser. */
export interface AttributeChoice {
  readonly key: string;
  readonly label: string;
  readonly type: AttributeType;
  readonly sensitive: boolean;
  readonly selfAssertable: boolean;
}

/** An enabled provider that asks for purposes, and the keys of the attributes it sends. */
export interface AttributeSender {
  readonly name: string;
  readonly sends: readonly string[];
}

/** What the editor knows about the installation. */
export interface EditorContextData {
  readonly organisation: string;
  /** The limits of the schema: characters of a text, and days. */
  readonly limits: { readonly description: number; readonly details: number; readonly retentionDays: number };
  readonly attributes: readonly AttributeChoice[];
  readonly senders: readonly AttributeSender[];
  /** The applications that a purpose can name, by name. */
  readonly applications: readonly { readonly id: string; readonly name: string; readonly service: boolean }[];
  /** The languages that people can choose. */
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  /** The code of the language that purposes are written in. */
  readonly original: string;
  /** Every purpose that is not archived. */
  readonly others: readonly {
    readonly id: string;
    readonly name: string;
    readonly attributes: readonly Pick<PurposeAttribute, "key" | "mandatory" | "basis">[];
  }[];
  /** Whether another person has an account and would be asked something new. */
  readonly somebodyIsKnown: boolean;
}

/** The content of the preview, and its choices. */
export interface PreviewSource {
  /** The id of this editor for its previews. */
  readonly editor: string;
  /** The stored version or the start, as parameters of the preview's address. */
  readonly about: Readonly<Record<string, string>>;
  /** The language in which the editor is written. */
  readonly original: string;
  readonly languages: readonly {
    readonly code: string;
    readonly name: string;
    readonly direction: "ltr" | "rtl";
    readonly kind: "original" | "translated" | "note-missing" | "missing";
  }[];
}

/** The label of an attribute, or its key if it is no longer in the catalogue. */
export function labelOf(world: EditorContextData, key: string): string {
  return world.attributes.find((choice) => choice.key === key)?.label ?? key;
}
