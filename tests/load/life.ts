import { once } from 'node:events';
import { type Place, SLUG, start, type TestMachine, untilUp } from '../support/machine.ts';
import type { FaultyTables } from './faulty-tables.ts';
import type { Findings } from './findings.ts';

/** The machine, one process after another on the same folder and ports. */
export interface Life {
  /** Resolves once it answers. */
  up(): Promise<void>;
  /** Whether it was down at any moment since then: then interrupted callers ask again. */
  wasDownSince(moment: number): boolean;
  /** Kills it (`kill -9`), and starts it again. */
  kill(): Promise<void>;
  /** The memory of the process after a collection. */
  memory(): Promise<NodeJS.MemoryUsage>;
  /** The output of all of them. */
  printed(): string;
  /** The process that runs now. */
  now(): TestMachine;
  /** Lets it end by itself. */
  stop(): Promise<void>;
}

/** Connections that were open when it died are found dead a little later, in milliseconds. */
const AFTERMATH = 1_000;

const PROBE = ['--expose-gc', '--import', './tests/load/probe.ts'];

/** Starts the machine. Its tables fail only once it is up: the test is about a running service. */
export async function startLife(
  place: Place,
  settings: Record<string, string>,
  { tables, findings }: { tables: FaultyTables; findings: Findings },
): Promise<Life> {
  let before = '';
  let downUntil = Number.POSITIVE_INFINITY;
  let isExpected = false;
  let machine: TestMachine;
  let isUp: Promise<void>;

  const begin = async () => {
    tables.rage(false);
    const mine = start(place, settings, PROBE);
    machine = mine;
    isExpected = false;
    void mine.ended.then((code) => {
      if (machine === mine && !isExpected) findings.wrong('machine', `It ended by itself, with ${code}.`);
    });
    await untilUp(mine);
    // So that it knows the campaign: without one there is nothing to give a form back on.
    await fetch(`${mine.site}/campaigns/${SLUG}/sent`);
    downUntil = Date.now();
    tables.rage(true);
  };
  isUp = begin();
  await isUp;

  const end = async (signal: 'SIGKILL' | 'SIGINT') => {
    isExpected = true;
    downUntil = Number.POSITIVE_INFINITY;
    machine.process.kill(signal);
    await machine.ended;
    before += machine.printed();
  };
  return {
    up: () => isUp,
    wasDownSince: (moment) => downUntil + AFTERMATH > moment,
    async kill() {
      findings.done.count('machine killed');
      isUp = end('SIGKILL').then(begin);
      await isUp;
    },
    async memory() {
      machine.process.send?.('memory');
      const [usage] = await once(machine.process, 'message');
      return usage as NodeJS.MemoryUsage;
    },
    now: () => machine,
    printed: () => before + (isExpected ? '' : machine.printed()),
    stop: () => end('SIGINT'),
  };
}
