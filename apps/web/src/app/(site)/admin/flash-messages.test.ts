import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { expect, test, vi } from "vitest";
import { readFlash } from "@/platform/flash-message";
import messages from "@/messages/en/admin.json";
import { flashLists } from "./flash-messages";

const cookie = vi.hoisted(() => ({ value: "" }));
vi.mock("next/headers", () => ({ cookies: async () => ({ get: () => cookie }) }));
vi.mock("@/platform/env", () => ({ env: () => ({ port: 3000, secureCookies: false }) }));

const features = join(import.meta.dirname, "../../../features");
const declaring = readdirSync(features, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("flash-messages.ts"))
  .filter((file) => readFileSync(join(features, file), "utf8").includes("flashMessages("))
  .map((file) => file.replaceAll(sep, "/"));

test("the administration shows the messages of every feature that declares some", async () => {
  expect(declaring.length).toBeGreaterThan(5);
  for (const file of declaring) {
    const [list] = Object.values((await import(/* @vite-ignore */ join(features, file))) as Record<string, unknown>);
    expect(flashLists, file).toContain(list);
  }
});

test("every code has a sentence, and the same tone in every list", () => {
  const tones = new Map<string, string>();
  for (const [code, tone] of flashLists.flatMap((list) => Object.entries(list.tones))) {
    expect(messages.note).toHaveProperty([code]);
    expect(tones.get(code) ?? tone, code).toBe(tone);
    tones.set(code, tone);
  }
});

test.each([
  ["purpose-archived:7ac1b4dd-5f87-4882-9529-aa9480cf6d3f:", { tone: "success", subject: "purpose", reference: null }],
  ["failed::A1B2C3D4", { tone: "warning", id: null, reference: "A1B2C3D4" }],
  ["provider-deleted:<b>:<b>", { tone: "success", subject: "provider", id: null, reference: null }],
])("reads %j", async (value, message) => {
  cookie.value = value;
  expect(await readFlash(flashLists)).toMatchObject({ code: value.split(":")[0], ...message });
});

test.each(["", "<b>", "constructor", "purpose-renamed"])("shows nothing for %j, which no list has", async (value) => {
  cookie.value = value;
  expect(await readFlash(flashLists)).toBeNull();
});
