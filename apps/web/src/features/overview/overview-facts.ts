import { type RoundedCountValue, roundCount } from "@assent/consent/counts/shown-counts";
import type { WaitingPeople } from "@assent/database/audit/decision-days";
import type { Event } from "@assent/database/audit/events";
import type { EventType } from "@assent/database/schema/event";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";

import type { Purpose } from "@assent/database/purposes/purposes";
import type { SavedController } from "@assent/database/settings/settings";

/** Something that an administrator should act on. */
export type AttentionItem =
  | {
      readonly kind:
        "no-controller" | "unreachable" | "no-contact" | "no-privacy-notice" | "no-purpose" | "no-provider";
    }
  /** Sign-ins through it failed today or yesterday. */
  | { readonly kind: "failing"; readonly providerId: string; readonly name: string; readonly count: RoundedCountValue }
  /** People who agreed to it and are asked again at their next sign-in. */
  | { readonly kind: "waiting"; readonly purposeId: string; readonly name: string; readonly count: RoundedCountValue }
  | { readonly kind: "not-asked"; readonly purposeId: string; readonly name: string }
  /** `label`: the names of the languages. */
  | { readonly kind: "not-translated"; readonly purposeId: string; readonly name: string; readonly label: string }
  | { readonly kind: "never-sent"; readonly purposeId: string; readonly name: string; readonly label: string };

export interface LatestEvent {
  readonly id: string;
  readonly at: Date;
  readonly type: Exclude<EventType, "refused">;
  /** The provider or purpose it is about, by name. */
  readonly about: string | null;
  readonly purposeId: string | null;
  /** For an account: how many of the asked details the person agreed to. */
  readonly agreed: { readonly granted: number; readonly asked: number } | null;
}

const latestShown = 8;

/** Too frequent to list here; the person's receipts have them. */
const quiet: ReadonlySet<EventType> = new Set(["denied", "refreshed", "chained"]);

/** Single refusals are left out: with their time, they would reveal what the rounded count hides. */
export function latestOf(
  events: readonly Event[],
  names: ReadonlyMap<string, string>,
  purposes: ReadonlySet<string>,
): LatestEvent[] {
  return events
    .flatMap(({ id, at, type, purposeId, providerId, details }) => {
      if (type === "refused" || quiet.has(type)) return [];
      const named = names.get(purposeId ?? providerId ?? "") ?? details["name"];
      const about = typeof named === "string" ? named : null;
      const linked = purposeId !== null && purposes.has(purposeId) ? purposeId : null;
      const { granted, asked } = details;
      const counted = typeof granted === "number" && typeof asked === "number" && asked > 0;
      return [{ id, at, type, about, purposeId: linked, agreed: counted ? { granted, asked } : null }];
    })
    .slice(0, latestShown);
}

/** The problems of the configuration, the most serious first. */
export function attention(
  controller: Pick<SavedController, "updatedAt" | "mayAsk" | "email" | "privacyNoticeUrl">,
  purposes: readonly Pick<Purpose, "id" | "name" | "status" | "askedBy" | "version">[],
  providers: readonly Pick<IdentityProvider, "enabled" | "jitMode" | "mappings">[],
  labelOf: (attribute: string) => string,
  missingIn: (version: Purpose["version"]) => readonly string[],
): AttentionItem[] {
  const asking = providers.filter(({ enabled, jitMode }) => enabled && jitMode === "ask");
  const live = purposes.filter(({ status }) => status === "live");
  const found: AttentionItem[] = [];
  if (controller.updatedAt === null) found.push({ kind: "no-controller" });
  else {
    if (!controller.mayAsk) found.push({ kind: "unreachable" });
    else if (!controller.email) found.push({ kind: "no-contact" });
    if (!controller.privacyNoticeUrl) found.push({ kind: "no-privacy-notice" });
  }
  if (!providers.some(({ enabled, jitMode }) => enabled && jitMode !== "off")) found.push({ kind: "no-provider" });
  if (live.length === 0 && asking.length > 0) found.push({ kind: "no-purpose" });
  const sent = new Set(asking.flatMap(({ mappings }) => mappings.map(({ attribute }) => attribute)));
  for (const { id: purposeId, name, askedBy, version } of live) {
    const untranslated = missingIn(version);
    if (untranslated.length > 0) {
      found.push({ kind: "not-translated", purposeId, name, label: untranslated.join(", ") });
    }
    if (askedBy.length === 0) found.push({ kind: "not-asked", purposeId, name });
    else if (asking.length > 0) {
      const silent = version.attributes.filter(({ key }) => !sent.has(key));
      found.push(...silent.map(({ key }) => ({ kind: "never-sent" as const, purposeId, name, label: labelOf(key) })));
    }
  }
  return found;
}

/** Problems of sign-ins: providers that fail come first, people who wait to be asked come last. */
export function signInFacts(
  failing: readonly { readonly id: string; readonly name: string; readonly failed: number }[],
  waiting: readonly WaitingPeople[],
): { readonly first: AttentionItem[]; readonly last: AttentionItem[] } {
  return {
    first: failing.map(({ id, name, failed }) => ({
      kind: "failing",
      providerId: id,
      name,
      count: roundCount(failed),
    })),
    last: waiting.map(({ purposeId, name, people }) => ({
      kind: "waiting",
      purposeId,
      name,
      count: roundCount(people),
    })),
  };
}
