import { describe, expect, it } from "vitest";
import { type BulkAccount, type BulkAction, bulkStateOf } from "./bulk";

const account = (more: Partial<BulkAccount> = {}): BulkAccount => ({
  ...{ status: "active", sessions: 1, own: false },
  ...more,
});

describe("the state of an account before a bulk action", () => {
  it.each<[BulkAction, Partial<BulkAccount>, ReturnType<typeof bulkStateOf>]>([
    ["suspend", {}, "to-do"],
    ["suspend", { sessions: 0 }, "to-do"],
    ["suspend", { status: "suspended" }, "done"],
    ["suspend", { status: "closed" }, "closed"],
    ["suspend", { own: true }, "own"],
    ["restore", { status: "suspended" }, "to-do"],
    ["restore", {}, "done"],
    ["restore", { status: "closed" }, "closed"],
    ["end-sessions", {}, "to-do"],
    ["end-sessions", { sessions: 0 }, "done"],
    ["end-sessions", { status: "suspended", sessions: 0 }, "done"],
    ["end-sessions", { status: "closed", sessions: 0 }, "closed"],
    ["end-sessions", { own: true }, "own"],
  ])("%s %o: %s", (act, more, bulkState) => {
    expect(bulkStateOf(act, account(more))).toBe(bulkState);
  });
});
