import type { AttributeType } from "@assent/consent/attribute/attribute";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
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
  /** Who agrees to at least one attribute of it today. */
  readonly people: number;
  /** Whether people are asked it, or were. */
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
  /** What the schema takes at most: characters of a text, and days. */
  readonly limits: { readonly description: number; readonly details: number; readonly retentionDays: number };
  readonly attributes: readonly AttributeChoice[];
  readonly senders: readonly AttributeSender[];
  /** That a purpose can name, in the order of their names. */
  readonly applications: readonly { readonly id: string; readonly name: string }[];
  /** That people may read. */
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  /** Code of the one that purposes are written in. */
  readonly original: string;
  /** Every purpose that is not archived. */
  readonly others: readonly {
    readonly id: string;
    readonly name: string;
    readonly attributes: readonly { readonly key: string; readonly mandatory: boolean }[];
  }[];
  /** Whether anybody has an account and would be asked something new. */
  readonly somebodyIsKnown: boolean;
}

/** What the preview is of, and what it can be looked at in. */
export interface PreviewSource {
  /** Names this editor to its previews. */
  readonly editor: string;
  /** What is stored or begun with, as the address of the preview says it. */
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

/** The label of an attribute, or its key when the catalogue has lost it. */
export function labelOf(world: EditorContextData, key: string): string {
  return world.attributes.find((choice) => choice.key === key)?.label ?? key;
}
