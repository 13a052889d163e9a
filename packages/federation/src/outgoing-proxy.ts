import { type buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { proxyFailure } from "./connection-failure.ts";
import { lookupWithin, type Reach } from "./public-address.ts";

/** A proxy for requests that leave this machine, as HTTPS_PROXY and NO_PROXY name it. Empty texts: none. */
export interface OutgoingProxy {
  /** Its address, like http://proxy.example:3128; may hold a user name and password for it. */
  readonly url: string;
  /** Hosts that are reached without it, with commas or spaces between them. They include their subdomains. */
  readonly except: string;
}

export const noProxy: OutgoingProxy = { url: "", except: "" };

/**
 * How requests leave. Without a proxy, a name is resolved once, and the connection goes to the address that was checked.
 * Through a proxy it is the proxy that resolves names, so that its own rules decide which addresses can be reached; the
 * proxy may be at a private address. Plain http, which is for this machine only, never goes through it.
 */
export function outgoingDispatcher(reach: Reach, { url, except }: OutgoingProxy): Dispatcher {
  return new EnvHttpProxyAgent({
    connect: { lookup: lookupWithin(reach) },
    // Given even where they are empty, because the library reads the environment otherwise.
    httpProxy: "",
    httpsProxy: url,
    noProxy: except,
    clientFactory: (origin, options) => new Pool(origin, { ...options, connect: toldApart(origin, options) }),
  });
}

/** Connects to the proxy as the library would, and says so if that fails: the provider did nothing wrong. */
function toldApart(proxy: URL, options: object): buildConnector.connector {
  const { connect } = options as { connect: buildConnector.connector };
  return (target, done) =>
    connect(target, (...[error, socket]) => (error ? done(proxyFailure(error, proxy), null) : done(null, socket)));
}
