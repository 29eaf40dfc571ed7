import { MAIL_RATE, NEW_TABLE, SIGNATURES_PER_SECOND, throughputFor, warmedTo } from '../../peak.ts';
import { type PricedRegion, pricesIn } from '../cost/prices-2026-11.ts';
import type { Limit } from './limits.ts';
import type { LimitsNow } from './now.ts';
import type { Peak } from './use.ts';

/** What the command prints: each function makes lines, none writes them. */

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const rounded = (value: number): string => (value === Number.POSITIVE_INFINITY ? 'no limit' : number.format(value));

const WIDTH = 82;
const row = (name: string, ...columns: readonly string[]): string =>
  `${name.padEnd(WIDTH)}${columns.map((column) => column.padStart(12)).join('')}`.trimEnd();

export interface Plan {
  readonly peak: Peak;
  readonly limits: readonly Limit[];
  /** Undefined where AWS was not asked. */
  readonly now: LimitsNow | undefined;
  readonly region: PricedRegion;
}

/** Limits by how near they are, then what to do about those that are too low. */
export function planLines(plan: Plan): string[] {
  const { peak, limits, now } = plan;
  const { signaturesPerSecond: n, viewsPerSignature } = peak;
  const has = ({ id, usual }: Limit) => now?.[id] ?? usual;
  const tooLow = limits
    .filter((limit) => limit.needed > has(limit))
    .sort((a, b) => b.needed / has(b) - a.needed / has(a));
  return [
    `${rounded(n)} signatures a second, ${rounded(viewsPerSignature)} views for each:`,
    '',
    row('', 'needed', now ? 'now' : 'usual'),
    ...[...limits]
      .sort((a, b) => b.needed / has(b) - a.needed / has(a))
      .map((limit) =>
        row(
          `${limit.needed > has(limit) ? '!' : ' '} ${limit.name}`,
          rounded(limit.needed) + limit.unit,
          shown(limit, now),
        ),
      ),
    ...(tooLow.length > 0
      ? ['', 'Too low, nearest first:', ...tooLow.map(({ name, raise }) => `  - ${name}: ${raise}.`)]
      : ['', 'All of them suffice.']),
    '',
    ...warmingLines(plan),
    ...checkLines(limits, now),
  ];
}

/** What was not asked of AWS is marked: it may have been raised. */
const shown = ({ id, usual, unit }: Limit, now: LimitsNow | undefined): string =>
  now && now[id] === undefined ? `${rounded(usual)}${unit} ?` : `${rounded(now?.[id] ?? usual)}${unit}`;

/** What the stack does for it, and what that costs. */
function warmingLines({ peak: { signaturesPerSecond: n }, now, region }: Plan): string[] {
  const needed = throughputFor(n);
  const warmed = Object.values(needed).flatMap((units) => warmedTo(units) ?? []);
  const isWarm =
    now !== undefined &&
    needed.Signatures.write <= (now['signatures-table'] ?? 0) &&
    needed.Limits.write <= (now['limits-table'] ?? 0);
  const settings = [
    ...(n > SIGNATURES_PER_SECOND.usual ? [`AMPARO_SIGNATURES_PER_SECOND=${n}`] : []),
    ...(n > MAIL_RATE.usual ? [`AMPARO_MAIL_RATE=${n}`] : []),
    ...(isWarm && warmed.length > 0 ? ['AMPARO_WARM_TABLES=off'] : []),
  ];
  const deploy = [...settings, 'npm run deploy'].join(' ');
  return [`The stage’s part: \`${deploy}\`.`, `  ${warmingCost(warmed, isWarm, region)}`, ''];
}

function warmingCost(
  warmed: readonly { read: number; write: number }[],
  isWarm: boolean,
  region: PricedRegion,
): string {
  if (warmed.length === 0) return 'It warms no table, as a new one takes as much.';
  if (isWarm) return 'The tables take that already: none is warmed.';
  const { warmRead, warmWrite } = pricesIn(region);
  const usd = warmed.reduce(
    (sum, { read, write }) => sum + (read - NEW_TABLE.read) * warmRead + (write - NEW_TABLE.write) * warmWrite,
    0,
  );
  return `It warms tables, which AWS bills once: about $ ${usd.toFixed(2)} from new, in ${region}. They stay warm.`;
}

/** Commands that show what AWS grants: the two clients that we have do not tell it. */
function checkLines(limits: readonly Limit[], now: LimitsNow | undefined): string[] {
  const commands = new Set(limits.flatMap(({ id, check }) => (check && now?.[id] === undefined ? [check] : [])));
  return ['Look what your account has:', ...[...commands].sort().map((command) => `  ${command}`)];
}
