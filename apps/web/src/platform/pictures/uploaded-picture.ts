import "server-only";
import type { PictureChange } from "@assent/database/settings/picture";
import * as z from "zod/mini";
import type { FlashTone } from "../flash-message";
import { readPicture } from "./picture";
import { ExpectedError, type ActionResult } from "../result";
import type { NextRequest } from "next/server";
import { seeOther } from "../links/see-other";

/** What can be wrong with a picture, for the list of flash messages of a feature that takes one. */
export const pictureFailures = {
  "logo-conflict": "warning",
  "logo-missing": "warning",
  "logo-too-large": "warning",
  "logo-no-picture": "warning",
  "logo-pixels": "warning",
  "logo-moves": "warning",
} as const satisfies Readonly<Record<string, FlashTone>>;

/** What the form of a picture posts: the file, null to take the picture away; and the hash of the one it showed, or "". */
export const pictureInput = z.object({ file: z.nullable(z.instanceof(Blob)), base: z.string() });
export type PostedPicture = z.infer<typeof pictureInput>;

/** Errors: those of readPicture. */
export async function pictureChangeOf({ file, base }: PostedPicture): Promise<PictureChange> {
  if (file === null) return { logo: null, base };
  const read = await readPicture(file);
  if (!read.ok) throw new ExpectedError(read.code);
  return { logo: read.picture, base };
}

/** Bytes of the whole form; the picture itself is held to less. */
const largestForm = 128 * 1024;

interface PictureRoute {
  /** Calls a guarded action. */
  readonly submit: (posted: PostedPicture) => Promise<ActionResult<void>>;
  /** Leave the message for the page that the answer leads to. */
  readonly onSaved: (change: "saved" | "removed") => Promise<void>;
  readonly onFailed: (refusal: { readonly code: string; readonly reference?: string }) => Promise<void>;
  /** The form, or the top of its page, where the note stands; `gone` is where to lead when what the picture is for is no more. */
  readonly home: string;
  readonly gone?: string;
}

/** Takes a picture, or takes it away. A route, so that a file that is too large is answered in words. */
export async function pictureRoute(request: NextRequest, route: PictureRoute): Promise<Response> {
  const { submit, onSaved, onFailed, home, gone = home } = route;
  const fits = Number(request.headers.get("content-length") ?? Number.NaN) <= largestForm;
  const data = fits ? await request.formData().catch(() => null) : null;
  const [sent, base] = [data?.get("file"), data?.get("base")];
  const file = data?.get("do") === "remove" ? null : sent instanceof Blob ? sent : new Blob([]);
  const result = await submit({ file, base: typeof base === "string" ? base : "" });
  if (!result.ok && ["not-allowed", "invalid-input"].includes(result.code)) return seeOther("/refused");
  if (result.ok) await onSaved(file ? "saved" : "removed");
  else await onFailed(fits ? result : { code: "logo-too-large" });
  return seeOther(!result.ok && result.code === "not-found" ? gone : home);
}
