import type { EventDetails } from "../schema/event.ts";
import type { providerLogo } from "../schema/provider-logo.ts";

/** A picture as it is stored: its type, itself in base64, and its SHA-256 in hexadecimal. */
export type Picture = Pick<typeof providerLogo.$inferSelect, "type" | "picture" | "hash">;

export interface PictureChange {
  /** Null takes it away. */
  readonly logo: Picture | null;
  /** The hash of the one that was on the screen, "" for none: of two administrators at once the second is told. */
  readonly base: string;
}

export type PictureSaved<Code extends string = never> =
  { readonly ok: true } | { readonly ok: false; readonly code: Code | "logo-conflict" };

type Compared =
  | { readonly changed: true; readonly details: EventDetails }
  | { readonly changed: false; readonly saved: PictureSaved };

/** Whether there is something to do, and what its event says: which picture it was and is, and nothing of the picture. */
export function pictureChange(before: Picture | undefined, { logo, base }: PictureChange): Compared {
  const stored = before?.hash ?? "";
  if (stored !== base) return { changed: false, saved: { ok: false, code: "logo-conflict" } };
  if (stored === (logo?.hash ?? "")) return { changed: false, saved: { ok: true } };
  return { changed: true, details: { logo: named(logo), logoBefore: named(before) } };
}

/** As much of a hash as tells one picture from another, in its address and on the audit log. */
export const shortHash = (hash: string): string => hash.slice(0, 16);

const named = (picture: Picture | null | undefined) => (picture ? `${picture.type} ${shortHash(picture.hash)}` : null);
