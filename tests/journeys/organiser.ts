import { expect, inject } from 'vitest';
import { signaturesCommand } from '../../commands/signatures/command.ts';
import { localTarget } from '../../commands/target.ts';
import { drawNames } from '../../functions/core/published/names.ts';
import { systemClock } from '../../functions/core/running/clock.ts';
import { runCommand } from '../support/command.ts';

/** An organiser at the terminal of the computer that runs the service. */
export interface Organiser {
  /** The names that wait, as the command lists them. */
  namesThatWait(): Promise<string>;
  approvesAll(): Promise<void>;
  /** Publishing draws names, as at the end of a day on which a crowd has signed. */
  dayEnds(): Promise<void>;
}

/** @returns undefined for a service that the tests did not start: there, they are no organiser. */
export function organiserOf(campaign: string): Organiser | undefined {
  const dataDir = inject('dataDir');
  if (!dataDir) return undefined;
  const run = async (...args: string[]) => {
    const { code, said } = await runCommand(signaturesCommand, args, { dataDir, clock: systemClock });
    expect([code, said]).toEqual([0, said]);
    return said.join('\n');
  };
  return {
    async namesThatWait() {
      const [, waiting = ''] =
        /^waiting for your decision: .*\n((?: {2}.*\n?)*)/m.exec(await run('names', campaign)) ?? [];
      return waiting;
    },
    async approvesAll() {
      await run('approve', campaign, '--all', '--yes');
    },
    async dayEnds() {
      const target = await localTarget(dataDir);
      expect(await drawNames(target.table('Counts'), { campaign, at: systemClock() })).toBe(true);
      target.db.client.destroy();
    },
  };
}
