import "server-only";
import { randomUUID } from "node:crypto";
import { findById } from "@assent/database/providers/identity-providers";
import type { ProviderInput } from "@assent/database/providers/identity-provider";
import { deleteProvider, isProviderUsed } from "@assent/database/providers/provider-deletion";
import { moveProvider } from "@assent/database/providers/provider-order";
import { saveProvider } from "@assent/database/providers/provider-saving";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { isTenantTemplate } from "@assent/federation/tenant-issuer";
import { env } from "@/platform/env";
import { sealClientSecret } from "@/sign-in/protocol/client-secret";
import type { ActingUser } from "@/platform/access";
import { database } from "@/platform/database";
import { readDiscovery } from "./discovery";
import type { ConnectionInput } from "./schema";
import { presetOf } from "./presets";
import { ExpectedError, requireOk } from "@/platform/result";
import { firstKeyOf } from "./keys/mutations";

// Guarded actions only call these: `by` is an administrator, or the holder of the set-up link.

/** The provider that an edit changes, and the revision that was on the screen. */
export interface EditedProvider {
  readonly providerId: string;
  readonly base: number;
}

export type ProviderSaved =
  | { readonly kind: "saved"; readonly providerId: string; readonly change: "created" | "changed" }
  /** Field → code. */
  | { readonly kind: "refused"; readonly fields: Readonly<Record<string, string>> }
  /** Another administrator changed it in the meantime: what is stored now, without the secret. */
  | { readonly kind: "conflict"; readonly stored: Omit<IdentityProvider, "clientSecretSealed"> }
  | { readonly kind: "gone" };

const refused = (field: string, code: string): ProviderSaved => ({ kind: "refused", fields: { [field]: code } });

/**
 * Creates a connection. It starts with the mappings of its preset and asks for consent; both have their own pages.
 */
export async function connectProvider(
  by: ActingUser,
  { connection, preset }: { readonly connection: ConnectionInput; readonly preset: string },
): Promise<ProviderSaved> {
  if (lacksSecret(connection)) return refused("clientSecret", "secret-missing");
  const discovered = await readDiscovery(connection.issuer);
  if (!discovered.ok) return refused("issuer", discovered.problem);
  const key = await firstKeyOf(connection);
  if (!key.ok) return refused("tokenAuthMethod", key.code);
  const id = randomUUID();
  return save(
    by,
    {
      id,
      ...columnsOf(connection),
      ...key.input,
      clientSecretSealed: sealedSecret(connection, id),
      clientSecretOrigin: new URL(discovered.found.token).origin,
      jitMode: "ask",
      syncPolicy: "provider-wins",
      purposesMode: "all",
      mappings: presetOf(preset).mappings,
    },
    null,
  );
}

/**
 * Changes a connection. Its slug stays, because the provider knows the redirect URI. An empty secret keeps the stored
 * one, at the same issuer.
 */
export async function changeConnection(
  by: ActingUser,
  edited: EditedProvider,
  connection: ConnectionInput,
): Promise<ProviderSaved> {
  return changeProvider(by, edited, async (known) => {
    const isMoved = known.issuer !== connection.issuer;
    const isOtherClient = known.clientId !== connection.clientId && !connection.subjectsStay;
    if (isOtherClient && (await isProviderUsed(database().orm, known.id)))
      return refused("clientId", "client-id-in-use");
    const discovered = isMoved || connection.clientSecret ? await readDiscovery(connection.issuer) : null;
    if (isMoved && discovered?.ok === false) return refused("issuer", discovered.problem);
    const clientSecretSealed = sealedSecret(connection, known.id) ?? known.clientSecretSealed;
    if (clientSecretSealed === null && lacksSecret(connection)) return refused("clientSecret", "secret-missing");
    // While a provider does not answer, its secret can be replaced, and stays for where the earlier one was for.
    const destination = discovered?.ok ? { clientSecretOrigin: new URL(discovered.found.token).origin } : {};
    const key = await firstKeyOf(connection, known);
    if (!key.ok) return refused("tokenAuthMethod", key.code);
    return { ...known, ...columnsOf(connection), slug: known.slug, ...key.input, clientSecretSealed, ...destination };
  });
}

