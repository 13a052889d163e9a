import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { isLoopback } from "./address.ts";
import { FederationError } from "./federation-error.ts";

export interface Reach {
  /** This machine may be reached by its own names, for trying things out. */
  readonly allowLoopback: boolean;
  /** Hosts that may be anywhere, by their names in lower case: providers of the operator's own network. */
  readonly allowHosts: readonly string[];
  /** How names become addresses: the system's way when not given. */
  readonly resolve?: typeof systemLookup;
}

/**
 * Whether an address is one of the public Internet. Private, shared, link-local (where clouds keep their metadata),
 * loopback, multicast and reserved ones are not, nor those that carry an IPv4 address inside, which could be any of them.
 * Ranges of https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-; RFC 6890.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // Of IPv6 only 2000::/3 is given out (https://www.iana.org/assignments/ipv6-address-space).
  const isGivenOut = parsed.kind() === "ipv4" || parsed.match(ipaddr.parseCIDR("2000::/3"));
  return isGivenOut && parsed.range() === "unicast";
}

/** What no network of one's own is at either: where clouds keep their metadata (RFC 3927; RFC 4291, section 2.5.6). */
const isLinkLocal = (address: string) => ipaddr.isValid(address) && ipaddr.process(address).range() === "linkLocal";

/** Whether the host of this address, where it is an address itself, may be asked. A name says nothing yet: `lookupWithin`. */
export function mayReach(url: URL, { allowLoopback, allowHosts }: Reach): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(host)) return true;
  if (allowHosts.includes(host)) return !isLinkLocal(host);
  return isPublicAddress(host) || (allowLoopback && isLoopback(url));
}

/**
 * Looks a name up for a connection: what it gives back is what is connected to, so an answer that changes afterwards (DNS
 * rebinding) changes nothing. A name with one address that is not public is refused whole.
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
