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
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/** Whether the host of this address, where it is an address itself, may be asked. A name says nothing yet: `lookupWithin`. */
export function mayReach(url: URL, { allowLoopback, allowHosts }: Reach): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(host) || allowHosts.includes(host)) return true;
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
      const within = ({ address }: { address: string }) =>
        isPublicAddress(address) || (own && ipaddr.process(address).range() === "loopback");
      if (!allowHosts.includes(host.toLowerCase()) && !addresses.every(within)) {
        return done(new FederationError("address-not-public"), []);
      }
      if (options.all) return done(null, addresses);
      const [first] = addresses;
      return first ? done(null, first.address, first.family) : done(new FederationError("unreachable"), []);
    });
  };
}
