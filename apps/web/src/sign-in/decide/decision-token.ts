import { createHmac } from "node:crypto";
import { deriveKey } from "@assent/crypto/seal";
import type { ConsentSubmission } from "./decide-form";

/**
 * The session token of one answer to one pending sign-in. If the same form arrives twice, both requests lead into the
 * same session, and another answer leads into none. `request` is the hash of the pending sign-in's 128 random bits, and
 * the key is of this installation only, so no one else can compute it. Before a session is given out for it, the request
 * must hold the sealed cookie of that sign-in. `granted` and `typed` are in the order of the form.
 */
export function decisionToken(form: ConsentSubmission, secret: string): string {
  const { intent, to = null, shown, request, language, granted, typed } = form;
  const answer = [intent, to, shown, request, language, granted, Object.entries(typed)];
  return createHmac("sha256", deriveKey(secret, "assent decision session v1", 32))
    .update(JSON.stringify(answer))
    .digest("base64url");
}
