import { AsyncLocalStorage } from "node:async_hooks";

const acting = new AsyncLocalStorage<string | null>();

/**
 * Runs what an administrator does, so that each event of theirs within it says from which address. One wrapper guards all
 * actions and knows where a request came from; every function between it and the event would hand it on otherwise.
 * Null where nothing is known.
 */
export const actingFrom = <Value>(address: string | null, work: () => Promise<Value>): Promise<Value> =>
  acting.run(address, work);

export const actingAddress = (): string | null => acting.getStore() ?? null;
