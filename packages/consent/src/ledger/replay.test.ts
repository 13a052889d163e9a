import { describe, expect, test } from "vitest";
import { type ReplayedEvent, type ReplayedReceipt, replayProblem, type ReplayedGrant } from "./replay.ts";

const day = 86_400_000;
type Item = ReplayedReceipt["items"][number];
const about = { versionId: "v1", purposeId: "p1", attribute: "email", isNotice: false } as const;

const receipt = (order: number, kind: string, state: string, over: Partial<Item> = {}): ReplayedReceipt => ({
  ...{ id: `r${order}`, number: `AAAA-000${order}`, kind, order, at: order * 1000 },
  items: [{ ...about, state, days: null, ...over }],
});

const grant = (order: number, over: Partial<ReplayedGrant> = {}): ReplayedGrant => ({
  ...{ receiptId: `r${order}`, versionId: "v1", purposeId: "p1", attribute: "email", grantedAt: order * 1000 },
  ...{ expiresAt: null, endedAt: null, endReason: null, ...over },
});

const event = (order: number, type: string, details: object, purposeId: string | null = null): ReplayedEvent => ({
  ...{ type, order, at: order * 1000, purposeId, details: { ...details } },
});

const ended = (at: number, endReason: string) => ({ endedAt: at * 1000, endReason });
const given = receipt(1, "consent", "granted");

