import ipaddr from "ipaddr.js";
import { headers } from "next/headers";
import { env } from "./env";

/**
 * The address that a request came from, as far as it can be believed, or null: each proxy adds the address that it saw to
 * the end of X-Forwarded-For, so the one that our outermost proxy added stands `proxies` places from the end, and what
 * stands before it anybody can write. Without a proxy nobody can be told from anybody else.
 */
export function clientAddress(forwardedFor: string | null, proxies: number): string | null {
  const seen = (forwardedFor ?? "").split(",").map((part) => part.trim());
  const address = proxies > 0 ? seen.at(-proxies) : undefined;
  return address !== undefined && ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}

/** Its network. An IPv6 address stands for its /64, of which one customer has them all (RFC 6177, section 2). */
export function clientNetwork(forwardedFor: string | null, proxies: number): string {
  const address = clientAddress(forwardedFor, proxies);
  if (address === null) return "unknown";
  if (ipaddr.IPv4.isValid(address)) return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toNormalizedString()}/64`;
}

/** From where this request came, or null where no proxy of ours says so. */
export const requestAddress = async (): Promise<string | null> =>
  clientAddress((await headers()).get("x-forwarded-for"), env().trustedProxies);