type Client = Pick<ConnectionInput, "issuer" | "clientSecret" | "tokenAuthMethod">;

const lacksSecret = ({ clientSecret, tokenAuthMethod }: Client) =>
  clientSecret === "" && tokenAuthMethod !== "private_key_jwt";

const sealedSecret = ({ clientSecret }: Client, providerId: string) =>
  clientSecret === "" ? null : sealClientSecret(clientSecret, providerId, env().secret);

/** Enables or disables sign-ins through it. Errors: "not-found", "last-way-in". */
export async function switchProvider(by: ActingUser, providerId: string, enabled: boolean): Promise<void> {
  const known = await findById(database().orm, providerId);
  if (!known) throw new ExpectedError("not-found");
  if (known.enabled === enabled) return;
  const saved = await saveProvider(database().orm, { ...known, enabled }, by.id, { base: known.revision });
  if (!saved.ok) throw new ExpectedError(saved.code);
}

/** Saves the result of `next` for the stored provider, unless it has changed in the meantime. */
export async function changeProvider(
  by: ActingUser,
  { providerId, base }: EditedProvider,
  next: (known: IdentityProvider) => Promise<ProviderInput | ProviderSaved>,
): Promise<ProviderSaved> {
  const known = await findById(database().orm, providerId);
  if (!known) return { kind: "gone" };
  if (known.revision !== base) return conflict(known);
  const input = await next(known);
  return "kind" in input ? input : save(by, input, base);
}

async function save(by: ActingUser, input: ProviderInput, base: number | null): Promise<ProviderSaved> {
  const { orm } = database();
  const saved = await saveProvider(orm, input, by.id, base === null ? {} : { base });
  if (saved.ok) return { kind: "saved", providerId: input.id, change: base === null ? "created" : "changed" };
  switch (saved.code) {
    case "slug-taken":
      return refused("slug", saved.code);
    case "domain-taken":
      return refused("domains", `${saved.code}:${saved.domain ?? ""}`);
    case "secret-elsewhere":
      return refused("clientSecret", saved.code);
    case "issuer-in-use":
      return refused("issuer", saved.code);
    case "notice-missing":
      return refused("noticeName", saved.code);
    case "last-way-in":
      return refused("enabled", saved.code);
    case "conflict": {
      const stored = await findById(orm, input.id);
      return stored ? conflict(stored) : { kind: "gone" };
    }
  }
}

function conflict({ clientSecretSealed: _, ...stored }: IdentityProvider): ProviderSaved {
  return { kind: "conflict", stored };
}

/** The columns of a typed connection. */
function columnsOf({
  name,
  slug,
  hint,
  logoLetters,
  issuer,
  clientId,
  scopes,
  tokenAuthMethod,
  responseMode,
  tokenAlgorithm,
  accountUrl,
  domains,
  tenants,
  authorizationParameters,
  enabled,
}: ConnectionInput) {
  const optional = {
    hint: hint || null,
    logoLetters: logoLetters || null,
    accountUrl: accountUrl || null,
    tenants: isTenantTemplate(issuer) ? tenants : "",
    tokenAlgorithm: tokenAlgorithm || null,
  };
  const client = { clientId, scopes, tokenAuthMethod, responseMode, authorizationParameters };
  return { name, slug, issuer, domains, enabled, ...client, ...optional };
}

export async function moveProviderInList(by: ActingUser, providerId: string, direction: "up" | "down"): Promise<void> {
  requireOk(await moveProvider(database().orm, providerId, direction, by.id));
}

/** Errors: "in-use" if an account came through it in the meantime, "not-found". */
export async function removeProvider(by: ActingUser, providerId: string): Promise<void> {
  requireOk(await deleteProvider(database().orm, providerId, by.id));
}
