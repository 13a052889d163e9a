import { organisationOnly } from "@assent/consent/purpose/purpose";
import type { UserDetail } from "@assent/database/users/user-detail";
import { describe, expect, it } from "vitest";
import { canObjectTo, storedPurposes } from "./stored-purposes";

const decided = new Date("2026-02-04T09:12:26Z");
const stored = new Date("2026-02-05T10:00:00Z");

const version = (purposeId: string, texts: Record<string, string>): UserDetail["versions"][number] => ({
  ...{
    purposeId,
    versionId: `${purposeId}-3`,
    number: 3,
    position: 1,
    basis: { kind: "consent" as const },
    recipients: organisationOnly,
    askFrom: null,
    attributes: [],
  },
  retention: { kind: "withdrawn" },
  texts: Object.fromEntries(
    Object.entries(texts).map(([language, name]) => [
      language,
      { name, description: `Why ${name}`, details: null, legalNote: null },
    ]),
  ),
});

type Decision = UserDetail["decisions"][number];
const decision = (purposeId: string, attribute: string, state: Decision["state"], holds: boolean): Decision => ({
  ...{
    purposeId,
    versionId: `${purposeId}-3`,
    attribute,
    dropped: false,
    state,
    mandatory: attribute === "email",
    basis: null,
    needed: attribute === "email",
  },
  source: holds ? "provider" : null,
  grant: holds ? { grantedAt: decided, expiresAt: null } : null,
  decidedAt: decided,
  receiptNumber: "7Q4K-2M9X",
  receiptKind: "consent",
  unusable: attribute === "gender",
});

const value = (attribute: string, text: string, providerName: string | null): UserDetail["values"][number] => ({
  ...{ attribute, value: text, providerName, createdAt: stored, refreshedAt: null, missingSince: null },
  unusableSince: null,
  source: providerName === null ? "self" : "provider",
  accountUrl: providerName === null ? null : "https://provider.example/account",
});

const user = {
  asked: [],
  objections: new Map<string, Date>(),
  mayEnter: (key: string) => key !== "email",
  values: [value("email", "a@example.org", "Demo University"), value("name", "Alice", null)],
  versions: [
    version("recovery", { en: "Account recovery", de: "Zugang retten" }),
    version("greeting", { fr: "Salut" }),
  ],
  decisions: [
    decision("recovery", "email", "granted", true),
    decision("recovery", "phone_number", "denied", false),
    decision("recovery", "nickname", "not-sent", false),

    decision("recovery", "gender", "granted", false),
    decision("greeting", "name", "granted", true),
    decision("greeting", "email", "denied", false),
  ],
};
const asSent = { refreshedAt: null, missingSince: null, unusableSince: null, expiresAt: null, canCorrect: false };
const held = storedPurposes(user, (key) => key.toUpperCase(), ["de", "en"]);
const item = (purpose: number, attribute: string) => held[purpose]?.items.find((one) => one.attribute === attribute);

