import { writeClaimPath } from "@assent/consent/claims/claim-path";
import type { ManagedProvider } from "../queries";
import { below } from "@/ui/form/posted-form";
import { formText } from "@/ui/form/form-text";

const choices = ["jitMode", "syncPolicy", "purposesMode"] as const;
const noticeTexts = ["noticeName", "noticeBasis", "noticeText", "noticeDays", "noticeList"] as const;

/** The stored provisioning as fields of the form: boxes are "on", lists have one entry a line. */
export function shownProvisioning(
  provider: Pick<ManagedProvider, (typeof choices)[number] | "purposes" | "conditions" | "notice">,
): Record<string, string> {
  const { jitMode, syncPolicy, purposesMode, purposes, conditions, notice } = provider;
  const domains = conditions.flatMap((one) => (one.kind === "email-domain" ? one.allowed : []));
  const age = conditions.find((one) => one.kind === "age");
  const claims = conditions.filter((one) => one.kind === "claim");
  return {
    jitMode,
    noticeName: notice?.name ?? "",
    noticeBasis: notice?.lawful ?? "",
    noticeText: notice?.description ?? "",
    noticeDays: notice?.retentionDays?.toString() ?? "",
    noticeList: notice ? (notice.attributes.length > 0 ? "listed" : "none") : "",
    ...Object.fromEntries((notice?.attributes ?? []).map((key) => [`told.${key}`, "on"])),
    syncPolicy,
    purposesMode,
    ...Object.fromEntries(purposes.map((id) => [`purpose.${id}`, "on"])),
    emailVerified: conditions.some(({ kind }) => kind === "email-verified") ? "on" : "",
    domains: domains.join("\n"),
    minimumAge: age ? String(age.years) : "",
    asksAge: age?.asks ? "on" : "",
    ...Object.fromEntries(
      claims.flatMap(({ path, allowed }, index) => [
        [`claim.${index}`, writeClaimPath(path)],
        [`allowed.${index}`, allowed.join("\n")],
      ]),
    ),
  };
}

/** The typed fields, as the form shows them again. */
export function typedProvisioning(data: FormData): Record<string, string> {
  const names = [...choices, ...noticeTexts, "emailVerified", "domains", "minimumAge", "asksAge"];
  const rows = [...data.keys()].filter((name) => /^(purpose|told|claim|allowed)\./.test(name));
  return Object.fromEntries([...names, ...rows].map((name) => [name, formText(data, name)]));
}

/** The typed fields as the input of the guarded action. */
export function provisioningOf(typed: Readonly<Record<string, string>>) {
  const rows = Object.keys(typed).filter((name) => name.startsWith("claim."));
  return {
    ...Object.fromEntries([...choices, ...noticeTexts].map((name) => [name, typed[name]])),
    purposes: boxesOf("purpose.", typed),
    told: boxesOf("told.", typed),
    emailVerified: typed["emailVerified"] === "on",
    domains: typed["domains"],
    minimumAge: typed["minimumAge"],
    asksAge: typed["asksAge"] === "on",
    claims: rows.map((_, index) => ({ path: typed[`claim.${index}`] ?? "", allowed: typed[`allowed.${index}`] ?? "" })),
  };
}

/** The path of an issue in that input → the field of the form. */
export const provisioningField = (path: string): string | null =>
  below("provisioning")(path)
    ?.replace(/^claims\.(\d+)\.path$/, "claim.$1")
    .replace(/^claims\.(\d+)\.allowed$/, "allowed.$1") ?? null;

/** The names of the ticked boxes, without the prefix. */
const boxesOf = (start: string, typed: Readonly<Record<string, string>>): string[] =>
  Object.keys(typed).flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : []));
