import { disableTypes, imageSize, types } from "image-size";

/** Bytes. */
export const largestPicture = 48 * 1024;
/** Pixels. */
const [least, most] = [16, 512];

const accepted = { png: "image/png", jpg: "image/jpeg", webp: "image/webp" } as const;
type Accepted = keyof typeof accepted;

// What is not accepted is not even looked into. SVG is a document that can hold scripts, and so is not accepted.
disableTypes(types.filter((type) => !Object.hasOwn(accepted, type)));

export type PictureRead =
  | { readonly ok: true; readonly type: (typeof accepted)[Accepted] }
  | { readonly ok: false; readonly code: "logo-no-picture" | "logo-pixels" | "logo-moves" };

/** What a file is by its first bytes, whatever it is called: a still picture of a fit size, or why not. */
export function pictureType(bytes: Uint8Array): PictureRead {
  const read = sizeOf(bytes);
  if (!read) return { ok: false, code: "logo-no-picture" };
  const fits = (pixels: number) => pixels >= least && pixels <= most;
  if (!fits(read.width) || !fits(read.height)) return { ok: false, code: "logo-pixels" };
  // WCAG 2.2, success criterion 2.2.2: what moves by itself would have to be stopped.
  return moves(bytes) ? { ok: false, code: "logo-moves" } : { ok: true, type: accepted[read.type] };
}

function sizeOf(bytes: Uint8Array): { width: number; height: number; type: Accepted } | null {
  try {
    const { width, height, type } = imageSize(bytes);
    return type === "png" || type === "jpg" || type === "webp" ? { width, height, type } : null;
  } catch {
    return null;
  }
}

/** Chunks that only a moving PNG or WebP has: https://www.w3.org/TR/png-3/#acTL-chunk, RFC 9649, section 2.7.1. */
const moves = (bytes: Uint8Array): boolean => ["acTL", "ANIM"].some((chunk) => Buffer.from(bytes).includes(chunk));
