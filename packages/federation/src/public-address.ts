import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { isLoopback } from "./address.ts";
import { FederationError } from "./federation-error.ts";

export interface Reach {
  /** Allows requests to this machine by its own names, for tests. */
  readonly allowLoopback: boolean;
  /** Hosts that may have private addresses, by name in lower case: providers in the operator's own network. */
  readonly allowHosts: readonly string[];
  /** How names are resolved. Default: by the system. */
  readonly resolve?: typeof systemLookup;
}

/**
 * Whether an address belongs to the public Internet. Not public are private, shared, link-local (where clouds have
 * their metadata), loopback, multicast and reserved addresses, and those that contain an IPv4 address, which could be
 * any of these. Ranges of https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-; RFC 6890.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // Only 2000::/3 of IPv6 is assigned (https://www.iana.org/assignments/ipv6-address-space).
  const isGivenOut = parsed.kind() === "ipv4" || parsed.match(ipaddr.parseCIDR("2000::/3"));
  return isGivenOut && parsed.range() === "unicast";
}

/**
 * Link-local addresses, which no operator's network uses for hosts: clouds have their metadata there (RFC 3927; RFC
 * 4291, section 2.5.6).
 */
const isLinkLocal = (address: string) => ipaddr.isValid(address) && ipaddr.process(address).range() === "linkLocal";

/**
 * Whether the host of this URL may be requested, if it is an IP address. Names pass here and are checked by
 * `lookupWithin`.
 */
export function mayReach(url: URL, { allowLoopback, allowHosts }: Reach): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(host)) return true;
  if (allowHosts.includes(host)) return !isLinkLocal(host);
  return isPublicAddress(host) || (allowLoopback && isLoopback(url));
}

/**
 * Resolves a name for a connection. The connection uses exactly the returned address, so an answer that changes later
 * (DNS rebinding) has no effect. A name with even one address that is not public is refused.
 * Errors: FederationError address-not-public; those of the system.
 */
export function lookupWithin({ allowLoopback, allowHosts, resolve = systemLookup }: Reach): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const own = allowLoopback && host === "localhost";
      const named = allowHosts.includes(host.toLowerCase());
      const within = ({ address }: { address: string }) =>
        named
          ? !isLinkLocal(address)
          : isPublicAddress(address) || (own && ipaddr.process(address).range() === "loopback");
      if (!addresses.every(within)) {
        return done(new FederationError("address-not-public"), []);
      }
      if (options.all) return done(null, addresses);
      const [first] = addresses;
      return first ? done(null, first.address, first.family) : done(new FederationError("unreachable"), []);
    });
  };
}
