import "server-only";
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Provider } from "oidc-provider";
import { administered } from "@/platform/administered";
import { env } from "@/platform/env";
import { ownsSession } from "./own-cookie";
import { readOidcKeys } from "./keys";
import { answerFailure } from "./outages";
import { continueByGet, isPostedRequest } from "./posted-request";
import { openIdProvider } from "./provider";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The server in front of Next calls this for every address of the OpenID provider. It is on `globalThis`, because
 * Next bundles pages and start-up separately, and both need the same provider.
 */
const shared = globalThis as typeof globalThis & { assentOpenIdProvider?: Shared; assentAnswer?: Answer };

interface Shared {
  readonly provider: Provider;
  /** Identifies the keys and scopes that it was made with. Another revision needs a new provider. */
  readonly revision: string;
  readonly readAt: number;
}

/**
 * Milliseconds for which keys and attributes are cached. A new key is published for longer than this before it signs.
 */
const freshness = 30_000;

/** The provider with the current keys and attributes. */
export async function currentProvider(): Promise<Provider> {
  const known = shared.assentOpenIdProvider;
  if (known && Date.now() - known.readAt < freshness) return known.provider;
  const [keys, attributes] = await Promise.all([readOidcKeys(new Date()), attributeKeys()]);
  const revision = createHash("sha256")
    .update(JSON.stringify([keys.map(({ kid }) => kid), attributes]))
    .digest("hex");
  const provider = known?.revision === revision ? known.provider : openIdProvider(keys, attributes);
  shared.assentOpenIdProvider = { provider, revision, readAt: Date.now() };
  return provider;
}

const attributeKeys = async () => [...(await administered.catalogue()).keys()].sort();

/**
 * Makes the provider available to the server. It is created at the first request, so that an installation without
 * applications has no cost.
 */
export function openApplications(): void {
  shared.assentAnswer = (request, response) => void answer(request, response);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  setHeaders(response);
  try {
    if (isPostedRequest(request)) return await continueByGet(request, response);
    const provider = await currentProvider();
    fixAddress(request);
    await forgetStaleSession(request);
    await provider.callback()(request, response);
  } catch (error) {
    answerFailure(response, error);
  }
}

/** The library builds addresses from the request. They must be those of AUTH_URL, for any request. */
function fixAddress({ headers }: IncomingMessage): void {
  const { host, protocol } = new URL(env().origin);
  headers.host = host;
  headers["x-forwarded-proto"] = protocol.slice(0, -1);
  delete headers["x-forwarded-host"];
}

/** The library would take the cookie of an ended session for a new session. */
async function forgetStaleSession({ headers }: IncomingMessage): Promise<void> {
  if (headers.cookie !== undefined) headers.cookie = await ownsSession(headers.cookie);
}

/** These addresses do not pass through Next, so the headers of every answer are set here. */
function setHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(fixed)) response.setHeader(name, value);
}

const fixed = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  // The library adds the hash of its one script to `script-src`: a posted answer (form_post) sends itself.
  "content-security-policy": "default-src 'none'; script-src 'none'; frame-ancestors 'none'; base-uri 'none'",
};
