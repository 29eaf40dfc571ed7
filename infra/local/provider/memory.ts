import type { Adapter, AdapterPayload } from 'oidc-provider';

/**
 * Where the provider keeps codes and sessions: in this process, until it ends. Then everybody signs in again.
 * @returns a store for each kind of thing that the provider keeps.
 */
export function inMemory(clock: () => number): (kind: string) => Adapter {
  const kept = new Map<string, { payload: AdapterPayload; until: number }>();
  const read = (key: string | undefined) => {
    const found = key === undefined ? undefined : kept.get(key);
    if (found && found.until > clock()) return found.payload;
    if (key !== undefined) kept.delete(key);
    return undefined;
  };
  return (kind) => {
    const keyOf = (id: string) => `${kind}:${id}`;
    const findWhere = (matches: (payload: AdapterPayload) => boolean) =>
      [...kept.keys()]
        .filter((key) => key.startsWith(`${kind}:`))
        .map(read)
        .find((payload) => payload !== undefined && matches(payload));
    return {
      async upsert(id, payload, seconds) {
        for (const key of kept.keys()) read(key);
        kept.set(keyOf(id), { payload, until: seconds ? clock() + seconds * 1_000 : Number.POSITIVE_INFINITY });
      },
      find: async (id) => read(keyOf(id)),
      findByUid: async (uid) => findWhere((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => findWhere((payload) => payload.userCode === userCode),
      async consume(id) {
        const payload = read(keyOf(id));
        if (payload) payload.consumed = Math.floor(clock() / 1_000);
      },
      async destroy(id) {
        kept.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      },
    };
  };
}
