import "server-only";
import type { AsyncLocalStorage } from "node:async_hooks";
import type { Session } from "@assent/database/users/sessions";
import type { ShortRequest } from "./request";

/** What is remembered while one request is answered. */
export interface RequestMemory {
  /** The revision of what administrators set, read once: see administered.ts. */
  revision?: Promise<string>;
  /** Set once this request may have changed what administrators set. */
  changes?: true;
  /** Sessions that an application's request has read, by the hash of their token: applications/session-read.ts. */
  sessions?: Map<string, Promise<Session | null>>;
  /** Set if it is answered before Next: see request.ts. */
  short?: ShortRequest;
}

/** On `globalThis`, because server.mjs makes it and Next bundles pages and routes separately. */
const holder = globalThis as typeof globalThis & { assentRequests?: AsyncLocalStorage<RequestMemory> };

/** The memory of the request that is being answered; undefined in commands, jobs and tests. */
export const requestMemory = (): RequestMemory | undefined => holder.assentRequests?.getStore();
