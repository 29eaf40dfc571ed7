import { MAIL_RATE, NEW_TABLE, SIGNATURES_PER_SECOND, throughputFor, warmedTo } from '../../infra/peak.ts';
import { type PricedRegion, pricesIn } from '../cost/prices-2026-11.ts';
import { amount, number } from '../terminal/amount.ts';
import { tableLines } from '../terminal/table.ts';
import type { Limit, LimitsNow } from './limits.ts';
import type { Peak } from './use.ts';

/** What the command prints: each function makes lines, none writes them. */

export interface Plan {
  readonly peak: Peak;
  readonly limits: readonly Limit[];
  /** What was told of the account, and what AWS said where it was asked. */
  readonly known: LimitsNow;
  readonly isAsked: boolean;
  readonly region: PricedRegion;
}

/** Limits by how near they are, then what to do about those that are too low. */
export function planLines(plan: Plan): string[] {
  const { peak, known, isAsked } = plan;
  const has = ({ id, usual }: Limit) => known[id] ?? usual;
  const isTooLow = (limit: Limit) => limit.needed > has(limit);
  const limits = [...plan.limits].sort((a, b) => b.needed / has(b) - a.needed / has(a));
  const tooLow = limits.filter(isTooLow);
  const isUnread = ({ id, lessAtFirst }: Limit) => known[id] === undefined && (isAsked || lessAtFirst === true);
  const rowOf = (limit: Limit) =>
    [
      `${isTooLow(limit) ? '!' : ' '} ${limit.name}`,
      neededBeside(has(limit), limit.needed) + limit.unit,
      `${granted(has(limit), limit.unit)} ${isUnread(limit) ? '?' : ' '}`,
    ] as const;
  return [
    `${amount(peak.signaturesPerSecond, 'signature')} a second, ${amount(peak.viewsPerSignature, 'view')} for each:`,
    '',
    ...tableLines([['', 'needed', isAsked ? 'now  ' : 'usual  '], ...limits.map(rowOf)], { name: 82, column: 12 }),
    ...(limits.some(isUnread) ? ['', unreadLine(plan)] : []),
    ...(tooLow.length > 0
      ? ['', 'Too low, nearest first:', ...tooLow.map(({ name, raise }) => `  - ${name}: ${raise}.`)]
      : ['', 'All of them suffice.']),
    '',
    ...warmingLines(plan),
    ...checkLines(plan),
  ];
}

const granted = (limit: number, unit: string): string =>
  limit === Number.POSITIVE_INFINITY ? 'no limit' : number(limit) + unit;

/** Three digits of what is needed, and more only where these would be on the other side of the limit. */
function neededBeside(limit: number, needed: number): string {
  let digits = 3;
  const rounded = () => Number(needed.toPrecision(digits));
  while (digits < 15 && rounded() > limit !== needed > limit) digits++;
  return rounded().toLocaleString('en', { maximumSignificantDigits: digits });
}

/** What has a question mark may have been raised, or not yet be granted. */
function unreadLine({ known, isAsked }: Plan): string {
  const how = [
    ...(known.functions === undefined ? ['say --executions N for Lambda'] : []),
    ...(isAsked ? [] : ['--stage NAME looks up mail and tables']),
  ].join('; ');
  return `? was not looked up, and new accounts may have less${how && `: ${how}`}.`;
}

/** What the stack does for it, and what that costs. */
function warmingLines({ peak: { signaturesPerSecond: n }, known, region }: Plan): string[] {
  const needed = throughputFor(n);
  const warmed = Object.values(needed).flatMap((units) => warmedTo(units) ?? []);
  const isWarm =
    needed.Signatures.write <= (known['signatures-table'] ?? 0) && needed.Limits.write <= (known['limits-table'] ?? 0);
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
function checkLines({ limits, known }: Plan): string[] {
  const commands = new Set(limits.flatMap(({ id, check }) => (check && known[id] === undefined ? [check] : [])));
  return ['Look what your account has:', ...[...commands].sort().map((command) => `  ${command}`)];
}
