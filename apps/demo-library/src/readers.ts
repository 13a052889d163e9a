import { randomBytes } from "node:crypto";
import type { Begun, SignedIn } from "./sign-in.ts";

/** Someone who is signed in here, with the names of what the library has been given so far. */
export interface Reader extends SignedIn {
  readonly given: Set<string>;
}

/** More than anyone tries out; the oldest make room. */
const most = 1000;

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}

/** Keeps readers, and sign-ins in progress, in memory. Each is known to its browser by a random name. */
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
    /** Forgets whoever was signed in by this session of Assent. */
    removeSession(sid: string): void {
      for (const [name, reader] of readers) if (reader.sid === sid) readers.delete(name);
    },
    /** A sign-in belongs to the browser that began it, so that nobody can be signed in with another person's answer. */
    begin: (browser: string, signIn: Begun): void => keep(begun, signIn.state, { browser, signIn }),
    take(browser: string | undefined, state: string): Begun | undefined {
      const known = begun.get(state);
      if (known === undefined || known.browser !== browser) return undefined;
      begun.delete(state);
      return known.signIn;
    },
  };
}
