import {
  DynamoDBServiceException,
  InternalServerError,
  ThrottlingException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { Db } from '../../functions/core/aws/db.ts';
import { DAY, HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import type { EventDeps, WindowedEvent } from '../../functions/tally/event.ts';
import { clientOf } from '../support/client.ts';
import { silentLog } from '../support/log.ts';
import { createMemoryTable, type MemoryTable } from './memory-table.ts';
import { seededRandom } from './random.ts';
import { type Bookkeeper, createBookkeeper, type Reconciling } from './reconciling.ts';
import { createSignatureTable, type SignatureTable } from './signatures.ts';
import { createStream, type Shard, type StreamRecord, toLambda } from './stream.ts';

/** The tested handler: the real one, or a broken one. */
export interface Subject {
  tallyEvent(deps: EventDeps, event: Required<WindowedEvent>): Promise<{ readonly state: WindowState }>;
  /** Work beside tally at any moment, such as folding. */
  readonly beside?: readonly ((counts: Db, campaign: string, now: number) => Promise<unknown>)[];
  /** Recounting and repairing beside it. */
  readonly reconciling?: Reconciling | undefined;
}

type WindowState = NonNullable<WindowedEvent['state']>;

/** The settings of a run. */
export interface Run {
  readonly seed: number;
  readonly changes: number;
  readonly campaigns?: number;
  /** Changes numbers of Counts by hand now and then. */
  readonly tampering?: boolean;
  /** Whether tally is one that loses or doubles something. */
  readonly isFaulty?: boolean;
}

export interface Outcome {
  /** Records handed to the handler, each time that they were. */
  readonly deliveries: number;
  readonly signatures: SignatureTable;
  readonly counts: MemoryTable;
  readonly campaigns: readonly string[];
  /** The false reports of reconciling. */
  readonly mistakes: readonly string[];
  /** How often it found counts right, and corrected one, before all was at rest. */
  readonly reconciled: Bookkeeper['done'];
  /** How often each kind of fault happened. */
  readonly faults: Readonly<Record<Fault, number>>;
}

const faultKinds = [
  'throttled',
  'failed after the write',
  'conflict',
  'died before a call',
  'died after a call',
  'given up while alive',
  'delivered again',
  'split',
  'empty window',
  'window over',
  'invented content',
  'hours late',
  'stalled',
  'recount cut off',
  'changed by hand',
] as const;
type Fault = (typeof faultKinds)[number];

/** Far more than needed: beyond it, the tested code goes round in circles. */
const STEPS_PER_CHANGE = 2_000;

type Command = { readonly input: unknown };

/** A call of the table that waits for its turn. */
interface Call {
  readonly perform: () => unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly invocation: Invocation;
  readonly isTransaction: boolean;
}

interface Invocation {
  /** Settled, died or given up: the shard's records may be handed out again. */
  over: boolean;
  readonly shard: Shard | undefined;
}

/**
 * Runs the stream of a table through the handler, with everything that AWS may do to it, in an order that `seed` decides:
 * shards split and roll over while they are written; batches are cut anew at each delivery, delivered again after they
 * succeeded, and while an invocation that was given up is still at work; every call of the table or the stream may be
 * throttled, fail after it took effect, or be the last of its process; clocks differ, and time passes in jumps. A shard's
 * records come in their order, and a child's after its parent's. At the end all faults cease, and what is left is delivered.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export async function simulate(
  subject: Subject,
  { seed, changes, campaigns = 3, tampering = false, isFaulty = false }: Run,
): Promise<Outcome> {
  const random = seededRandom(seed);
  const slugs = Array.from({ length: campaigns }, (_, i) => `campaign-${i}`);
  const signatures = createSignatureTable(random, slugs);
  const stream = createStream(random);
  const counts = createMemoryTable();
  const faults = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<Fault, number>;
  const calls: Call[] = [];
  const done = new Map<Shard, number>();
  const running = new Map<Shard, Invocation>();
  /** What Lambda hands over to the next event of a shard's window. */
  const windows = new Map<Shard, WindowState>();
  const bookkeeper =
    subject.reconciling && createBookkeeper(subject.reconciling, { random, counts, signatures }, isFaulty);
  let now = Date.UTC(2026, 10, 24, 9);
  let deliveries = 0;
  let toHappen = changes;
  let quiet = false;
  let unexpected: unknown;
  /** A shard that is not read for a while, and so late by hours. */
  let stalled: Shard | undefined;
  /** Faults come in storms, so that the work between two of them gets done. */
  let storm = true;

  const happens = (kind: Fault, probability: number): boolean => {
    if (quiet || !random.chance(storm ? probability : probability / 20)) return false;
    faults[kind]++;
    return true;
  };

  const clientFor = (invocation: Invocation, perform: (command: Command) => unknown) =>
    clientOf(
      (command) =>
        new Promise((resolve, reject) =>
          calls.push({
            perform: () => perform(command),
            resolve,
            reject,
            invocation,
            isTransaction: 'TransactItems' in (command.input as object),
          }),
        ),
    );

  const dbFor = (invocation: Invocation, perform = counts.perform): Db => ({
    table: perform === counts.perform ? 'Counts' : 'Signatures',
    client: clientFor(invocation, perform),
  });

  function start(shard: Shard, from: number, records: readonly StreamRecord[]): void {
    const invocation: Invocation = { over: false, shard };
    running.set(shard, invocation);
    deliveries += records.length;
    const skew = random.below(20 * MINUTE) - 10 * MINUTE;
    const streams = clientFor(invocation, stream.perform) as unknown as EventDeps['streams'];
    const deps = { counts: dbFor(invocation), streams, streamArn: 'stream', clock: () => now + skew, log: silentLog };
    const state = windows.get(shard) ?? {};
    // Whoever does not know what Lambda hands over may invent the rest of an event.
    const isInvented = state.pass === undefined && happens('invented content', 0.3);
    const sent = isInvented ? records.map(invented) : records;
    subject.tallyEvent(deps, { shardId: shard.id, state, Records: sent.map(toLambda) }).then(
      (answer) => {
        if (!invocation.over) {
          done.set(shard, from + records.length);
          windows.set(shard, answer.state);
        }
        finish(invocation);
      },
      (error) => {
        unexpectedly(error);
        finish(invocation);
      },
    );
  }

  function finish(invocation: Invocation): void {
    if (invocation.shard && !invocation.over) running.delete(invocation.shard);
    invocation.over = true;
  }

  function deliver(shard: Shard): void {
    let from = done.get(shard) ?? 0;
    // A checkpoint may be lost: counted records come again, in other batches.
    if (from > 0 && happens('delivered again', 0.2)) from = Math.max(0, from - 1 - random.below(60));
    if (happens('window over', 0.3)) windows.delete(shard);
    const size = happens('empty window', 0.05) ? 0 : 1 + random.below(random.chance(0.2) ? 300 : 40);
    start(shard, from, shard.records.slice(from, from + size));
  }

  function answer({ invocation, perform, resolve, reject, isTransaction }: Call): void {
    if (happens('died before a call', 0.02)) finish(invocation);
    else if (happens('throttled', 0.1)) reject(new ThrottlingException({ message: '', $metadata: {} }));
    else if (isTransaction && happens('conflict', 0.2)) reject(conflict());
    else {
      const settle = attempt(perform);
      if (happens('died after a call', 0.02)) finish(invocation);
      else if (happens('failed after the write', 0.05)) reject(new InternalServerError({ message: '', $metadata: {} }));
      else settle(resolve, reject);
    }
  }

  /** When the oldest record happened that is not counted. */
  const oldestWaiting = (): number =>
    stream.shards.reduce((oldest, shard) => Math.min(oldest, shard.records[done.get(shard) ?? 0]?.at ?? now), now);

  function reconcileSomething({ recount, mend, tamper }: Bookkeeper): void {
    const invocation: Invocation = { over: false, shard: undefined };
    const skew = random.below(20 * MINUTE) - 10 * MINUTE;
    const asked = dbFor(invocation, signatures.query);
    // Most pages are read in one go, so that a recount comes to its end.
    const ask = (command: Command) =>
      random.chance(0.03) ? asked.client.send(command as never) : signatures.query(command);
    const page = { ...asked, client: clientOf(async (command) => ask(command)) };
    const place = { counts: dbFor(invocation), signatures: page, now: now + skew };
    const campaign = random.pick(slugs);
    if (tampering && random.chance(0.2) && tamper(campaign, now)) faults['changed by hand']++;
    else (random.chance(0.6) ? recount : mend)(campaign, place).catch(unexpectedly);
    if (happens('recount cut off', 0.1)) finish(invocation);
  }

  /** Expected faults come from the table. Any other error is a fault of the model, or of the tested code. */
  function unexpectedly(error: unknown): void {
    if (!(error instanceof DynamoDBServiceException)) unexpected ??= error;
  }

  const isReady = (shard: Shard): boolean =>
    !running.has(shard) &&
    (shard !== stalled || quiet) &&
    (done.get(shard) ?? 0) < shard.records.length &&
    (!shard.parent || isFinished(shard.parent));
  // An empty shard passes nothing on before its own parent is read.
  const isFinished = (shard: Shard): boolean =>
    shard.closed &&
    (done.get(shard) ?? 0) === shard.records.length &&
    !running.has(shard) &&
    (!shard.parent || isFinished(shard.parent));

  for (let step = 0; ; step++) {
    if (step > changes * STEPS_PER_CHANGE) throw new Error('It does not come to rest');
    if (step % 500 === 0) storm = random.chance(0.5);
    const ready = stream.shards.filter(isReady);
    const roll = random.below(100);
    // A recount takes days, in which less happens at a time.
    if (toHappen > 0 && roll < (bookkeeper ? 1 : 40)) {
      for (let burst = 1 + random.below(20); burst > 0 && toHappen > 0; burst--, toHappen--) {
        const change = signatures.happen(now);
        if (change) stream.append(change, now);
      }
    } else if (!quiet && toHappen > 0 && roll === 40 && happens('split', 0.5)) stream.split();
    else if (roll === 41) {
      const later =
        now + (happens('hours late', bookkeeper ? 1 : 0.05) ? random.below(24 * HOUR) : random.below(MINUTE));
      // A stream keeps a record for 24 hours: a record that is not counted by then is lost.
      now = Math.max(now, Math.min(later, oldestWaiting() + 24 * HOUR));
    } else if (roll === 44 && bookkeeper && happens('stalled', 0.3)) {
      stalled = random.chance(0.7) ? random.pick(stream.shards) : undefined;
    } else if (roll > 44 && roll < 50 && bookkeeper) reconcileSomething(bookkeeper);
    else if ((roll === 42 || roll === 43) && subject.beside) {
      const invocation: Invocation = { over: false, shard: undefined };
      // Late enough for all work that waits until a lane is old.
      const when = now + random.below(4) * DAY;
      random
        .pick(subject.beside)(dbFor(invocation), random.pick(slugs), when)
        .catch(() => undefined);
    } else if (roll < 46 && running.size > 0 && happens('given up while alive', 0.15)) {
      finish(random.pick([...running.values()]));
    } else if (calls.length > 0 && (roll < 80 || ready.length === 0)) {
      const [call] = calls.splice(random.below(calls.length), 1);
      if (call) answer(call);
    } else if (ready.length > 0) deliver(random.pick(ready));
    else if (toHappen === 0 && !quiet) quiet = true;
    else if (toHappen === 0 && calls.length === 0 && running.size === 0) break;
    await settled();
    if (unexpected) throw unexpected;
  }
  const reconciled = { ...(bookkeeper?.done ?? { right: 0, corrected: 0 }) };
  for (const slug of slugs) await bookkeeper?.conclude(slug, now);
  return { deliveries, signatures, counts, campaigns: slugs, mistakes: bookkeeper?.mistakes ?? [], reconciled, faults };
}

/** Performs a call at once. @returns a function that gives its outcome to the waiting caller. */
function attempt(perform: () => unknown): (resolve: Call['resolve'], reject: Call['reject']) => void {
  try {
    const result = perform();
    return (resolve) => resolve(result);
  } catch (error) {
    return (_resolve, reject) => reject(error as Error);
  }
}

const conflict = () =>
  new TransactionCanceledException({
    message: '',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });

/** Lets the work after an answer run to its next call. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A record whose content says the opposite: who signed withdraws, and who withdrew signs. */
const invented = (record: StreamRecord): StreamRecord => ({ ...record, before: record.after, after: record.before });
