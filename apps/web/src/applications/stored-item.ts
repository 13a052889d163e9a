import { createHash } from "node:crypto";
import { openSecret, sealSecret } from "@assent/crypto/seal";
import type { AdapterPayload } from "oidc-provider";

/** What is stored of an id. */
export const idHash = (id: string): string => createHash("sha256").update(`oidc-item:${id}`).digest("hex");

/**
 * What is stored of an item of the provider. The payload is sealed with the item's own id, and the row has only hashes of
 * ids, so a reader of the database cannot use a token or read a request, not even its `login_hint`. `text`: the payload
 * as JSON.
 */
export const storedItem = (
  model: string,
  id: string,
  { text, grantId }: { readonly text: string; readonly grantId: string | null },
) => ({
  model,
  idHash: idHash(id),
  payloadSealed: sealSecret(text, sealOf(model, id)),
  grantHash: grantId === null ? null : idHash(grantId),
});

/** The payload of a stored item. Errors: those of openSecret, for another id or model. */
export const openedItem = (model: string, id: string, payloadSealed: string): AdapterPayload =>
  JSON.parse(openSecret(payloadSealed, sealOf(model, id))) as AdapterPayload;

/**
 * Every id is 43 characters: the library's random ids, the hashes of its replay detection, and the tokens of sessions.
 * So each is long enough for a secret.
 */
const sealOf = (model: string, id: string) => ({ secret: id, context: `oidc-item:${model}` });
