import { randomBytes } from "node:crypto";
import type { Begun, SignedIn } from "./sign-in.ts";

/** A signed-in person, with the names of the claims that the library has received so far. */
export interface Reader extends SignedIn {
  readonly given: Set<string>;
}

/** More than a demonstration needs; the oldest are removed first. */
const most = 1000;

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}

/** Keeps readers, and sign-ins in progress, in memory. Each has a random id, which its browser keeps. */
export function createReaders() {
  const readers = new Map<string, Reader>();
  const begun = new Map<string, { readonly browser: string; readonly signIn: Begun }>();
  return {
    newName: (): string => randomBytes(32).toString("base64url"),
    add(signedIn: SignedIn): string {
      const name = randomBytes(32).toString("base64url");
      keep(readers, name, { ...signedIn, given: new Set() });
      return name;
    },
    find: (name: string | undefined): Reader | undefined => (name === undefined ? undefined : readers.get(name)),
    remove(name: string | undefined): void {
      if (name !== undefined) readers.delete(name);
    },
    /** Removes the reader who was signed in by this session of Assent. */
    removeSession(sid: string): void {
      for (const [name, reader] of readers) if (reader.sid === sid) readers.delete(name);
    },
    /** A sign-in belongs to the browser that began it, so that no one can be signed in with another person's answer. */
    begin: (browser: string, signIn: Begun): void => keep(begun, signIn.state, { browser, signIn }),
    take(browser: string | undefined, state: string): Begun | undefined {
      const known = begun.get(state);
      if (known === undefined || known.browser !== browser) return undefined;
      begun.delete(state);
      return known.signIn;
    },
  };
}
