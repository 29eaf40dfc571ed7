import type { Overview } from './entry.ts';
import {
  BUCKETS,
  type Bucket,
  FORM,
  getBuckets,
  getOverviewState,
  NO_BUCKET,
  type OverviewDb,
  type OverviewState,
} from './store.ts';

/** What a reader knows: each bucket, and the state if there is one. */
export interface Known {
  readonly state: OverviewState | undefined;
  readonly buckets: readonly Bucket[];
}

/** Reads the overview, and remembers it for the next read. */
export interface OverviewReader {
  /** 0.5 read units, 1 if consistent, and 1 for each 4 KB of the buckets that have changed. */
  read(): Promise<Known>;
  /** All buckets, without a read. */
  known(): readonly Bucket[];
  /** Learns a bucket that its owner has written or read. */
  learn(index: number, bucket: Bucket): void;
}

/**
 * A reader for a process. Its first read is of all buckets.
 * @param consistent whether it must see the state that was written last, and buckets without a state. Pages need not: they
 * read again two seconds later.
 */
export function overviewReader(db: OverviewDb, { consistent }: { readonly consistent: boolean }): OverviewReader {
  const known: Bucket[] = Array.from({ length: BUCKETS }, () => NO_BUCKET);
  const learn = (index: number, bucket: Bucket) => {
    if (bucket.version > (known[index]?.version ?? 0)) known[index] = bucket;
  };
  return {
    known: () => known,
    learn,
    async read() {
      const state = await getOverviewState(db, { consistent });
      const indices = known.flatMap(({ version }, i) => (!state || (state.versions[i] ?? 0) > version ? [i] : []));
      // Pages need none before the overview is whole.
      if (state || consistent) for (const [index, bucket] of await getBuckets(db, indices)) learn(index, bucket);
      return { state, buckets: [...known] };
    },
  };
}

/** The overview for pages. @returns what reads it: undefined as long as none was written in this form. */
export function readOverviewOf(db: OverviewDb): () => Promise<Overview | undefined> {
  const reader = overviewReader(db, { consistent: false });
  let last: { readonly buckets: readonly Bucket[]; readonly entries: Overview['entries'] } = {
    buckets: [],
    entries: [],
  };
  return async () => {
    const { state, buckets } = await reader.read();
    if (state?.form !== FORM) return undefined;
    const isSame = buckets.every((bucket, i) => bucket === (last.buckets[i] ?? NO_BUCKET));
    if (!isSame) {
      const entries = buckets.flatMap((bucket) => [...bucket.entries.values()].map(({ entry }) => entry));
      last = { buckets, entries };
    }
    return { entries: last.entries, checkedAt: state.checkedAt };
  };
}
