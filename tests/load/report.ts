import type { FaultyTables } from './faulty-tables.ts';
import type { Findings } from './findings.ts';
import type { Signer } from './signers.ts';
import type { SlowMail } from './slow-mail.ts';
import { tallied } from './tallied.ts';

/** What a run was, in lines. */
export function summary({
  findings: { done, took },
  signers,
  tables,
  mail,
  held,
  last,
  printed,
}: {
  findings: Findings;
  signers: readonly Signer[];
  tables: FaultyTables;
  mail: SlowMail;
  held: string;
  last: { counted: number; withdrawn: number };
  printed: string;
}): string[] {
  const events = tallied();
  for (const [, event = ''] of printed.matchAll(/"event":"([a-z-]+)"/g)) events.count(event);
  const sorted = [...took].sort((one, other) => one - other);
  const percentile = (share: number) => `${sorted[Math.floor(sorted.length * share)]} ms`;
  const having = (is: (signer: Signer) => boolean) => signers.filter(is).length;
  return [
    `requests answered: ${took.length.toLocaleString('en')}; p50 ${percentile(0.5)}, p99 ${percentile(0.99)}, longest ${sorted.at(-1)} ms`,
    `answers: ${done.words()}`,
    `calls of the tables: ${tables.done.words()}`,
    `mails: ${mail.done.words()}`,
    `log: ${events.words()}`,
    `signers: ${signers.length}, of whom ${having(({ promised }) => promised > 0)} were promised a mail and ${having(({ confirmation }) => confirmation === 'answered')} confirmed`,
    `in the table: ${last.counted} counted, ${last.withdrawn} withdrawn`,
    `memory: ${held}`,
  ];
}
