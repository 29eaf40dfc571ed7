import type { Span } from './arrivals.ts';
import { cpuSince } from './cpu.ts';
import { curve2019 } from './curve-2019.ts';
import { PRICES_READ, type PricedRegion, pricesIn } from './prices-2026-11.ts';
import { type OwnCpu, type Replayed, replay } from './replay.ts';
import type { Row } from './row.ts';
import { measureTally, sealedIdentity } from './tally.ts';

const REGION: PricedRegion = 'eu-central-1';

/** A global campaign's share of the same curve, and the part of it that is replayed: where it is steepest. */
const GLOBAL = 30;
const STEEPEST = ['03-21T21:00', '03-21T21:30'];

/**
 * The six million signatures that the United Kingdom's Parliament got in March 2019, one by one through the real functions
 * in simulated time; and the steepest half hour of the same curve thirty times over.
 */
export async function* benchWeekend(): AsyncGenerator<Row> {
  const { ownCpu } = await measureTally();
  const uk = spansOf();
  yield* rowsOf('6 million', uk, uk, ownCpu);
  const world = spansOf(GLOBAL);
  const steepest = world.filter(({ from, to }) => from >= momentOf(STEEPEST[0]) && to <= momentOf(STEEPEST[1]));
  yield* rowsOf('180 million, steepest half hour', steepest, world, ownCpu);
}

/** @param whole the content of the table: `spans` of it are replayed. */
async function* rowsOf(
  name: string,
  spans: readonly Span[],
  whole: readonly Span[],
  ownCpu: OwnCpu,
): AsyncGenerator<Row> {
  const lanes = partitionsOf(whole);
  const began = process.cpuUsage();
  const all = await replay(spans, { lanes, ownCpu, sealedIdentity: await sealedIdentity() });
  const spent = cpuSince(began);
  if (all.differences.length > 0) throw new Error(`Counts are not the signatures: ${all.differences.join('; ')}`);
  const wanted = sum(spans.map(({ signatures }) => signatures));
  if (all.signatures !== wanted) throw new Error(`${all.signatures} signatures came of ${wanted}`);
  const row = (what: string, value: number, unit: string, goal?: string): Row => ({
    name: `${name}: ${what}`,
    value,
    unit,
    goal,
  });
  yield row('signatures', all.signatures, '');
  yield row('counts that differ from the signatures', all.differences.length, '', '0');
  yield row('signatures a second where it is steepest', Math.max(...whole.map(rateOf)), '/s');
  yield row('lanes', lanes, '');
  yield row('presses again of what was counted', all.pressedAgain, '');
  yield row('withdrawals', all.withdrawn, '');
  yield row('calls that failed', all.failures, '');
  yield row('records handed over, for each that was written', all.deliveries / written(all), 'x');
  yield row('records of a batch, in the mean', all.deliveries / all.batches, '');
  yield row('lag, p50', all.lags.quantile(0.5) / 1_000, 's');
  yield row('lag, p99', all.lags.quantile(0.99) / 1_000, 's');
  yield row('lag, longest', all.lags.max / 1_000, 's');
  yield row('write units of a signature: confirm and withdraw', all.confirm.write / all.signatures, '');
  yield row('write units of a signature: tally', all.tally.write / all.signatures, '');
  yield row('write units of a signature: fold', all.fold.write / all.signatures, '');
  yield row('read units of a signature', readUnitsOf(all) / all.signatures, '');
  const { writeUnit, readUnit } = pricesIn(REGION);
  const dollars = unitsOf(all) * writeUnit + readUnitsOf(all) * readUnit;
  yield row(`these units in ${REGION}, at list prices of ${PRICES_READ}`, dollars, 'USD');
  yield row(`the same for a million signatures`, (dollars / all.signatures) * 1e6, 'USD');
  yield row('our own CPU for the whole replay', spent / 1_000, 's');
}

const written = ({ signatures, withdrawn }: Replayed): number => signatures + withdrawn;
const unitsOf = ({ confirm, tally, fold }: Replayed): number => confirm.write + tally.write + fold.write;
const readUnitsOf = ({ confirm, tally, fold }: Replayed): number => confirm.read + tally.read + fold.read;

/** @param times as many signatures in the same time. */
function spansOf(times = 1): Span[] {
  return curve2019.slice(1).map(([at, thousands], i) => {
    const [from, before] = curve2019[i] ?? ['', 0];
    return { from: momentOf(from), to: momentOf(at), signatures: (thousands - before) * 1_000 * times };
  });
}

const momentOf = (at: string | undefined): number => Date.parse(`2019-${at}:00Z`);
const rateOf = ({ from, to, signatures }: Span): number => (signatures / (to - from)) * 1_000;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/**
 * Partitions of the Signatures table, each with one lane: four from the beginning, one for each 10 GB, and as many as bear
 * twice the most that came in a second, since a table on demand grows to twice its peak. One takes 1,000 writes a second.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
function partitionsOf(spans: readonly Span[]): number {
  const bytes = sum(spans.map(({ signatures }) => signatures)) * 1_000;
  return Math.max(4, Math.ceil(bytes / 1e10), Math.ceil((2 * Math.max(...spans.map(rateOf))) / 1_000));
}
