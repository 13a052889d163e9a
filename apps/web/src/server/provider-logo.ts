import "server-only";
import { createHash } from "node:crypto";
import type { IdentityProvider } from "@assent/database/identity-providers";
import { findLogo, saveLogo } from "@assent/database/provider-logos";
import type { SignedIn } from "./access";
import { ExpectedError } from "./action";
import { database } from "./database";
import { largestPicture, pictureType } from "./picture";

/** What stands beside a provider's name: letters, and a picture over them where there is one. */
export interface ProviderMarkFacts {
  readonly letters: string;
  /** Its address, or null. */
  readonly picture: string | null;
}

export function markOf({
  name,
  slug,
  logoLetters,
  logoHash,
}: Pick<IdentityProvider, "name" | "slug" | "logoLetters" | "logoHash">): ProviderMarkFacts {
  const picture = logoHash === null ? null : `/api/providers/${slug}/logo?v=${logoHash.slice(0, 16)}`;
  return { letters: logoLetters ?? initials(name), picture };
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();

/** The picture of a provider, for anybody; null where there is none. */
export async function providerPicture(slug: string) {
  const found = await findLogo(database().orm, slug);
  return found && { type: found.type, bytes: Buffer.from(found.picture, "base64"), hash: found.hash };
}

// Called by guarded actions only: `by` has been found to be an administrator.

/** Errors: "not-found", "logo-missing", "logo-too-large", and those of pictureType. */
export async function uploadLogo(by: SignedIn, providerId: string, file: Blob): Promise<void> {
  if (file.size === 0) throw new ExpectedError("logo-missing");
  if (file.size > largestPicture) throw new ExpectedError("logo-too-large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = pictureType(bytes);
  if (!read.ok) throw new ExpectedError(read.code);
  const hash = createHash("sha256").update(bytes).digest("hex");
  const logo = { type: read.type, picture: Buffer.from(bytes).toString("base64"), hash };
  must(await saveLogo(database().orm, providerId, logo, by.id));
}

/** Errors: "not-found". */
export async function removeLogo(by: SignedIn, providerId: string): Promise<void> {
  must(await saveLogo(database().orm, providerId, null, by.id));
}

function must(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (!result.ok) throw new ExpectedError(result.code);
}
