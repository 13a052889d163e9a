import "server-only";
import { type MyData, myData } from "../queries";

/** The slug of a provider that the person can sign in with again; null if none of theirs is enabled. */
export const signInSlug = (identities: MyData["identities"]): string | null =>
  identities.find(({ enabled }) => enabled)?.slug ?? null;

/** A provider that the person of this request can connect, or null. */
export async function connectableProvider(slug: string) {
  const { identities, connectable } = await myData();
  const found = connectable.find((provider) => provider.slug === slug);
  return found ? { ...found, signInBy: signInSlug(identities) } : null;
}

/** One of the providers through which the person of this request signs in; null for any other slug. */
export async function connectedIdentity(slug: string): Promise<MyData["identities"][number] | null> {
  const { identities } = await myData();
  return identities.find((identity) => identity.slug === slug) ?? null;
}
