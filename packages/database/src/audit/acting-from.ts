import { AsyncLocalStorage } from "node:async_hooks";

const acting = new AsyncLocalStorage<string | null>();

/**
 * Runs an administrator's action so that each of its events records this IP address; null if it is unknown. The address
 * travels in an AsyncLocalStorage because every function between the action and the event would otherwise have to pass
 * it on.
 */
export const actingFrom = <Value>(address: string | null, work: () => Promise<Value>): Promise<Value> =>
  acting.run(address, work);

export const actingAddress = (): string | null => acting.getStore() ?? null;
