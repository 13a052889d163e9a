import type { CloseResult } from "@assent/database/provisioning/close-account";
import { expect, it } from "vitest";
import { afterClosing, afterFailure, afterLeaving, type Ending, type StoringFailure, withoutPrompt } from "./endings";

const leave = (to: string): Ending => ({ kind: "leave", to });
const ended = leave("/consent/ended");
const disabled = leave("/consent/no-account?reason=provider-disabled");

const unreachable = leave("/consent/no-account?reason=no-organisation");

const failures: Record<StoringFailure, Ending> = {
  "purposes-changed": { kind: "show-again", reason: "changed" },
  "provider-disabled": disabled,
  "no-organisation": unreachable,
  "link-invalid": { kind: "show-again", reason: "setup-gone" },
  "already-used": ended,
  expired: ended,
  "identity-exists": ended,
  "not-active": ended,
};

it.each(Object.entries(failures))("not stored because %s", (code, ending) => {
  expect(afterFailure(code as StoringFailure)).toEqual(ending);
});

it.each([
  ["refuse", true, "/consent/declined?from=a%26b"],
  ["leave-notice", true, "/consent/declined?told=1&from=a%26b"],
  ["leave-unchanged", true, "/consent/left"],
  ["refuse", false, "/consent/ended"],
  ["leave-notice", false, "/consent/ended"],
  ["leave-unchanged", false, "/consent/ended"],
] as const)("%s, still open: %s", (how, wasOpen, page) => {
  expect(afterLeaving(how, { wasOpen, providerSlug: "a&b" })).toEqual(leave(page));
});

type ClosingFailure = Exclude<CloseResult, { ok: true }>["code"];
const closings: Record<ClosingFailure, Ending> = {
  "last-administrator": { kind: "stay", to: "/consent/close" },
  "not-active": ended,
  "already-used": ended,
  self: ended,
  "not-allowed": ended,
};

it.each(Object.entries(closings))("not closed because %s", (code, ending) => {
  expect(afterClosing({ ok: false, code: code as ClosingFailure })).toEqual(ending);
});

it("closed", () => {
  expect(afterClosing({ ok: true, receiptId: null })).toEqual(leave("/closed"));
});

it.each([
  ["none", ended],
  ["ended", ended],
  ["provider-disabled", disabled],
  ["no-organisation", unreachable],
] as const)("no prompt: %s", (state, ending) => {
  expect(withoutPrompt(state)).toEqual(ending);
});
