import { quantile } from '../bench/row.ts';
import type { Stored } from './check.ts';
import type { Findings } from './findings.ts';
import type { Signer } from './signers.ts';
import { tallied } from './tallied.ts';
import type { World } from './world.ts';

/** What a run was, in lines. */
export function summary({
  findings: { done, took },
  signers,
  world,
  held,
  last,
  printed,
}: {
  findings: Findings;
  signers: readonly Signer[];
  world: World;
  held: string;
  last: Stored;
  printed: string;
}): string[] {
  const events = tallied();
  for (const [, event = ''] of printed.matchAll(/"event":"([a-z-]+)"/g)) events.count(event);
  const percentile = (share: number) => `${quantile(took, share)} ms`;
  const having = (is: (signer: Signer) => boolean) => signers.filter(is).length;
  return [
    `requests answered: ${took.length.toLocaleString('en')}; p50 ${percentile(0.5)}, p99 ${percentile(0.99)}, longest ${percentile(1)}`,
    `answers: ${done.words()}`,
    `calls of the tables: ${world.faults.words()}`,
    `mails: ${world.mail.done.words()}`,
    `log: ${events.words()}`,
    `signers: ${signers.length}, of whom ${having(({ promised }) => promised > 0)} were promised a mail and ${having(({ confirmation }) => confirmation === 'answered')} confirmed`,
    `in the table: ${last.counted} counted, ${last.withdrawn} withdrawn`,
    `memory: ${held}`,
  ];
}
