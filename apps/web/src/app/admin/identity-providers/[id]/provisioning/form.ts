import { writeClaimPath } from "@assent/consent/claim-path";
import type { ManagedProvider } from "@/server/identity-providers";
import { textOf } from "../../../posted-text";

const choices = ["jitMode", "syncPolicy", "purposesMode"] as const;

/** The stored provisioning as the form shows it: boxes are "on", lists one entry a line. */
export function shownProvisioning(
  provider: Pick<ManagedProvider, (typeof choices)[number] | "purposes" | "conditions">,
): Record<string, string> {
  const { jitMode, syncPolicy, purposesMode, purposes, conditions } = provider;
  const domains = conditions.flatMap((one) => (one.kind === "email-domain" ? one.allowed : []));
  const claims = conditions.filter((one) => one.kind === "claim");
  return {
    jitMode: jitMode === "ask" ? "ask" : "off",
    syncPolicy,
    purposesMode,
    ...Object.fromEntries(purposes.map((id) => [`purpose.${id}`, "on"])),
    emailVerified: conditions.some(({ kind }) => kind === "email-verified") ? "on" : "",
    domains: domains.join("\n"),
    ...Object.fromEntries(
      claims.flatMap(({ path, allowed }, index) => [
        [`claim.${index}`, writeClaimPath(path)],
        [`allowed.${index}`, allowed.join("\n")],
      ]),
    ),
  };
}

/** What was typed, as the form shows it again. */
export function typedProvisioning(data: FormData): Record<string, string> {
  const names = [...choices, "emailVerified", "domains"];
  const rows = [...data.keys()].filter((name) => /^(purpose|claim|allowed)\./.test(name));
  return Object.fromEntries([...names, ...rows].map((name) => [name, textOf(data, name)]));
}

/** What was typed, as it is saved. */
export function provisioningOf(typed: Readonly<Record<string, string>>) {
  const rows = Object.keys(typed).filter((name) => name.startsWith("claim."));
  return {
    ...Object.fromEntries(choices.map((name) => [name, typed[name]])),
    purposes: Object.keys(typed).flatMap((name) =>
      name.startsWith("purpose.") ? [name.slice("purpose.".length)] : [],
    ),
    emailVerified: typed["emailVerified"] === "on",
    domains: typed["domains"],
    claims: rows.map((_, index) => ({ path: typed[`claim.${index}`] ?? "", allowed: typed[`allowed.${index}`] ?? "" })),
  };
}
