import { createHash, randomBytes, randomUUID } from "node:crypto";
import { test } from "@playwright/test";
import type { Product } from "./product.ts";
import { RelyingParty } from "./relying-party.ts";

/** The credentials of an application. */
interface Client {
  readonly clientId: string;
  readonly id: string;
  readonly secret: string;
}

export interface Registered extends Client {
  readonly party: RelyingParty;
}

interface Wanted {
  readonly kind?: "web" | "native";
  /** Whether it reads the ID token only. */
  readonly claimsInIdToken?: boolean;
  /** Whether it may name the identity provider. */
  readonly choosesProvider?: boolean;
  /** Its start page, and where it is told that a session has ended. */
  readonly home?: string;
  readonly backChannel?: string;
}

interface Addresses {
  readonly redirectUri: string;
  readonly signOutUri: string;
}

/** Registers an application that listens at these addresses. */
export async function registerClient(
  { database }: Pick<Product, "database">,
  name: string,
  { redirectUri, signOutUri, home, backChannel, ...wanted }: Wanted & Addresses,
): Promise<Client> {
  const { kind = "web", claimsInIdToken = false, choosesProvider = false } = wanted;
  const [id, clientId, secret] = [
    randomUUID(),
    `client-${randomBytes(6).toString("hex")}`,
    randomBytes(32).toString("hex"),
  ];
  const hash = createHash("sha256").update(`application-secret:${secret}`).digest("hex");
  const authMethod = kind === "web" ? "client_secret_basic" : "none";
  const text = (value: string | undefined) => (value === undefined ? "null" : `'${value}'`);
  await database.run(`
    insert into application (id, client_id, name, kind, auth_method, sector, pkce_required,
      claims_in_id_token, chooses_provider, home_url, back_channel_logout_url)
    values ('${id}', '${clientId}', '${name}', '${kind}', '${authMethod}', '${clientId}', true,
      ${claimsInIdToken}, ${choosesProvider}, ${text(home)}, ${text(backChannel)});
    insert into application_redirect_uri (application_id, kind, uri) values
      ('${id}', 'sign-in', '${redirectUri}'), ('${id}', 'sign-out', '${signOutUri}');
    insert into application_secret (application_id, hash) values ('${id}', '${hash}')`);
  return { id, clientId, secret };
}

/**
 * An application that listens, is registered, and knows its client id and secret; `home` and `backChannel` are paths of its
 * own. The caller closes it.
 */
export async function registerApplication(
  product: Pick<Product, "url" | "database">,
  name: string,
  { home, backChannel, ...wanted }: Wanted = {},
): Promise<Registered> {
  const party = await RelyingParty.listen();
  const made = await registerClient(product, name, {
    ...wanted,
    redirectUri: party.redirectUri,
    signOutUri: `${party.url}/signed-out`,
    ...(home === undefined ? {} : { home: party.url + home }),
    ...(backChannel === undefined ? {} : { backChannel: party.url + backChannel }),
  });
  await party.connect(product.url, { clientId: made.clientId, secret: wanted.kind === "native" ? null : made.secret });
  return { party, ...made };
}

/** Registers applications for the journeys of one file, and closes them after the last one. */
export function useApplications(product: () => Product): (name: string, wanted?: Wanted) => Promise<Registered> {
  const registered: Registered[] = [];
  test.afterAll(() => registered.forEach(({ party }) => party.close()));
  return async (name, wanted) => {
    const made = await registerApplication(product(), name, wanted);
    registered.push(made);
    return made;
  };
}
