import type { Estimate } from './estimate.ts';
import type { Service } from './prices-2026-11.ts';

/** What the command prints: each function makes lines, none writes them. */

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
const dollars = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const WIDTH = 12;
const row = (name: string, ...columns: readonly string[]): string =>
  `${name.padEnd(WIDTH)}${columns.map((column) => column.padStart(WIDTH)).join('')}`;

export function estimateLines({ scenario, region, pricesRead, ours, naive, monthly }: Estimate): string[] {
  const { signatures, viewsPerSignature, days, secondsPerView } = scenario;
  const services = [...new Set([...ours.lines.keys(), ...naive.lines.keys()])];
  const perMillion = (usd: number) => dollars.format((usd / signatures) * 1e6);
  return [
    `${number.format(signatures)} signatures in ${number.format(days)} days, ${number.format(viewsPerSignature)} views of ${number.format(secondsPerView)} s for each, in ${region}.`,
    `US dollars for a million signatures, by AWS's list prices of ${pricesRead}: they change, so check them.`,
    '',
    row('', 'Amparo', 'the obvious'),
    ...services.map((service) =>
      row(service, perMillion(ours.lines.get(service) ?? 0), perMillion(naive.lines.get(service) ?? 0)),
    ),
    row('in all', perMillion(ours.usd), perMillion(naive.usd)),
    '',
    `What costs most: ${dearest(ours.lines, ours.usd)}.`,
    `These ${number.format(signatures)} cost $ ${dollars.format(ours.usd)}; and the stage $ ${dollars.format(monthly.usd)} a month, whoever comes.`,
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
