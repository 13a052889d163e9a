import { describe, expect, it } from "vitest";
import type { ConsentSubmission } from "./decide-form";
import { decisionToken } from "./decision-token";

const secret = "0123456789abcdef0123456789abcdef";
const form: ConsentSubmission = {
  intent: "accept",
  shown: "hash of the text",
  request: "hash of the request",
  language: "en",
  granted: ["v1:email", "v1:name"],
  typed: { phone_number: "+44 7700 900101" },
};
const tokenOf = (changes: Partial<ConsentSubmission> = {}) => decisionToken({ ...form, ...changes }, secret);

describe("decisionToken", () => {
  it("is the same for the same answer, with 256 bits", () => {
    expect(tokenOf()).toBe(tokenOf({ granted: [...form.granted], typed: { ...form.typed } }));
    expect(tokenOf()).toMatch(/^[\w-]{43}$/);
  });

  it.each<Partial<ConsentSubmission>>([
    { intent: "later" },
    { intent: "language", to: "de" },
    { shown: "another text" },
    { request: "another request" },
    { language: "de" },
    { granted: ["v1:email"] },
    { granted: ["v1:email", "v1:name", "v1:phone_number"] },
    { granted: ["v1:email,v1:name"] },
    { typed: {} },
    { typed: { phone_number: "+44 7700 900102" } },
    { typed: { name: "+44 7700 900101" } },
  ])("is another one for another answer: %j", (changes) => {
    expect(tokenOf(changes)).not.toBe(tokenOf());
  });

  it("is another one in another installation", () => {
    expect(decisionToken(form, secret.toUpperCase())).not.toBe(tokenOf());
  });
});
