import { createHash } from "node:crypto";
import type { Picture } from "@assent/database/settings/picture";
import { disableTypes, imageSize, types } from "image-size";

/** Bytes. */
const maxPictureBytes = 48 * 1024;
/** Pixels. */
const [least, most] = [16, 512];

const accepted = { png: "image/png", jpg: "image/jpeg", webp: "image/webp" } as const;
type Accepted = keyof typeof accepted;

// Other types are not even parsed. SVG is a document that can contain scripts, so it is not accepted.
disableTypes(types.filter((type) => !Object.hasOwn(accepted, type)));

type TypeRead =
  | { readonly ok: true; readonly type: (typeof accepted)[Accepted] }
  | { readonly ok: false; readonly code: "logo-no-picture" | "logo-pixels" | "logo-moves" };

/** An uploaded file as it is stored. Errors: "logo-missing", "logo-too-large", and those of pictureType. */
export async function readPicture(file: Blob) {
  if (file.size === 0) return { ok: false, code: "logo-missing" } as const;
  if (file.size > maxPictureBytes) return { ok: false, code: "logo-too-large" } as const;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = pictureType(bytes);
  if (!read.ok) return read;
  const hash = createHash("sha256").update(bytes).digest("hex");
  const picture: Picture = { type: read.type, picture: Buffer.from(bytes).toString("base64"), hash };
  return { ok: true, picture } as const;
}

/** The type of a file by its first bytes, not by its name, if it is a still picture of a permitted size. */
export function pictureType(bytes: Uint8Array): TypeRead {
  const read = sizeOf(bytes);
  if (!read) return { ok: false, code: "logo-no-picture" };
  const fits = (pixels: number) => pixels >= least && pixels <= most;
  if (!fits(read.width) || !fits(read.height)) return { ok: false, code: "logo-pixels" };
  // WCAG 2.2, success criterion 2.2.2: moving pictures would need a way to stop them.
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
