import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Product } from "./product.ts";
import { RelyingParty } from "./relying-party.ts";

export interface Registered {
  readonly party: RelyingParty;
  readonly clientId: string;
  readonly id: string;
  readonly secret: string;
}

interface Wanted {
  readonly kind?: "web" | "native";
  /** Paths of its start page and of its back-channel logout. */
  readonly home?: string;
  readonly backChannel?: string;
  /** Whether it reads the ID token only. */
  readonly claimsInIdToken?: boolean;
  /** Whether it may name the identity provider. */
  readonly choosesProvider?: boolean;
}

/** A registered application that listens and has its client id and secret. The caller closes it. */
export async function registerApplication(
  { url, database }: Product,
  name: string,
  { kind = "web", home, backChannel, claimsInIdToken = false, choosesProvider = false }: Wanted = {},
): Promise<Registered> {
  const party = await RelyingParty.listen();
  const [id, clientId, secret] = [
    randomUUID(),
    `client-${randomBytes(6).toString("hex")}`,
    randomBytes(32).toString("hex"),
  ];
  const hash = createHash("sha256").update(`application-secret:${secret}`).digest("hex");
  const authMethod = kind === "web" ? "client_secret_basic" : "none";
  const address = (path: string | undefined) => (path === undefined ? "null" : `'${party.url}${path}'`);
  await database.run(`
    insert into application (id, client_id, name, kind, auth_method, sector, pkce_required,
      claims_in_id_token, chooses_provider, home_url, back_channel_logout_url)
    values ('${id}', '${clientId}', '${name}', '${kind}', '${authMethod}', '${clientId}', true,
      ${claimsInIdToken}, ${choosesProvider}, ${address(home)}, ${address(backChannel)});
    insert into application_redirect_uri (application_id, kind, uri) values
      ('${id}', 'sign-in', '${party.redirectUri}'), ('${id}', 'sign-out', '${party.url}/signed-out');
    insert into application_secret (application_id, hash) values ('${id}', '${hash}')`);
  await party.connect(url, { clientId, secret: kind === "web" ? secret : null });
  return { party, clientId, id, secret };
}
