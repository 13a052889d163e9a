import type { AdapterFactory, AdapterPayload } from "oidc-provider";

/** What one provider stores, also when it starts anew. The library's own adapter forgets everything then. */
export function keptInMemory(): AdapterFactory {
  const kept = new Map<string, AdapterPayload>();
  const byUid = (uid: string) => [...kept.values()].find((payload) => payload.uid === uid);
  return (model) => {
    const key = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload) => void kept.set(key(id), payload),
      find: async (id) => kept.get(key(id)),
      findByUid: async (uid) => byUid(uid),
      findByUserCode: async () => undefined,
      consume: async (id) => void Object.assign(kept.get(key(id)) ?? {}, { consumed: Math.floor(Date.now() / 1000) }),
      destroy: async (id) => void kept.delete(key(id)),
      async revokeByGrantId(grantId) {
        for (const [id, payload] of kept) if (payload.grantId === grantId) kept.delete(id);
      },
    };
  };
}
