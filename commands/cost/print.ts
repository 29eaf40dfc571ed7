import { amount, number } from '../terminal/amount.ts';
import { tableLines } from '../terminal/table.ts';
import type { Estimate } from './estimate.ts';
import type { Service } from './prices-2026-11.ts';

/** What the command prints: each function makes lines, none writes them. */

const cents = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const lessThanACent = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const dollars = (usd: number): string => (usd > 0 && usd < 0.01 ? lessThanACent : cents).format(usd);

export function estimateLines({ scenario, region, pricesRead, ours, naive, monthly }: Estimate): string[] {
  const { signatures, viewsPerSignature, days, secondsPerView } = scenario;
  const services = [...new Set([...ours.lines.keys(), ...naive.lines.keys()])];
  const perMillion = (usd: number) => cents.format((usd / signatures) * 1e6);
  return [
    `${amount(signatures, 'signature')} in ${amount(days, 'day')}, ${amount(viewsPerSignature, 'view')} of ${number(secondsPerView)} s for each, in ${region}.`,
    `US dollars for a million signatures, by AWS's list prices of ${pricesRead}: they change, so check them.`,
    '',
    ...tableLines(
      [
        ['', 'Amparo', 'the obvious'],
        ...services.map(
          (service) =>
            [service, perMillion(ours.lines.get(service) ?? 0), perMillion(naive.lines.get(service) ?? 0)] as const,
        ),
        ['in all', perMillion(ours.usd), perMillion(naive.usd)],
      ],
      { name: 12, column: 12 },
    ),
    '',
    `What costs most: ${dearest(ours.lines, ours.usd)}.`,
    `${signatures === 1 ? 'This one costs' : `These ${number(signatures)} cost`} $ ${dollars(ours.usd)}; and the stage $ ${dollars(monthly.usd)} a month, whoever comes.`,
  ];
}

/** The services that make up nine tenths of a sum. */
function dearest(lines: ReadonlyMap<Service, number>, sum: number): string {
  const named: string[] = [];
  let covered = 0;
  for (const [service, usd] of [...lines].sort(([, a], [, b]) => b - a)) {
    if (covered >= 0.9 * sum) break;
    named.push(`${service} ${Math.round((usd / sum) * 100)} %`);
    covered += usd;
  }
  return named.join(', ');
}