describe("storedPurposes", () => {
  it("says of each stored value where it came from and since when", () => {
    expect(item(0, "email")).toEqual({
      ...{ attribute: "email", label: "EMAIL", mandatory: true, needed: true, state: "stored", decidedAt: decided },
      stored: {
        ...{ value: "a@example.org", source: "provider", providerName: "Demo University", since: stored, ...asSent },
        accountUrl: "https://provider.example/account",
      },
      ...{ basis: null, reason: null, usedElsewhere: false, canAgree: false },
    });
    expect(item(1, "name")?.stored).toEqual({
      ...{ value: "Alice", source: "self", providerName: null, since: stored },
      ...{ ...asSent, canCorrect: true, accountUrl: null },
    });
  });

  it.each([
    ["email", false],
    ["name", true],
  ])(
    "names no provider for a default of %s, which can be corrected if it may be entered: %s",
    (attribute, canCorrect) => {
      const values = [{ ...value(attribute, "set", "Demo University"), source: "default" as const }];
      const all = storedPurposes({ ...user, values }, String, ["en"]).flatMap(({ items }) => items);
      const found = all.find((one) => one.attribute === attribute && one.stored);
      expect(found?.stored).toMatchObject({ source: "default", providerName: null, canCorrect });
    },
  );

  it("has no value for what was refused, not sent, or is no longer agreed to", () => {
    expect(item(0, "phone_number")).toMatchObject({ state: "denied", stored: null });
    expect(item(0, "nickname")).toMatchObject({ state: "not-sent", stored: null });
    expect(item(0, "gender")).toMatchObject({ state: "ended", stored: null });
  });

  it("distinguishes an unusable value from one that was not sent", () => {
    const decisions = [{ ...decision("recovery", "nickname", "not-sent", false), unusable: true }];
    const [purpose] = storedPurposes({ ...user, decisions }, String, ["en"]);
    expect(purpose?.items).toMatchObject([{ state: "unusable", stored: null }]);
  });

  it("distinguishes a withdrawal from a refusal, and knows what can still be agreed to", () => {
    const [withdrawn] = user.decisions.slice(1, 2).map((one) => ({ ...one, receiptKind: "withdrawal" as const }));
    const attributes = [{ key: "phone_number", mandatory: false, reasons: {} }];
    const asked = [{ ...version("recovery", {}), attributes }];
    const [purpose] = storedPurposes({ ...user, asked, decisions: withdrawn ? [withdrawn] : [] }, String, ["en"]);
    expect(purpose?.items).toMatchObject([{ state: "withdrawn", canAgree: true }]);
  });

  it("shows no value under a purpose that it was refused for, even if another purpose has it", () => {
    expect(item(1, "email")).toMatchObject({ state: "denied", stored: null, usedElsewhere: true });
  });

  it("says that a granted value is awaited if it is not stored", () => {
    const [purpose] = storedPurposes({ ...user, values: [] }, String, ["en"]);
    expect(purpose?.items[0]).toMatchObject({ attribute: "email", state: "waiting", stored: null });
  });

  it("keeps the order of the decisions and takes the first available language", () => {
    expect(held.map(({ id, name, description, version: number }) => [id, name, description, number])).toEqual([
      ["recovery", "Zugang retten", "Why Zugang retten", 3],
      ["greeting", "Salut", "Why Salut", 3],
    ]);
    expect(held[0]?.items.map(({ attribute }) => attribute)).toEqual(["email", "phone_number", "nickname", "gender"]);
  });

  it("says that a newer version has other words", () => {
    const [recovery] = user.versions;
    const asked = [{ ...version("recovery", { en: "Getting back in" }), versionId: "recovery-4", number: 4 }];
    const [first, second] = storedPurposes({ ...user, asked }, String, ["en"]);
    expect(first?.reworded).toEqual({ from: recovery, to: asked[0] });
    expect(second?.reworded).toBeNull();
    expect(storedPurposes({ ...user, asked: user.versions }, String, ["en"])[0]?.reworded).toBeNull();
  });

  it("lets a person object only where the legal basis allows it, once, and to what is kept", () => {
    const told = (lawful: "contract" | "public-task" | "legitimate-interests") => {
      const basis = { kind: "notice" as const, providerId: "university", lawful };
      const versions = [{ ...version("recovery", { en: "Account recovery" }), basis }];
      return (more: Partial<typeof user>) =>
        storedPurposes({ ...user, versions, ...more }, String, ["en"]).map(canObjectTo);
    };
    expect(held.map(canObjectTo)).toEqual([false, false]);
    expect(told("contract")({})).toEqual([false]);
    expect(told("public-task")({})).toEqual([true]);
    expect(told("legitimate-interests")({})).toEqual([true]);
    expect(told("public-task")({ objections: new Map([["recovery", decided]]) })).toEqual([false]);
    const ended = user.decisions.map((one) => ({ ...one, grant: null }));
    expect(told("public-task")({ decisions: ended })).toEqual([false]);
  });

  it("says of a detail on another legal basis which, and why, and what it means for objecting and agreeing", () => {
    const reasons = { en: "To bill you.", de: "Für die Rechnung." };
    const told = (basis: "contract" | "legitimate-interests") => {
      const attributes = [{ key: "email", mandatory: false, basis, reasons }];
      const versions = [{ ...version("recovery", { de: "Mitglied", en: "Member" }), attributes }];
      const decisions = [{ ...decision("recovery", "email", "granted", true), basis, mandatory: false, needed: false }];
      const [purpose] = storedPurposes({ ...user, versions, decisions, asked: versions }, String, ["de", "en"]);
      return purpose;
    };
    const [contract, interests] = [told("contract"), told("legitimate-interests")];
    expect(contract?.items).toMatchObject([{ basis: "contract", reason: "Für die Rechnung.", canAgree: false }]);
    expect([contract, interests].map((purpose) => purpose && canObjectTo(purpose))).toEqual([false, true]);
  });

  it("leaves out a decision about an unknown version", () => {
    expect(storedPurposes({ ...user, versions: [] }, String, ["en"])).toEqual([]);
  });
});
