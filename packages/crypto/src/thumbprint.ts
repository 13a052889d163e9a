import { calculateJwkThumbprint } from "jose";

/** A key as a table holds it. */
export interface NamedKey {
  readonly kid: string;
  readonly publicKey: object;
}

/**
 * Whether the name of a key is the thumbprint of it, RFC 7638. A signature names a key, and someone who can write to the
 * table of keys could put another key under that name. False for anything that is not a key.
 */
export async function isNamedByThumbprint({ kid, publicKey }: NamedKey): Promise<boolean> {
  try {
    return (await calculateJwkThumbprint({ ...publicKey })) === kid;
  } catch {
    return false;
  }
}

/** The keys whose name is their thumbprint: what was signed by any other proves nothing. */
export async function namedByThumbprint<Key extends NamedKey>(keys: readonly Key[]): Promise<Key[]> {
  const named = await Promise.all(keys.map(isNamedByThumbprint));
  return keys.filter((_, index) => named[index]);
}
