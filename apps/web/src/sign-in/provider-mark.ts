import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import type { Picture } from "@assent/database/settings/picture";
import { findLogo, saveLogo } from "@assent/database/providers/provider-logos";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { pictureAddress } from "@/platform/pictures/served-picture";
import { pictureChangeOf, type PostedPicture } from "@/platform/pictures/uploaded-picture";
import { ExpectedError } from "@/platform/result";

/** The mark beside a provider's name: letters, and a picture over them if it has one. */
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
  const picture = logoHash === null ? null : pictureAddress(`/api/providers/${slug}/logo`, logoHash);
  return { letters: logoLetters ?? initials(name), picture };
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();

/** The picture of a provider, which everyone may see; null if it has none. */
export const providerPicture = (slug: string): Promise<Picture | null> => findLogo(database().orm, slug);

/**
 * Sets or removes the picture of a provider. Only a guarded action may call it: `by` is an administrator. Errors:
 * "not-found", "logo-conflict", and those of pictureChangeOf.
 */
export async function changeLogo(by: SignedIn, providerId: string, posted: PostedPicture): Promise<void> {
  const saved = await saveLogo(database().orm, providerId, await pictureChangeOf(posted), by.id);
  if (!saved.ok) throw new ExpectedError(saved.code);
}
