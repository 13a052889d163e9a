import "server-only";
import { findBySlug, listEnabled } from "@assent/database/identity-providers";
import { database } from "./database";

export interface Door {
  readonly slug: string;
  readonly name: string;
  readonly hint: string | null;
}

/** The providers on the sign-in page, in order. */
export async function doors(): Promise<Door[]> {
  return (await listEnabled(database().orm)).map(({ slug, name, hint }) => ({ slug, name, hint }));
}

/** The name of a provider for a sentence about it; null for one that does not exist. */
export async function providerName(slug: string | null | undefined): Promise<string | null> {
  return slug ? ((await findBySlug(database().orm, slug))?.name ?? null) : null;
}
