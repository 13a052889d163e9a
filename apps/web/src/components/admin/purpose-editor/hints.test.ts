import { describe, expect, it } from "vitest";
import { emptyDraft } from "./draft";
import type { EditorWorld, StoredPurpose } from "./editor-types";
import { hintsFor } from "./hints";

const attribute = (key: string, selfAssertable: boolean) => ({
  ...{ key, label: key.toUpperCase(), selfAssertable },
  type: "text" as const,
  sensitive: false,
});
const world: EditorWorld = {
  organisation: "Acme",
  attributes: [attribute("email", true), attribute("badge", false)],
  senders: [
    { name: "One", sends: ["email"] },
    { name: "Two", sends: [] },
  ],
  somebodyIsKnown: false,
};
const row = (key: string, mandatory = false, reason = "") => ({ key, mandatory, reason });
const draft = (...attributes: ReturnType<typeof row>[]) => ({ ...emptyDraft, name: "News", attributes });

function stored(people: number, ...attributes: ReturnType<typeof row>[]): StoredPurpose {
  const asked = attributes.map(({ key, mandatory }) => ({ key, mandatory, reasons: {} }));
  const text = { name: "News", description: "", details: null };
  const retention = { kind: "account-closed" } as const;
  const ids = { purposeId: "p", versionId: "v", number: 4, position: 1 };
  const version = { ...ids, retention, legalNote: null, texts: { en: text }, attributes: asked, askFrom: null };
  return { id: "p", draft: draft(...attributes), version, people, isPublished: true };
}

const kinds = (...of: Parameters<typeof hintsFor>) => hintsFor(...of).map(({ kind }) => kind);

describe("hintsFor", () => {
  it("says what it means when providers do not send an attribute", () => {
    const label = "BADGE";
    expect(hintsFor(draft(row("badge")), null, world)).toContainEqual({
      ...{ kind: "not-sent", label, providers: null, effect: "no-box" },
    });
    expect(hintsFor(draft(row("badge", true, "x")), null, world)).toContainEqual({
      ...{ kind: "not-sent", label, providers: null, effect: "blocked" },
    });
    expect(hintsFor(draft(row("email", true, "x")), null, world)).toContainEqual({
      ...{ kind: "not-sent", label: "EMAIL", providers: ["Two"], effect: "typed" },
    });
  });

  it("says nothing about sending while there is nobody to send", () => {
    expect(kinds(draft(row("badge")), null, { ...world, senders: [] })).toEqual(["next-sign-in"]);
  });

  it("asks for a reason, and says when all are there", () => {
    const sent = { ...world, senders: [{ name: "One", sends: ["email", "badge"] }] };
    expect(kinds(draft(row("email", true, " "), row("badge", true, "x")), null, sent)).toEqual([
      "no-reason",
      "next-sign-in",
    ]);
    expect(kinds(draft(row("email", true, "x")), null, sent)).toEqual(["next-sign-in", "reasons-filled"]);
  });

  it("says whom a change affects, and that it is looked at before anybody is asked", () => {
    const before = stored(12, row("email"));
    const sent = { ...world, senders: [{ name: "One", sends: ["email", "badge"] }] };
    expect(kinds(before.draft, before, sent)).toEqual([]);
    expect(hintsFor({ ...before.draft, name: "Newer" }, before, sent)).toEqual([
      { kind: "people", people: 12 },
      { kind: "review" },
    ]);
    expect(kinds(draft(row("email"), row("badge")), stored(0, row("email")), sent)).toEqual(["review"]);
  });

  it("says of a new purpose when it is asked at once, and when it is looked at first", () => {
    const sent = { ...world, senders: [{ name: "One", sends: ["email"] }] };
    expect(kinds(draft(row("email")), null, sent)).toEqual(["next-sign-in"]);
    expect(kinds(draft(row("email")), null, { ...sent, somebodyIsKnown: true })).toEqual(["review"]);
  });
});
