import { fetch, type RequestInit as SentInit } from "undici";
import { isAllowedAddress, parseAddress } from "./address.ts";
import { connectionFailure } from "./connection-failure.ts";
import { FederationError } from "./federation-error.ts";
import { noProxy, outgoingDispatcher, type OutgoingProxy } from "./outgoing-proxy.ts";
import { mayReach, type Reach } from "./public-address.ts";

export type Fetch = typeof globalThis.fetch;

export interface GuardedFetchOptions {
  /** Allows plain http to this machine, for tests. Everything else is https to public addresses. */
  readonly allowHttpLoopback: boolean;
  /** Hosts that may have private addresses, by name in lower case. Default: none. */
  readonly allowHosts?: readonly string[];
  /** The proxy that requests to https addresses go through. Default: none. */
  readonly proxy?: OutgoingProxy;
  /** How names are resolved. Default: by the system. */
  readonly resolve?: Reach["resolve"];
  /** Milliseconds for the whole exchange, including the body. Default: 5,000. */
  readonly timeoutMs?: number;
  /** Bytes of the body after decompression. Default: 262,144. */
  readonly maxBytes?: number;
}

/**
 * A `fetch` for requests whose address or answer other people control: an issuer that was typed in, an endpoint that a
 * provider named. It can replace any `fetch`. It reads the whole body before it returns, so that the limits apply to
 * the body too.
 *
 * Errors: FederationError address-not-allowed, address-not-public, redirect-refused, timed-out, too-large, and those of
 * connection-failure.ts.
 * A caller's own abort signal rejects with its reason, as in any `fetch`.
 */
export function guardedFetch(options: GuardedFetchOptions): Fetch {
  const { allowHttpLoopback, allowHosts = [], resolve, timeoutMs = 5_000, maxBytes = 256 * 1024 } = options;
  const { proxy = noProxy } = options;
  const reach = { allowLoopback: allowHttpLoopback, allowHosts, ...(resolve ? { resolve } : {}) };
  const dispatcher = outgoingDispatcher(reach, proxy);
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = parseAddress(input instanceof Request ? input.url : String(input));
    if (url === null || !isAllowedAddress(url, allowHttpLoopback)) throw new FederationError("address-not-allowed");
    if (!mayReach(url, reach)) throw new FederationError("address-not-public");
    const caller = init?.signal ?? (input instanceof Request ? input.signal : null);
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(new FederationError("timed-out", url.origin)), timeoutMs);
    const signal = caller ? AbortSignal.any([end.signal, caller]) : end.signal;
    try {
      // Node's types and the library's differ only in the dispatcher, which is set here.
      const asked = (input instanceof Request ? await partsOf(input, init) : init) as unknown as SentInit;
      const response = await send(url, { ...asked, signal, dispatcher });
      refuseRedirect(response, url);
      return await withWholeBody(response, url, maxBytes);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw connectionFailure(error, url);
    } finally {
      clearTimeout(timer);
      // Closes the connection if the answer was refused half way; has no effect after a whole body.
      end.abort();
    }
  };
}

/**
 * Every request leaves through this line. The dispatcher resolves the name once and connects to the address that it
 * checked. Node's own `fetch` accepts no dispatcher of another version, so this is the library's.
 */
function send(target: URL, init: SentInit) {
  return fetch(target, { ...init, redirect: "manual", credentials: "omit" });
}

/** The parts of a Request, because the library accepts only its own Request. */
async function partsOf(request: Request, init: RequestInit | undefined): Promise<RequestInit> {
  const { method, headers } = request;
  const body = request.body === null ? {} : { body: await request.clone().arrayBuffer() };
  return { method, headers: [...headers] as [string, string][], ...body, ...init };
}

/**
 * Refuses redirects: one could lead to an address that the check refuses, and would carry the request's credentials. No
 * endpoint that is requested here has a reason to redirect: RFC 9110, section 15.4.
 */
type Answered = Awaited<ReturnType<typeof fetch>>;

function refuseRedirect(response: Answered, url: URL): void {
  const hidden = response.type === "opaqueredirect";
  if (hidden || (response.status >= 300 && response.status < 400)) {
    throw new FederationError("redirect-refused", url.origin);
  }
}

/** The same answer with its whole body. The length is counted, because the header can be wrong or missing. */
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
  // They describe the bytes on the wire, which fetch has decoded.
  headers.delete("content-encoding");
  headers.delete("content-length");
  const { status, statusText } = response;
  const mayHaveBody = status !== 204 && status !== 205;
  return new Response(mayHaveBody ? Buffer.concat(chunks) : null, { status, statusText, headers });
}
