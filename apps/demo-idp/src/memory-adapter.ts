import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

interface Entry {
  payload: AdapterPayload;
  expiresAt: number;
}

const sweepEvery = 60_000;

/**
 * Keeps sessions, codes and tokens in memory, so that they are deleted when the process ends. This is only right for a
 * demonstration. The library's own adapter does the same, but keeps 1000 items at most and prints a warning.
 * https://github.com/panva/node-oidc-provider/blob/main/docs/README.md#adapter
 */
export function memoryAdapter(now: () => number = Date.now): AdapterFactory {
  const entries = new Map<string, Entry>();
  let sweptAt = now();

  function sweep() {
    if (now() - sweptAt < sweepEvery) return;
    sweptAt = now();
    for (const [key, entry] of entries) if (entry.expiresAt <= sweptAt) entries.delete(key);
  }

  function live(key: string): AdapterPayload | undefined {
    const entry = entries.get(key);
    return entry && entry.expiresAt > now() ? entry.payload : undefined;
  }

  return (model): Adapter => {
    const uidOfSession = (uid: string) => `${model} uid ${uid}`;
    const key = (id: string) => `${model} ${id}`;
    return {
      async upsert(id, payload, expiresIn) {
        sweep();
        const expiresAt = expiresIn === undefined ? Infinity : now() + expiresIn * 1000;
        entries.set(key(id), { payload, expiresAt });
        if (payload.uid) entries.set(uidOfSession(payload.uid), { payload: { jti: id }, expiresAt });
      },
      async find(id) {
        return live(key(id));
      },
      async findByUid(uid) {
        const id = live(uidOfSession(uid))?.jti;
        return id === undefined ? undefined : live(key(id));
      },
      // Only the device flow has user codes, and it is off.
      async findByUserCode() {
        return undefined;
      },
      async consume(id) {
        const entry = entries.get(key(id));
        if (entry) entry.payload = { ...entry.payload, consumed: Math.floor(now() / 1000) };
      },
      async destroy(id) {
        entries.delete(key(id));
      },
      async revokeByGrantId(grantId) {
        for (const [other, entry] of entries) if (entry.payload.grantId === grantId) entries.delete(other);
      },
    };
  };
}
