import "server-only";
import type { Database } from "@assent/database/engine/open";
import type { Executor } from "@assent/database/engine/orm";
import { administeredReads, administeredRevision } from "@assent/database/settings/administered";
import { database } from "./database";
import { requestMemory } from "./request-memory";

type Reads = typeof administeredReads;
type Read<Name extends keyof Reads> = Reads[Name] extends (executor: Executor, ...args: infer Args) => infer Answer
  ? (...args: Args) => Answer
  : never;

/** What this process has read under one revision. */
interface Kept {
  readonly revision: string;
  readonly values: Map<string, Promise<unknown>>;
}

/** On `globalThis`, because Next bundles pages and routes separately. By database, because tests open several. */
const holder = globalThis as typeof globalThis & { assentAdministered?: WeakMap<Database, Kept> };
const keptByDatabase = (holder.assentAdministered ??= new WeakMap());

/** More than any installation has; beyond it, all is read again. */
const mostValues = 2000;

/**
 * What administrators set, for all that people and applications do. Each request asks the database for its revision and reads
 * the rest only if an administrator, on any instance, has changed something since. What a decision stores is compared with
 * the database once more, in its transaction. The administration reads from the database itself.
 *
 * The values are shared between requests, so nothing may change them.
 */
export const administered = Object.fromEntries(
  Object.keys(administeredReads).map((name) => [name, (...args: readonly string[]) => read(name as keyof Reads, args)]),
) as unknown as { readonly [Name in keyof Reads]: Read<Name> };

/** From here on this request asks for the revision each time, because it may change what administrators set. */
export function changesAdministered(): void {
  const memory = requestMemory();
  if (memory) memory.changes = true;
}

async function read(name: keyof Reads, args: readonly string[]): Promise<unknown> {
  const { values } = keptAt(await currentRevision());
  const key = JSON.stringify([name, ...args]);
  const known = values.get(key);
  if (known) return known;
  const reading = (administeredReads[name] as (executor: Executor, ...args: readonly string[]) => Promise<unknown>)(
    database().orm,
    ...args,
  );
  if (values.size >= mostValues) values.clear();
  values.set(key, reading);
  const forget = () => values.delete(key);
  // A name that does not exist is not kept: anyone can ask for any name.
  reading.then((found) => (found === null && args.length > 0 ? forget() : undefined), forget);
  return reading;
}

function currentRevision(): Promise<string> {
  const memory = requestMemory();
  if (!memory || memory.changes) return administeredRevision(database().orm);
  return (memory.revision ??= administeredRevision(database().orm));
}

function keptAt(revision: string): Kept {
  const known = keptByDatabase.get(database());
  if (known?.revision === revision) return known;
  const empty: Kept = { revision, values: new Map() };
  keptByDatabase.set(database(), empty);
  return empty;
}
