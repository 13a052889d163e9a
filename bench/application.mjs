// An application of the benchmark: it asks for a code, and takes it to the token endpoint and to userinfo.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import postgres from "postgres";

const redirectUri = "http://127.0.0.1:9/callback";

/** Registers it in the database, with permission to name the identity provider. The purposes are the organisation's. */
export async function registerApplication(databaseUrl) {
  const sql = postgres(databaseUrl, { max: 1 });
  const [id, clientId, secret] = [randomUUID(), "benchmark", randomBytes(32).toString("hex")];
  const hash = createHash("sha256").update(`application-secret:${secret}`).digest("hex");
  await sql`insert into application (id, client_id, name, kind, auth_method, sector, chooses_provider)
    values (${id}, ${clientId}, 'Benchmark', 'web', 'client_secret_basic', 'benchmark', true)`;
  await sql`insert into application_redirect_uri (application_id, kind, uri) values (${id}, 'sign-in', ${redirectUri})`;
  await sql`insert into application_secret (application_id, hash) values (${id}, ${hash})`;
  await sql.end();
  return { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`, clientId };
}

/** One whole sign-in: from the request to the claims. `atProvider`: the steps of the person at the provider, if any. */
export async function signInThrough({ authorization, clientId }, url, browser, atProvider = async () => {}) {
  const verifier = randomBytes(32).toString("base64url");
  const request = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: "openid email profile",
    state: randomBytes(16).toString("base64url"),
    nonce: randomBytes(16).toString("base64url"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    idp_hint: "demo-university",
  });
  browser.leaveAt(redirectUri);
  await browser.get(`${url}/oidc/auth?${request}`);
  await atProvider();
  const code = browser.address.searchParams.get("code");
  if (!code) throw new Error(`A sign-in through the application ended at ${browser.path}`);
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const tokens = await answer(await fetch(`${url}/oidc/token`, { method: "POST", headers: { authorization }, body }));
  const headers = { authorization: `Bearer ${tokens.access_token}` };
  await answer(await fetch(`${url}/oidc/userinfo`, { headers }));
}

async function answer(response) {
  if (!response.ok) throw new Error(`The application got ${response.status}`);
  return response.json();
}
