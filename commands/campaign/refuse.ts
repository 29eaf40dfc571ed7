import { FaultyFile } from '../../functions/core/campaigns/faults.ts';
import { OtherRevision } from '../../functions/core/campaigns/organise-deps.ts';
import { ChangedMeanwhile } from '../../functions/core/campaigns/store.ts';
import { OtherCase } from '../../functions/core/cases/change.ts';
import { Problem } from '../../functions/core/problem.ts';
import { faultLines } from '../file.ts';
import { noCampaign, onStage, type Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';

/**
 * @param inOtherState says what it takes if a campaign is in another state.
 * @throws {CommandError} if a person can act on the error. Every other error is thrown unchanged.
 */
export function refuse(error: unknown, target: Target, inOtherState?: string): never {
  if (error instanceof Problem && error.kind === 'campaign-in-other-state' && inOtherState !== undefined)
    throw new CommandError(`Nothing written: ${inOtherState}`);
  if (error instanceof Problem) throw wordsOf(error, target) ?? error;
  if (error instanceof FaultyFile) throw new CommandError(...faultLines(error));
  if (error instanceof ChangedMeanwhile || error instanceof OtherRevision)
    throw new CommandError('Nothing written: somebody else has just changed the campaign. Run again to compare.');
  if (error instanceof OtherCase)
    throw new CommandError('Nothing written: somebody else has just changed the case. Run again to compare.');
  throw error;
}

/** @returns undefined for a refusal that no command can meet. */
function wordsOf({ kind, campaign = '' }: Problem, target: Target): CommandError | undefined {
  const { name } = target;
  const run = (command: string) => `\`npm run ${command}${onStage(target.stage)}\``;
  switch (kind) {
    case 'campaign-unknown':
      return noCampaign(campaign, target);
    case 'campaign-deleted':
      return new CommandError(`${campaign} was deleted from ${name}. ${run('campaign -- put FILE')} brings it back.`);
    case 'slug-taken':
      return new CommandError(
        `Nothing written: there is a campaign with this slug on ${name}, or was one. Choose another.`,
      );
    case 'version-unknown':
      return new CommandError(
        `There is no such version. ${run(`campaign -- history ${campaign || 'SLUG'}`)} shows all.`,
      );
    case 'update-unknown':
      return new CommandError(`There is no such update. ${run(`updates -- list ${campaign || 'SLUG'}`)} shows all.`);
    case 'case-unknown':
      return new CommandError(`There is no such case on ${name}. ${run('cases -- list')} shows all.`);
    case 'case-spoken-for':
      return new CommandError(
        `Nothing erased: a campaign speaks for this case. ${run('cases -- leave ID SLUG')} takes it out of one.`,
      );
    default:
      return undefined;
  }
}
