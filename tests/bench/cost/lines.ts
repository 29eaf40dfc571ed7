import { amount, number } from '../../../commands/terminal/amount.ts';
import { tableLines } from '../../../commands/terminal/table.ts';
import { flagsOf, numberOf } from '../../support/flags.ts';
import { PRICES_READ, pricedRegion, pricedRegions, pricesIn } from '../prices-2026-11.ts';
import { costOf, monthlyOf } from './model.ts';

const usage = `npm run cost                     what AWS bills for signatures and page views, line by line (docs/guides/cost.md)

  --signatures N                 1,000,000 by default
  --views-per-signature N        page views of 30 seconds for each signature; 360 by default
  --days N                       in which they come, evenly; 30 by default
  --region R                     ${pricedRegions.join(', ')}; eu-central-1 by default`;

/** The lines of `npm run cost`. Ends the script if the command line is wrong. */
export function costLines(args?: readonly string[]): string[] {
  const text = (usual: string) => ({ type: 'string', default: usual }) as const;
  const flags = flagsOf(
    usage,
    { signatures: text('1e6'), 'views-per-signature': text('360'), days: text('30'), region: text('eu-central-1') },
    args,
  );
  const signatures = numberOf('--signatures', flags.signatures, [1, 1e12]);
  const viewsPerSignature = numberOf('--views-per-signature', flags['views-per-signature'], [0, 1e6]);
  const days = numberOf('--days', flags.days, [0.01, 36_500]);
  const region = pricedRegion(flags.region);
  const prices = pricesIn(region);
  const bill = costOf({ signatures, viewsPerSignature, days }, prices);
  const all = [...bill.values()].reduce((sum, usd) => sum + usd, 0);
  const row = ([name, usd]: readonly [string, number]) =>
    [name, cents((usd / signatures) * 1e6), `${Math.round((usd / all) * 100)} %`] as const;
  return [
    `${amount(signatures, 'signature')} in ${amount(days, 'day')}, with ${amount(viewsPerSignature, 'page view')} for each, in ${region}.`,
    `US dollars for a million signatures, by AWS's list prices of ${PRICES_READ}. Prices change: check them.`,
    '',
    ...tableLines([...bill, ['in all', all] as const].map(row)),
    '',
    `${signatures === 1 ? 'This signature costs' : `These ${number(signatures)} cost`} $ ${all < 0.01 ? all.toPrecision(2) : cents(all)}. The stage costs $ ${cents(monthlyOf(prices))} a month, also without visitors.`,
  ];
}

const cents = (usd: number): string => usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
