import { setTimeout as sleep } from 'node:timers/promises';
import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { listCampaignHeads } from '../../functions/core/campaigns/head-store.ts';
import { isImpossible, isRight } from '../../functions/core/counts/recount/looks.ts';
import { type Judgement, reconcileCampaign } from '../../functions/core/counts/recount/reconcile.ts';
import { SHARDS } from '../../functions/core/signatures/store.ts';
import { type CommonOptions, defineCommand, stage, verb, yes } from '../command.ts';
import { findCampaign, onTarget, type Target } from '../target.ts';
import { CommandError, Misunderstood } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { settledLines, unsettledLines } from './print.ts';
import { repair } from './repair.ts';

const usage = `npm run reconcile                          recounts the signatures of each campaign that is due, and shows whether its
                                           counts are right; reads only numbers
npm run reconcile -- --campaign SLUG       only this campaign
npm run reconcile -- --repair              also corrects what is wrong: shows it and asks first, or --yes

On the Amparo that runs on this machine (\`npm start\`), or with --stage NAME on that AWS stage with your credentials.
Some signatures may be counted late, so a difference is certain only 25 hours after a recount. Exit code 1: counts are wrong.`;

/** `npm run reconcile`: exit code 1 also if counts are wrong and were not corrected. docs/guides/organisers.md */
export const reconcileCommand = defineCommand({
  name: 'reconcile',
  usage,
  verbs: {
    '': verb({
      operands: ['[WORD]'],
      options: { ...yes, ...stage, campaign: { type: 'string' }, repair: { type: 'boolean' } },
      run([word], options, terminal) {
        if (word !== undefined) throw new Misunderstood(`There is no \`${word}\`: name a campaign with --campaign.`);
        if (options.yes && !options.repair) throw new Misunderstood('--yes is for --repair.');
        return onTarget(
          options,
          terminal,
          (target) => reconcile(options, target, terminal),
          () => 'tables',
        );
      },
    }),
  },
});

interface Options extends CommonOptions {
  /** Left out: all of them. */
  readonly campaign?: string | undefined;
  readonly repair?: boolean | undefined;
}

async function reconcile(options: Options, target: Target, terminal: Terminal): Promise<void> {
  const { print, clock, mayGoOn, pause = sleep } = terminal;
  const deps = { signatures: target.table('Signatures'), counts: target.table('Counts'), pause, clock };
  const wrong: string[] = [];
  for (const campaign of await chosen(options, target)) {
    const { slug } = campaign;
    const judgement = await reconcileCampaign(deps, operator, {
      campaign,
      mayGoOn: () => mayGoOn?.() !== false,
      progress: (partitions) => print(`${slug}: recounted ${partitions} of ${SHARDS} parts`),
    });
    checkpoint(terminal);
    if (!(await show(slug, judgement, options, target, terminal))) wrong.push(slug);
  }
  if (wrong.length > 0) throw new CommandError(`Counts are wrong: ${wrong.join(', ')}.`);
}

const chosen = async ({ campaign }: Options, target: Target): Promise<CampaignHead[]> =>
  campaign === undefined ? listCampaignHeads(target.db) : [await findCampaign(campaign, target)];

/** Prints a judgement, and corrects what is wrong if asked to. @returns false if counts are wrong and were not corrected. */
async function show(
  slug: string,
  judgement: Judgement,
  options: Options,
  target: Target,
  terminal: Terminal,
): Promise<boolean> {
  const { print } = terminal;
  switch (judgement.kind) {
    case 'nothing-recounted':
      return true;
    case 'unfinished':
      print(`${slug}: the recount is not complete yet. Run again to continue.`);
      return true;
    case 'being-folded':
      throw new CommandError(`Counts of ${slug} are being folded. Run again.`);
    case 'unsettled':
      for (const line of unsettledLines(slug, judgement, options)) print(line);
      return !isImpossible(judgement.verdict);
    case 'settled': {
      for (const line of settledLines(slug, judgement)) print(line);
      if (isRight(judgement.verdict)) return true;
      return options.repair === true && (await repair(slug, judgement.verdict, options, target, terminal));
    }
  }
}
