import { organisationOnly } from "@assent/consent/purpose/purpose";
import type { UserDetail } from "@assent/database/users/user-detail";
import { describe, expect, it } from "vitest";
import { profileOf } from "./profile";

const at = new Date("2026-02-04T09:12:26Z");
const version = {
  ...{
    purposeId: "p",
    versionId: "v",
    number: 3,
    position: 1,
    basis: { kind: "consent" as const },
    recipients: organisationOnly,
    askFrom: null,
    attributes: [],
  },
  retention: { kind: "account-closed" as const },
  texts: {
    en: { name: "Account recovery", description: "", details: null, legalNote: null },
    de: { name: "Zugang retten", description: "", details: null, legalNote: null },
  },
};
type Decision = UserDetail["decisions"][number];
const decision = (attribute: string, state: Decision["state"], grant: Decision["grant"]): Decision => ({
  ...{
    purposeId: "p",
    versionId: "v",
    attribute,
    mandatory: attribute === "email",
    basis: null,
    needed: attribute === "email",
    state,
    grant,
  },
  source: grant ? "provider" : null,
  decidedAt: at,
  receiptNumber: "7Q4K-2M9X",
  receiptKind: "consent",
  dropped: false,
  unusable: false,
});
const value = (attribute: string, text: string, providerName: string | null): UserDetail["values"][number] => ({
  ...{
    attribute,
    value: text,
    providerName,
    accountUrl: null,
    createdAt: at,
    refreshedAt: null,
    missingSince: null,
    unusableSince: null,
  },
  source: providerName === null ? "self" : "provider",
});

const user: UserDetail = {
  ...{ id: "u", pseudonym: "s", role: "person", status: "active", language: "en", createdAt: at, lastSignInAt: null },
  restriction: null,
  identities: [
    {
      provider: { id: "i", slug: "demo", name: "Demo University", accountUrl: null, enabled: true },
      ...{ subject: "alice", createdAt: at, lastSignInAt: null },
    },
  ],
  values: [value("email", "a@example.org", "Demo University"), value("name", "Alice", null)],
  decisions: [
    decision("email", "granted", { grantedAt: at, expiresAt: null }),
    decision("phone_number", "denied", null),
    decision("nickname", "not-sent", null),
    decision("gender", "granted", null),
    { ...decision("locale", "denied", null), receiptKind: "withdrawal" },
  ],
  versions: [version],
  receipts: [],
};
const profile = profileOf(user, (key) => key.toUpperCase(), ["en"]);

describe("profileOf", () => {
  it("says of each value which purposes cover it", () => {
    expect(profile.values[0]).toMatchObject({
      label: "EMAIL",
      value: "a@example.org",
      providerName: "Demo University",
    });
    expect(profile.values[0]?.coveredBy).toEqual([
      {
        ...{ purposeId: "p", toldBy: null, basis: null, purpose: "Account recovery", version: 3, mandatory: true },
        expiresAt: null,
      },
    ]);
    expect(profile.values[1]?.coveredBy).toEqual([]);
  });

  it("lists what was refused, not sent, or is no longer agreed to, and nothing else", () => {
    expect(profile.missing.map(({ attribute, state }) => [attribute, state])).toEqual([
      ["phone_number", "denied"],
      ["nickname", "not-sent"],
      ["gender", "ended"],
      ["locale", "withdrawn"],
    ]);
    for (const gap of profile.missing) expect(gap).not.toHaveProperty("value");
  });

  it("takes the name only from a stored value", () => {
    expect(profile.name).toBe("Alice");
    expect(profileOf({ ...user, values: [] }, String, ["en"]).name).toBeNull();
  });

  it("masks values, in the heading too", () => {
    const hidden = profileOf(user, String, ["en"], (key) => key === "name");
    expect(hidden.values).toMatchObject([
      { attribute: "email", value: "a@example.org", masked: false },
      { attribute: "name", value: "••••e", masked: true },
    ]);
    expect(hidden.name).toBe("••••e");
    expect(JSON.stringify(hidden)).not.toContain("Alice");
  });

  it("uses the reader's language if the version has it", () => {
    expect(profileOf(user, String, ["de", "en"]).missing[0]?.purpose).toBe("Zugang retten");
    expect(profileOf(user, String, ["fr", "en"]).missing[0]?.purpose).toBe("Account recovery");
  });
});
