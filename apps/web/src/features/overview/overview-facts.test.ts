import { organisationOnly } from "@assent/consent/purpose/purpose";
import type { Event } from "@assent/database/audit/events";
import { describe, expect, it } from "vitest";
import { attention, latestOf, signInFacts } from "./overview-facts";

const event = (type: Event["type"], overrides: Partial<Event> = {}): Event => ({
  ...{ id: type, at: new Date(0), type, actorKind: null, actorId: null, pseudonym: null, providerId: null },
  ...{ purposeId: null, receiptId: null, language: null, details: {}, ...overrides },
});

describe("latestOf", () => {
  const names = new Map([["p", "Newsletter"]]);

  it("does not list single refusals, which would reveal what the rounded count hides", () => {
    expect(latestOf([event("refused"), event("provisioned")], names, new Set()).map(({ type }) => type)).toEqual([
      "provisioned",
    ]);
  });

  it("links an existing purpose and only names a deleted one", () => {
    const kept = event("purpose-changed", { purposeId: "p" });
    const gone = event("purpose-deleted", { purposeId: "q", details: { name: "Old" } });
    const latest = latestOf([kept, gone], names, new Set(["p"]));
    expect(latest.map(({ about, purposeId }) => [about, purposeId])).toEqual([
      ["Newsletter", "p"],
      ["Old", null],
    ]);
  });

  it("says how much was agreed to if something was asked", () => {
    const asked = (count: number) => event("provisioned", { details: { granted: 0, asked: count } });
    expect(latestOf([asked(2), asked(0)], names, new Set()).map(({ agreed }) => agreed)).toEqual([
      { granted: 0, asked: 2 },
      null,
    ]);
  });

  it("shows only the newest", () => {
    expect(
      latestOf(
        Array.from({ length: 50 }, () => event("purpose-moved")),
        names,
        new Set(),
      ),
    ).toHaveLength(8);
  });
});

describe("attention", () => {
  const controller = {
    updatedAt: new Date(0),
    mayAsk: true,
    email: "a@example.org",
    privacyNoticeUrl: "https://example.org",
  };
  const provider = { enabled: true, jitMode: "ask" as const, mappings: [{ path: ["email"], attribute: "email" }] };
  const asks = (...keys: string[]) => ({
    ...{ id: "p", name: "News", status: "live" as const, askedBy: [{ id: "i", slug: "demo", name: "Demo" }] },
    version: {
      ...{
        purposeId: "p",
        versionId: "v",
        number: 1,
        position: 1,
        basis: { kind: "consent" as const },
        recipients: organisationOnly,
        askFrom: null,
        texts: {},
      },
      retention: { kind: "account-closed" as const },
      attributes: keys.map((key) => ({ key, mandatory: false, reasons: {} })),
    },
  });
  const kinds = (
    ...[who, purposes, providers]: [typeof controllerLike, ReturnType<typeof asks>[], (typeof provider)[]]
  ) =>
    attention(
      who,
      purposes,
      providers,
      (key) => key.toUpperCase(),
      () => [],
    ).map(({ kind }) => kind);
  const controllerLike: Parameters<typeof attention>[0] = controller;

  it("finds nothing if there is no problem", () => expect(kinds(controller, [asks("email")], [provider])).toEqual([]));

  it.each([
    ["no responsible organisation", { ...controller, updatedAt: null }, ["no-controller"]],
    ["no way to reach it", { ...controller, mayAsk: false, email: null }, ["unreachable"]],
    ["no contact", { ...controller, email: null }, ["no-contact"]],
    ["no notice", { ...controller, privacyNoticeUrl: null }, ["no-privacy-notice"]],
  ])("%s", (_, who, expected) => expect(kinds(who, [asks("email")], [provider])).toEqual(expected));

  it("reports that no provider asks, or that no purpose is live", () => {
    expect(kinds(controller, [asks("email")], [{ ...provider, enabled: false }])).toEqual(["no-provider"]);
    expect(kinds(controller, [], [provider])).toEqual(["no-purpose"]);
    expect(kinds(controller, [{ ...asks("email"), askedBy: [] }], [provider])).toEqual(["not-asked"]);
  });

  it("names an attribute that none of the asking providers sends", () => {
    const label = (key: string) => key.toUpperCase();
    expect(attention(controller, [asks("email", "badge")], [provider], label, () => [])).toEqual([
      { kind: "never-sent", purposeId: "p", name: "News", label: "BADGE" },
    ]);
  });

  it("names the languages that a purpose lacks", () => {
    expect(attention(controller, [asks("email")], [provider], String, () => ["Deutsch", "العربية"])).toEqual([
      { kind: "not-translated", purposeId: "p", name: "News", label: "Deutsch, العربية" },
    ]);
  });
});

describe("signInFacts", () => {
  it("reports failing providers and waiting people rounded down to tens, never one to nine", () => {
    const failing = [
      { id: "p", name: "Contoso", failed: 3 },
      { id: "q", name: "Fabrikam", failed: 27 },
    ];
    const { first, last } = signInFacts(failing, [{ purposeId: "n", name: "News", people: 1001 }]);
    expect(first).toEqual([
      { kind: "failing", providerId: "p", name: "Contoso", count: "few" },
      { kind: "failing", providerId: "q", name: "Fabrikam", count: 20 },
    ]);
    expect(last).toEqual([{ kind: "waiting", purposeId: "n", name: "News", count: 1000 }]);
    expect(signInFacts([], [])).toEqual({ first: [], last: [] });
  });
});
