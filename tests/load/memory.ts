import { setTimeout as sleep } from 'node:timers/promises';
import type { Findings } from './findings.ts';
import type { Life } from './life.ts';

/** What the process held at a moment, in MB: live objects and buffers after a collection, and what the system gave it. */
interface Sample {
  readonly at: number;
  readonly live: number;
  readonly resident: number;
}

/** Memory over the time in which the machine is not killed. */
export interface MemoryWatch {
  /** Ends the watch. @returns what to print. */
  verdict(): string;
}

/** Milliseconds: between two looks, and until what is made once is made. */
const EVERY = 5_000;
const WARM_UP = 60_000;
/** Looks in each third, at least, to say anything. */
const LEAST = 8;

/**
 * What the last third may hold more than the first, in MB. A leak of 2 kB a request would be 40 MB in ten minutes at the
 * rate of the load test; what a process holds moves by a few MB with what is on its way.
 */
const GROWTH = { live: 6, resident: 48 };

/** @param over aborted when the watch ends. */
export function watchMemory(life: Life, { wrong }: Findings, over: AbortSignal): MemoryWatch {
  const began = Date.now();
  const samples: Sample[] = [];
  void (async () => {
    while (!over.aborted) {
      const { heapUsed, external, rss } = await life.memory();
      samples.push({ at: Date.now() - began, live: (heapUsed + external) / 2 ** 20, resident: rss / 2 ** 20 });
      await sleep(EVERY, undefined, { signal: over }).catch(() => undefined);
    }
  })();
  return {
    verdict() {
      const warm = samples.filter(({ at }) => at > WARM_UP);
      const third = Math.floor(warm.length / 3);
      if (third < LEAST) return 'not judged: too short a run';
      const words = (['live', 'resident'] as const).map((what) => {
        const [first, last] = [warm.slice(0, third), warm.slice(-third)].map((part) =>
          median(part.map((one) => one[what])),
        );
        const grown = (last ?? 0) - (first ?? 0);
        const told = `${what} ${first?.toFixed(1)} → ${last?.toFixed(1)} MB`;
        if (grown > GROWTH[what]) wrong('memory', `${told} from the first third to the last.`);
        return told;
      });
      return `${words.join(', ')} (medians of the first and the last third of ${warm.length} looks)`;
    },
  };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
