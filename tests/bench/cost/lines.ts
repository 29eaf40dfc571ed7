import { amount, number } from '../../../commands/terminal/amount.ts';
import { tableLines } from '../../../commands/terminal/table.ts';
import { edgePlans } from '../../../infra/edge-plans.ts';
import { flagsOf, numberOf, refuse } from '../../support/flags.ts';
import { PRICES_READ, type Prices, pricedRegion, pricedRegions, pricesIn } from '../prices-2026-11.ts';
import { type Crowd, costOf, monthlyOf, planFor } from './model.ts';

const usage = `npm run cost                     what AWS bills for signatures and page views, line by line (docs/guides/cost.md)

  --signatures N                 1,000,000 by default
  --views-per-signature N        page views of 30 seconds for each signature; 360 by default
  --days N                       in which they come, evenly; 30 by default
  --publish careful | live       how the campaign publishes its total; careful by default
  --campaigns N                  of the stage, for what it costs each month; 1 by default
  --region R                     ${pricedRegions.join(', ')}; eu-central-1 by default`;

/** The lines of `npm run cost`. Ends the script if the command line is wrong. */
export function costLines(args?: readonly string[]): string[] {
  const text = (usual: string) => ({ type: 'string', default: usual }) as const;
  const flags = flagsOf(
    usage,
    {
      signatures: text('1e6'),
      'views-per-signature': text('360'),
      days: text('30'),
      publish: text('careful'),
      campaigns: text('1'),
      region: text('eu-central-1'),
    },
    args,
  );
  const signatures = numberOf('--signatures', flags.signatures, [1, 1e12]);
  const viewsPerSignature = numberOf('--views-per-signature', flags['views-per-signature'], [0, 1e6]);
  const days = numberOf('--days', flags.days, [0.01, 36_500]);
  const campaigns = numberOf('--campaigns', flags.campaigns, [1, 1e5]);
  const { publish } = flags;
  if (publish !== 'careful' && publish !== 'live') refuse('--publish must be careful or live.');
  const region = pricedRegion(flags.region);
  const prices = pricesIn(region);
  const crowd: Crowd = { signatures, viewsPerSignature, days, publish };
  const bill = costOf(crowd, prices);
  const all = [...bill.values()].reduce((sum, usd) => sum + usd, 0);
  const row = ([name, usd]: readonly [string, number]) =>
    [name, cents((usd / signatures) * 1e6), `${Math.round((usd / all) * 100)} %`] as const;
  const live = publish === 'live' ? ' of a live campaign' : '';
  return [
    `${amount(signatures, 'signature')} in ${amount(days, 'day')}, with ${amount(viewsPerSignature, 'page view')}${live} for each, in ${region}.`,
    `US dollars for a million signatures, by AWS's list prices of ${PRICES_READ}. Prices change: check them.`,
    '',
    ...tableLines([...bill, ['in all', all] as const].map(row)),
    '',
    `${signatures === 1 ? 'This signature costs' : `These ${number(signatures)} cost`} $ ${all < 0.01 ? all.toPrecision(2) : cents(all)}. The stage${campaigns === 1 ? '' : ` with ${amount(campaigns, 'campaign')}`} costs $ ${cents(monthlyOf(prices, campaigns))} a month, also without visitors.`,
    planLine(crowd, prices, all),
  ];
}

/** The sum with the flat-rate plan of CloudFront that is large enough. @param all the sum without a plan. */
function planLine(crowd: Crowd, prices: Prices, all: number): string {
  const plan = planFor(crowd, prices);
  if (!plan) return 'No flat-rate plan of CloudFront is large enough.';
  const { requests } = edgePlans[plan.name];
  const much = plan.usd < all ? 'cost less' : 'cost more';
  return `With AMPARO_EDGE_PLAN=${plan.name} they ${much}, $ ${cents(plan.usd)}: $ ${number(prices.edgePlan[plan.name])} a month pay for ${number(requests / 1e6)} million requests and the firewall.`;
}

const cents = (usd: number): string => usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
