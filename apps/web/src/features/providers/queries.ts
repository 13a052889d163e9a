import "server-only";
import { allowedAlgorithms } from "@assent/federation/algorithms";
import { findById, listProviders, peopleByProvider } from "@assent/database/providers/identity-providers";
import { isProviderUsed } from "@assent/database/providers/provider-deletion";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { cache } from "react";
import { env } from "@/platform/env";
import { backChannelAddress, redirectUri, signOutReturn } from "@/platform/links/redirect-uri";
import { requireAdministrator, requireSetupOrAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { isId } from "@/platform/request-input";

export interface ListedProvider {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly issuer: string;
  readonly enabled: boolean;
  readonly jitMode: IdentityProvider["jitMode"];
  readonly people: number;
  readonly canMoveUp: boolean;
  readonly canMoveDown: boolean;
}

/** All providers in the order of the sign-in page. */
export async function providerListing(): Promise<ListedProvider[]> {
  await requireAdministrator();
  const { orm } = database();
  const [providers, people] = await Promise.all([listProviders(orm), peopleByProvider(orm)]);
  return providers.map(({ id, name, slug, issuer, enabled, jitMode }, index) => ({
    ...{ id, name, slug, issuer, enabled, jitMode },
    people: people.get(id) ?? 0,
    canMoveUp: index > 0,
    canMoveDown: index < providers.length - 1,
  }));
}

/** A provider without its secret, and what depends on it. */
export interface ManagedProvider extends Omit<IdentityProvider, "clientSecretSealed"> {
  readonly people: number;
  /** Whether an account came through it, even a closed one: then it cannot be deleted. */
  readonly used: boolean;
  readonly redirectUri: string;
  readonly hasSecret: boolean;
}

/** One provider for the administration; null for one that does not exist. One look-up a request. */
export const managedProvider: (id: string) => Promise<ManagedProvider | null> = cache(async (id) => {
  await requireSetupOrAdministrator();
  if (!isId(id)) return null;
  const { orm } = database();
  const [found, people, used] = await Promise.all([findById(orm, id), peopleByProvider(orm), isProviderUsed(orm, id)]);
  if (!found) return null;
  const { clientSecretSealed, ...open } = found;
  const facts = { people: people.get(id) ?? 0, used, hasSecret: clientSecretSealed !== null };
  return { ...open, ...facts, redirectUri: redirectUri(env().origin, found.slug) };
});

/** The signing algorithms that can be chosen for a provider. */
export const signingAlgorithms = (): readonly string[] => allowedAlgorithms;

/** The beginning of a provider's redirect URI; its slug follows. */
export const redirectUriStart = (): string => redirectUri(env().origin, "");

/** The beginning of its address for back-channel logout; its slug follows. */
export const backChannelStart = (): string => backChannelAddress(env().origin, "");

/** Where people return to after they sign out at the provider. */
export const signOutAddress = (): string => signOutReturn(env().origin);
