import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import type { Picture } from "@assent/database/settings/picture";
import { findLogo, saveLogo } from "@assent/database/providers/provider-logos";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { letterMark, type LetterMarkFacts } from "@/platform/pictures/letter-mark";
import { pictureChangeOf, type PostedPicture } from "@/platform/pictures/uploaded-picture";
import { requireOk } from "@/platform/result";

export const markOf = ({
  name,
  slug,
  logoLetters,
  logoHash,
}: Pick<IdentityProvider, "name" | "slug" | "logoLetters" | "logoHash">): LetterMarkFacts =>
  letterMark({ name, letters: logoLetters, address: `/api/providers/${slug}/logo`, hash: logoHash });

/** The picture of a provider, which everyone may see; null if it has none. */
export const providerPicture = (slug: string): Promise<Picture | null> => findLogo(database().orm, slug);

/**
 * Sets or removes the picture of a provider. Only a guarded action may call it: `by` is an administrator. Errors:
 * "not-found", "logo-conflict", and those of pictureChangeOf.
 */
export async function changeLogo(by: SignedIn, providerId: string, posted: PostedPicture): Promise<void> {
  requireOk(await saveLogo(database().orm, providerId, await pictureChangeOf(posted), by.id));
}
