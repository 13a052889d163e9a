import type { EventDetails } from "../schema/event.ts";
import type { providerLogo } from "../schema/provider-logo.ts";

/** A picture as it is stored: its media type, its bytes in base64, and their SHA-256 in hexadecimal. */
export type Picture = Pick<typeof providerLogo.$inferSelect, "type" | "picture" | "hash">;

export interface PictureChange {
  /** Null removes the picture. */
  readonly logo: Picture | null;
  /**
   * The hash of the picture on the screen, "" for none. If two administrators change it at once, the second gets a
   * conflict.
   */
  readonly base: string;
}

export type PictureSaved<Code extends string = never> =
  { readonly ok: true } | { readonly ok: false; readonly code: Code | "logo-conflict" };

type Compared =
  | { readonly changed: true; readonly details: EventDetails }
  | { readonly changed: false; readonly saved: PictureSaved };

/**
 * Whether anything changes, and the details of its event: type and short hash before and after, and nothing of the
 * picture.
 */
export function pictureChange(before: Picture | undefined, { logo, base }: PictureChange): Compared {
  const stored = before?.hash ?? "";
  if (stored !== base) return { changed: false, saved: { ok: false, code: "logo-conflict" } };
  if (stored === (logo?.hash ?? "")) return { changed: false, saved: { ok: true } };
  return { changed: true, details: { logo: named(logo), logoBefore: named(before) } };
}

/** The part of a hash that tells pictures apart, in addresses and on the audit log. */
export const shortHash = (hash: string): string => hash.slice(0, 16);

const named = (picture: Picture | null | undefined) => (picture ? `${picture.type} ${shortHash(picture.hash)}` : null);
