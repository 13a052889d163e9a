import ipaddr from "ipaddr.js";

/**
 * The network that a request came from, as far as it can be believed: each proxy adds the address that it saw to the end
 * of X-Forwarded-For, so the one that our outermost proxy added stands `proxies` places from the end, and what stands
 * before it anybody can write. Without a proxy nobody else can be told apart. An IPv6 address stands for its /64, of which
 * one customer has them all (RFC 6177, section 2).
 */
export function clientNetwork(forwardedFor: string | null, proxies: number): string {
  const seen = (forwardedFor ?? "").split(",").map((part) => part.trim());
  const address = proxies > 0 ? seen.at(-proxies) : undefined;
  if (address === undefined || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toNormalizedString()}/64`;
}
