import "server-only";
import type { PictureChange } from "@assent/database/settings/picture";
import * as z from "zod/mini";
import type { FlashTone } from "../flash-message";
import { readPicture } from "./picture";
import { ExpectedError, type ActionResult, type Refusal } from "../result";
import type { NextRequest } from "next/server";
import { seeOther } from "../links/see-other";

/** What can be wrong with a picture, for the flash messages of a feature that accepts one. */
export const pictureFailures = {
  "logo-conflict": "warning",
  "logo-missing": "warning",
  "logo-too-large": "warning",
  "logo-no-picture": "warning",
  "logo-pixels": "warning",
  "logo-moves": "warning",
} as const satisfies Readonly<Record<string, FlashTone>>;

/**
 * What the form of a picture posts: the file, or null to remove the picture, and the hash of the one that was shown, or
 * "".
 */
export const pictureInput = z.object({ file: z.nullable(z.instanceof(Blob)), base: z.string() });
export type PostedPicture = z.infer<typeof pictureInput>;

/** Errors: those of readPicture. */
export async function pictureChangeOf({ file, base }: PostedPicture): Promise<PictureChange> {
  if (file === null) return { logo: null, base };
  const read = await readPicture(file);
  if (!read.ok) throw new ExpectedError(read.code);
  return { logo: read.picture, base };
}

/** The same for one item of a list. */
export const ownedPictureInput = z.object({ id: z.uuid(), posted: pictureInput });

/** Bytes of the whole form; the picture itself has a lower limit. */
const maxFormBytes = 128 * 1024;

interface PictureRoute {
  /** Calls a guarded action. */
  readonly submit: (posted: PostedPicture) => Promise<ActionResult<void>>;
  /** Leaves the message for the page that the answer leads to. */
  readonly onSaved: (change: "saved" | "removed") => Promise<void>;
  readonly onFailed: (refusal: Pick<Refusal, "code" | "reference">) => Promise<void>;
  /** The page of the form. `gone` is where to go if the owner of the picture no longer exists. */
  readonly home: string;
  readonly gone?: string;
}

/**
 * Saves or removes a picture. It is a route and not an action, so that a file that is too large gets a readable answer.
 */
export async function pictureRoute(request: NextRequest, route: PictureRoute): Promise<Response> {
  const { submit, onSaved, onFailed, home, gone = home } = route;
  const fits = Number(request.headers.get("content-length") ?? Number.NaN) <= maxFormBytes;
  const data = fits ? await request.formData().catch(() => null) : null;
  const [sent, base] = [data?.get("file"), data?.get("base")];
  const file = data?.get("do") === "remove" ? null : sent instanceof Blob ? sent : new Blob([]);
  const result = await submit({ file, base: typeof base === "string" ? base : "" });
  if (!result.ok && ["not-allowed", "invalid-input"].includes(result.code)) return seeOther("/refused");
  if (result.ok) await onSaved(file ? "saved" : "removed");
  else await onFailed(fits ? result : { code: "logo-too-large" });
  return seeOther(!result.ok && result.code === "not-found" ? gone : home);
}

interface OwnedPictureRoute {
  /** Calls a guarded action. */
  readonly submit: (owned: z.infer<typeof ownedPictureInput>) => Promise<ActionResult<void>>;
  /** The list of items with pictures. The page of each item is below this address. */
  readonly list: string;
  readonly onSaved: (change: "saved" | "removed", id: string) => Promise<void>;
  readonly onFailed: PictureRoute["onFailed"];
}

/** The route of a picture that belongs to one item of a list. */
export const ownedPictureRoute =
  ({ submit, list, onSaved, onFailed }: OwnedPictureRoute) =>
  async (request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const { id } = await params;
    return pictureRoute(request, {
      submit: (posted) => submit({ id, posted }),
      onSaved: (change) => onSaved(change, id),
      onFailed,
      home: `${list}/${id}#logo`,
      gone: list,
    });
  };
