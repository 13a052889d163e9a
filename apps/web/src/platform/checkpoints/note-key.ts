import type { NoteKey } from "@assent/transparency/note";
import { signatureTypes } from "@assent/transparency/note";

/** A published key of the ledger as verifiers of signed notes know it: its name is that of the log. */
export const noteKeyOf = (origin: string, { publicKey }: { publicKey: { readonly x: string } }): NoteKey => ({
  name: origin,
  type: signatureTypes.ed25519,
  publicKey: new Uint8Array(Buffer.from(publicKey.x, "base64url")),
});
