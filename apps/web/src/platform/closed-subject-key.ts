import { randomBytes, randomUUID } from "node:crypto";
import { CryptoError } from "@assent/crypto/crypto-error";
import { openSecret, sealSecret } from "@assent/crypto/seal";
import type { Database } from "@assent/database/engine/open";
import { useClosedSubjectKey } from "@assent/database/provisioning/closed-subject";
import { closedSubjectKeyOf, keyClosedSubjects } from "@assent/database/provisioning/closed-subject-key";
import { type Env, SettingsError } from "./env";

/** The place of the key, as additional data of its seal. */
export const closedSubjectKeyContext = (id: string): string => `closed-subject-key:${id}`;

/**
 * Opens the key by which this process recognises closed accounts. Errors: SettingsError where AUTH_SECRET is another one
 * than the database was sealed with. Going on would ask people again who have closed their account.
 */
export async function openClosedSubjectKey({ orm }: Database, seal: Env["seal"]): Promise<void> {
  const { id, keySealed } = await closedSubjectKeyOf(orm, () => {
    const made = randomUUID();
    const options = { ...seal, context: closedSubjectKeyContext(made) };
    return { id: made, keySealed: sealSecret(randomBytes(32).toString("base64"), options) };
  });
  try {
    useClosedSubjectKey(
      Buffer.from(openSecret(keySealed, { ...seal, context: closedSubjectKeyContext(id) }), "base64"),
    );
  } catch (error) {
    if (error instanceof CryptoError) throw new SettingsError(otherSecret);
    throw error;
  }
  await keyClosedSubjects(orm);
}

const otherSecret =
  "AUTH_SECRET does not open what this database was sealed with. Set that secret, or put it in AUTH_SECRET_PREVIOUS. If it " +
  "is lost, delete the row of the table closed_subject_key: accounts that were closed are then not recognised any more";
