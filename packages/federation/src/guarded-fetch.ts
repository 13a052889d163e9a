import { Agent, fetch, type RequestInit as SentInit } from "undici";
import { isAllowedAddress, parseAddress } from "./address.ts";
import { FederationError } from "./federation-error.ts";
import { lookupWithin, mayReach, type Reach } from "./public-address.ts";

export type Fetch = typeof globalThis.fetch;

export interface GuardedFetchOptions {
  /** Plain http to this machine, for trying things out. Everything else is https, to public addresses. */
  readonly allowHttpLoopback: boolean;
  /** Hosts that need not be public, by their names in lower case. None when not given. */
  readonly allowHosts?: readonly string[];
  /** How names become addresses: the system's way when not given. */
  readonly resolve?: Reach["resolve"];
  /** Milliseconds for the whole exchange, its body included. 5,000 when not given. */
  readonly timeoutMs?: number;
  /** Bytes of the body after decompression. 262,144 when not given. */
  readonly maxBytes?: number;
}

/**
 * A `fetch` for requests whose address or answer somebody else decides: an issuer that was typed in, an endpoint that
 * a provider named. It can stand wherever a `fetch` can. It reads the body before it returns, so that the limits hold
 * for the body too.
 *
 * Errors: FederationError address-not-allowed, address-not-public, redirect-refused, timed-out, too-large, unreachable. A caller's own
 * abort signal rejects with its reason, as in any `fetch`.
 */
export function guardedFetch(options: GuardedFetchOptions): Fetch {
  const { allowHttpLoopback, allowHosts = [], resolve, timeoutMs = 5_000, maxBytes = 256 * 1024 } = options;
  const reach = { allowLoopback: allowHttpLoopback, allowHosts, ...(resolve ? { resolve } : {}) };
  const dispatcher = new Agent({ connect: { lookup: lookupWithin(reach) } });
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = parseAddress(input instanceof Request ? input.url : String(input));
    if (url === null || !isAllowedAddress(url, allowHttpLoopback)) throw new FederationError("address-not-allowed");
    if (!mayReach(url, reach)) throw new FederationError("address-not-public");
    const caller = init?.signal ?? (input instanceof Request ? input.signal : null);
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(new FederationError("timed-out", url.origin)), timeoutMs);
    const signal = caller ? AbortSignal.any([end.signal, caller]) : end.signal;
    try {
      // Node's types and the library's own differ in the dispatcher alone, which is ours here.
      const asked = (input instanceof Request ? await partsOf(input, init) : init) as unknown as SentInit;
      const response = await send(url, { ...asked, signal, dispatcher });
      refuseRedirect(response, url);
      return await withWholeBody(response, url, maxBytes);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw refusalIn(error) ?? new FederationError("unreachable", reasonOf(error, url));
    } finally {
      clearTimeout(timer);
      // Drops the connection when the answer was refused half way; after a whole body it does nothing.
      end.abort();
    }
  };
}

/**
 * The one line through which every request leaves. The connection goes to the address that was looked at: the dispatcher
 * looks names up itself, once. Node's own `fetch` takes no dispatcher of another version, so this is the library's.
 */
function send(target: URL, init: SentInit) {
  return fetch(target, { ...init, redirect: "manual", credentials: "omit" });
}

/** A Request in parts: the library knows only its own. */
async function partsOf(request: Request, init: RequestInit | undefined): Promise<RequestInit> {
  const { method, headers } = request;
  const body = request.body === null ? {} : { body: await request.clone().arrayBuffer() };
  return { method, headers: [...headers] as [string, string][], ...body, ...init };
}

/**
 * A redirect could lead anywhere, also to a place that the check of the address refused, and would carry the request's
 * credentials with it. No endpoint that is asked here has a reason to redirect: RFC 9110, section 15.4.
 */
type Answered = Awaited<ReturnType<typeof fetch>>;

function refuseRedirect(response: Answered, url: URL): void {
  const hidden = response.type === "opaqueredirect";
  if (hidden || (response.status >= 300 && response.status < 400)) {
    throw new FederationError("redirect-refused", url.origin);
  }
}

/** The same answer with its body read. The length is counted, not believed: the header can lie or be absent. */
async function withWholeBody(response: Answered, url: URL, maxBytes: number): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.byteLength;
    if (size > maxBytes) throw new FederationError("too-large", url.origin);
    chunks.push(read.value);
  }
  const headers = new Headers([...response.headers]);
  // They speak of the bytes on the wire, which fetch has decoded.
  headers.delete("content-encoding");
  headers.delete("content-length");
  const { status, statusText } = response;
  const mayHaveBody = status !== 204 && status !== 205;
  return new Response(mayHaveBody ? Buffer.concat(chunks) : null, { status, statusText, headers });
}

/** A refusal of ours, which the library may have wrapped. */
function refusalIn(error: unknown): FederationError | null {
  if (error instanceof FederationError) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? null : refusalIn(cause);
}

/** Where it failed, and the system's code (ECONNREFUSED, CERT_HAS_EXPIRED): for whoever sets up a provider. */
function reasonOf(error: unknown, url: URL): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]+$/.test(code) ? `${url.origin}, ${code}` : url.origin;
}
