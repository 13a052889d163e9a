import "server-only";
import { type MyData, myData } from "../queries";

/** A provider that the person of this request can connect, or null. */
export async function connectableProvider(slug: string) {
  const { connectable } = await myData();
  return connectable.find((provider) => provider.slug === slug) ?? null;
}

/** One of the providers through which the person of this request signs in; null for any other slug. */
export async function connectedIdentity(slug: string): Promise<MyData["identities"][number] | null> {
  const { identities } = await myData();
  return identities.find((identity) => identity.slug === slug) ?? null;
}
