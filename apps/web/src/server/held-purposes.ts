import type { Retention } from "@assent/consent/purpose";
import type { UserDetail } from "@assent/database/people";

export interface HeldPurpose {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The version that the person last decided on, and when. */
  readonly version: number;
  readonly decidedAt: Date;
  readonly retention: Retention;
  readonly items: readonly HeldItem[];
}

export interface HeldItem {
  readonly attribute: string;
  readonly label: string;
  readonly mandatory: boolean;
  readonly state: "stored" | "denied" | "not-sent" | "ended";
  readonly decidedAt: Date;
  /** Set with `stored`. `providerName` is null for what the person entered. */
  readonly stored: { readonly value: string; readonly providerName: string | null; readonly since: Date } | null;
}

/** Decisions and values, purpose by purpose, in the words of the version that was decided on. */
export function heldPurposes(
  user: Pick<UserDetail, "decisions" | "values" | "versions">,
  labelOf: (attribute: string) => string,
  languages: readonly string[],
): HeldPurpose[] {
  const held = new Map<string, HeldPurpose & { items: HeldItem[] }>();
  for (const decision of user.decisions) {
    const version = user.versions.find(({ versionId }) => versionId === decision.versionId);
    if (!version) continue;
    const language = languages.find((code) => Object.hasOwn(version.texts, code));
    const text = language ? version.texts[language] : Object.values(version.texts)[0];
    const purpose = held.get(decision.purposeId) ?? {
      id: decision.purposeId,
      name: text?.name ?? "",
      description: text?.description ?? "",
      version: version.number,
      decidedAt: decision.decidedAt,
      retention: version.retention,
      items: [],
    };
    held.set(decision.purposeId, purpose);
    purpose.items.push(heldItem(user, decision, labelOf(decision.attribute)));
  }
  return [...held.values()];
}

function heldItem(
  user: Pick<UserDetail, "values">,
  decision: UserDetail["decisions"][number],
  label: string,
): HeldItem {
  const { attribute, mandatory, decidedAt } = decision;
  const value = decision.grant && user.values.find((stored) => stored.attribute === attribute);
  const state = value ? "stored" : decision.state === "granted" ? "ended" : decision.state;
  const stored = value ? { value: value.value, providerName: value.providerName, since: value.createdAt } : null;
  return { attribute, label, mandatory, state, decidedAt, stored };
}
