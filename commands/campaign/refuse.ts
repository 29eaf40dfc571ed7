import { FaultyFile } from '../../functions/core/campaigns/faults.ts';
import { OtherRevision } from '../../functions/core/campaigns/organise-deps.ts';
import { InOtherState, type Refusal } from '../../functions/core/campaigns/states.ts';
import { ChangedMeanwhile } from '../../functions/core/campaigns/store.ts';
import { OtherCase } from '../../functions/core/cases/change.ts';
import { Problem } from '../../functions/core/problem.ts';
import { faultLines } from '../file.ts';
import { noCampaign, onStage, type Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';

/** @throws {CommandError} if a person can act on the error. Every other error is thrown unchanged. */
export function refuse(error: unknown, target: Target): never {
  if (error instanceof InOtherState) {
    const nothing = error.asked === 'preview' ? 'Nothing made' : 'Nothing written';
    throw new CommandError(`${nothing}: ${notNowWords(error)}`, canWords(error));
  }
  if (error instanceof Problem) throw wordsOf(error, target) ?? error;
  if (error instanceof FaultyFile) throw new CommandError(...faultLines(error));
  if (error instanceof ChangedMeanwhile || error instanceof OtherRevision)
    throw new CommandError('Nothing written: somebody else has just changed the campaign. Run again to compare.');
  if (error instanceof OtherCase)
    throw new CommandError('Nothing written: somebody else has just changed the case. Run again to compare.');
  throw error;
}

/** Why a campaign does not take a step, or has no previews. */
function notNowWords({ asked, why, subject: { slug, opensAt } }: InOtherState): string {
  const words: Record<Refusal, string> = {
    draft: `${slug} is a draft, and has no public page. Open it first.`,
    'archived-draft': `${slug} is a draft that is archived. Bring it back first.`,
    'signed-draft': `${slug} was open before, and people may have signed it. Open it, and close it: then it can be archived.`,
    scheduled: `${slug} opens at ${opensAt}, and nobody can sign it before that.${asked === 'archive' ? ' Take it back to draft first.' : ''}`,
    'not-closed': `only a closed campaign can be archived, or a draft that was never open. Close ${slug} first.`,
    'has-opened': `${slug} has opened: people may have signed it. Its \`visibility\` says who can see it.`,
    'has-closed': `${slug} has closed. It opens again only if its file is put with a later closesAt, or with none.`,
    won: 'a campaign is won once. To change the words later, put its file with others.',
    'no-draft': `only a draft has previews. ${slug} has its own page.`,
  };
  return words[why];
}

const canWords = ({ state, can }: InOtherState): string =>
  can.length === 0 ? `Its state is ${state}.` : `Its state is ${state}. These commands work now: ${can.join(', ')}.`;

/** @returns undefined for a refusal that no command can meet. */
function wordsOf({ kind, campaign = '' }: Problem, target: Target): CommandError | undefined {
  const { name } = target;
  const run = (command: string) => `\`npm run ${command}${onStage(target.stage)}\``;
  switch (kind) {
    case 'campaign-unknown':
      return noCampaign(campaign, target);
    case 'campaign-deleted':
      return new CommandError(`${campaign} was deleted from ${name}. ${run('campaign -- put FILE')} brings it back.`);
    case 'changed-meanwhile':
      return new CommandError('Nothing written: others are changing the same just now. Run again in a moment.');
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
    case 'too-many-previews':
      return new CommandError(
        `Nothing made: ${campaign} has as many links as it can have. ${run(`previews -- end ${campaign} ID`)} ends one.`,
      );
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