describe("a replay", () => {
  test.each<[string, ReplayedReceipt[], ReplayedEvent[], ReplayedGrant[], string | null]>([
    ["of nothing", [], [], [], null],
    ["of a consent", [given], [], [grant(1)], null],
    ["of a consent without its grant", [given], [], [], "grant-missing"],
    ["of a grant without a receipt", [], [], [grant(1)], "grant-invented"],
    ["of a refusal", [receipt(1, "consent", "denied")], [], [], null],
    ["of a refusal with a grant", [receipt(1, "consent", "denied")], [], [grant(1)], "grant-invented"],
    ["of what was not sent", [given, receipt(2, "consent", "not-sent")], [], [grant(1)], null],
    ["of a grant twice", [given], [], [grant(1), grant(1)], "grant-invented"],
    ["of another beginning", [given], [], [grant(1, { grantedAt: 999 })], "grant-changed"],
    ["of another legal basis", [given], [], [grant(1, { basis: "contract" })], "grant-changed"],
    [
      "of the legal basis that was shown",
      [receipt(1, "consent", "granted", { basis: "contract" })],
      [],
      [grant(1, { basis: "contract" })],
      null,
    ],
    ["of another purpose", [given], [], [grant(1, { purposeId: "p2" })], "grant-invented"],
    ...(
      [
        [30 * day + 1000, null],
        [30 * day + 1001, "grant-lengthened"],
        [null, "grant-lengthened"],
        [30 * day + 999, "grant-changed"],
      ] as const
    ).map(([expiresAt, problem]): [string, ReplayedReceipt[], ReplayedEvent[], ReplayedGrant[], string | null] => [
      `of thirty days that end at ${expiresAt}`,
      [receipt(1, "consent", "granted", { days: 30 })],
      [],
      [grant(1, { expiresAt })],
      problem,
    ]),
    ["of an end that was not given", [given], [], [grant(1, { expiresAt: 5000 })], "grant-changed"],
    ["of a withdrawal", [given, receipt(2, "withdrawal", "denied")], [], [grant(1, ended(2, "withdrawn"))], null],
    ["of a withdrawal, revived", [given, receipt(2, "withdrawal", "denied")], [], [grant(1)], "grant-revived"],
    [
      "of a withdrawal, at another time",
      [given, receipt(2, "withdrawal", "denied")],
      [],
      [grant(1, ended(3, "withdrawn"))],
      "grant-revived",
    ],
    [
      "of a withdrawal of something else",
      [given, receipt(2, "withdrawal", "denied", { attribute: "name" })],
      [],
      [grant(1, ended(2, "withdrawn"))],
      "grant-ended",
    ],
    ["of a renewal", [given, receipt(2, "consent", "granted")], [], [grant(1, ended(2, "superseded")), grant(2)], null],
    ["of a renewal, with both", [given, receipt(2, "consent", "granted")], [], [grant(1), grant(2)], "grant-revived"],
    [
      "of a withdrawal that was repeated",
      [given],
      [event(2, "withdrawn", { attribute: "email" }, "p1")],
      [grant(1, ended(2, "withdrawn"))],
      null,
    ],
    [
      "of a withdrawal that was repeated, revived",
      [given],
      [event(2, "withdrawn", { attribute: "email" }, "p1")],
      [grant(1)],
      "grant-revived",
    ],
    [
      "of the end of a purpose",
      [given],
      [event(2, "purpose-withdrawn", { grants: 1 }, "p1")],
      [grant(1, ended(2, "purpose-ended"))],
      null,
    ],
    [
      "of the end of a purpose, revived",
      [given],
      [event(2, "purpose-withdrawn", { grants: 1 }, "p1")],
      [grant(1)],
      "grant-revived",
    ],
    [
      "of the end of another purpose",
      [given],
      [event(2, "purpose-withdrawn", { grants: 1 }, "p2")],
      [grant(1, ended(2, "purpose-ended"))],
      "grant-ended",
    ],
    ["of an end without a record", [given], [], [grant(1, ended(2, "purpose-ended"))], "grant-ended"],
    [
      "of an end of the account, which deletes grants",
      [given],
      [],
      [grant(1, ended(2, "account-closed"))],
      "grant-ended",
    ],
    [
      "of a notice that lists less",
      [receipt(1, "notice", "granted", { isNotice: true })],
      [event(2, "expired", { grants: 1 })],
      [grant(1, ended(2, "superseded"))],
      null,
    ],
    [
      "of consent that ends as a notice does",
      [given],
      [event(2, "expired", { grants: 1 })],
      [grant(1, ended(2, "superseded"))],
      "grant-ended",
    ],
    [
      "of a count that is too small",
      [given, receipt(2, "consent", "granted", { attribute: "name" })],
      [event(3, "purpose-withdrawn", { grants: 1 }, "p1")],
      [grant(1, ended(3, "purpose-ended")), grant(2, { attribute: "name", ...ended(3, "purpose-ended") })],
      "grant-ended",
    ],
  ])("%s", (_, receipts, events, stored, problem) => {
    expect(replayProblem(receipts, events, stored)?.problem ?? null).toBe(problem);
  });

  test.each([
    ["expiry", "expired"],
    ["closing", "account-closed"],
    ["purpose-end", "purpose-ended"],
  ])("of a receipt of the kind %s, which names what ended", (kind, reason) => {
    const receipts = [receipt(1, "consent", "granted", { days: 30 }), { ...receipt(2, kind, "ended"), at: 31 * day }];
    const expiring = { expiresAt: 30 * day + 1000 };
    const stored = [grant(1, { ...expiring, endedAt: 31 * day, endReason: reason })];
    expect(replayProblem(receipts, [], stored)).toBeNull();
    expect(replayProblem(receipts, [], [grant(1, expiring)])).toMatchObject({
      problem: "grant-revived",
      receipt: "AAAA-0001",
      attribute: "email",
    });
  });

  test("of a grant that expired before its time, or just while it was being ended", () => {
    const receipts = [receipt(1, "consent", "granted", { days: 1 })];
    const at = (endedAt: number) => {
      const events = [{ ...event(2, "expired", { grants: 1 }), at: endedAt }];
      const stored = [grant(1, { expiresAt: day + 1000, endedAt, endReason: "expired" })];
      return replayProblem(receipts, events, stored)?.problem ?? null;
    };
    expect([at(day / 2), at(day + 999), at(day + 1000), at(2 * day)]).toEqual(["grant-ended", null, null, null]);
  });
});
