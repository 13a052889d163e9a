import ipaddr from "ipaddr.js";
import { headers } from "next/headers";
import { env } from "./env";

/**
 * The address that a request came from, or null if it cannot be trusted. Each proxy appends the address that it saw to
 * X-Forwarded-For. So the entry of our outermost proxy is `proxies` places from the end, and anyone can write what
 * comes before it. Without a proxy, requests cannot be told apart.
 */
export function clientAddress(forwardedFor: string | null, proxies: number): string | null {
  const seen = (forwardedFor ?? "").split(",").map((part) => part.trim());
  const address = proxies > 0 ? seen.at(-proxies) : undefined;
  return address !== undefined && ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}

/** What apps/web/edge.mjs writes into each request: the address of the other end of the connection. */
const peerHeader = "x-assent-peer";

/**
 * The network that a request's sign-ins are counted for. If no proxy is configured, it is the other end of the
 * connection together with X-Forwarded-For, because behind an undeclared proxy all people have the same connection.
 * The header can be forged, but a forged value uses up only its own attempts.
 */
export function countedNetwork(headers: Pick<Headers, "get">, proxies: number): string {
  const forwarded = headers.get("x-forwarded-for");
  if (proxies > 0) return clientNetwork(forwarded, proxies);
  return [clientNetwork(headers.get(peerHeader), 1), ...(forwarded === null ? [] : [forwarded])].join(" ");
}

/**
 * The network of that address. An IPv6 address counts as its /64, because one customer has all of it (RFC 6177, section
 * 2).
 */
export function clientNetwork(forwardedFor: string | null, proxies: number): string {
  const address = clientAddress(forwardedFor, proxies);
  if (address === null) return "unknown";
  if (ipaddr.IPv4.isValid(address)) return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toNormalizedString()}/64`;
}

/** The address that this request came from, or null if our proxies do not name it. */
export const requestAddress = async (): Promise<string | null> =>
  clientAddress((await headers()).get("x-forwarded-for"), env().trustedProxies);
