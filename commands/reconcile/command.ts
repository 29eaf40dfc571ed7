import { setTimeout as sleep } from 'node:timers/promises';
import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { listCampaignHeads } from '../../functions/core/campaigns/store.ts';
import { type Judgement, judgeCounts } from '../../functions/core/counts/recount/judge.ts';
import { isImpossible, isRight } from '../../functions/core/counts/recount/looks.ts';
import { recountOn } from '../../functions/core/counts/recount/recount.ts';
import type { Recounts } from '../../functions/core/counts/recount/recounts.ts';
import { SHARDS } from '../../functions/core/signatures/store.ts';
import { type CommonOptions, defineCommand, stage, verb, yes } from '../command.ts';
import { findCampaign, onTarget, type Target } from '../target.ts';
import { CommandError, Misunderstood } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { settledLines, unsettledLines } from './print.ts';
import { repair } from './repair.ts';

const usage = `npm run reconcile                          recounts the signatures of each campaign that is due, and says whether its
                                           counts are right; reads numbers alone
npm run reconcile -- --campaign SLUG       of one campaign
npm run reconcile -- --repair              also corrects what is wrong: shows it and asks first, or --yes

On the Amparo that runs on this machine (\`npm start\`), or with --stage NAME on that AWS stage with your credentials.
Until 25 hours after a recount, a difference may only be late; after that it is wrong. Exit code 1: something is wrong.`;

/** `npm run reconcile`: exit code 1 also if counts are wrong, and were left so. docs/guides/organisers.md */
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
  const wrong: string[] = [];
  const { campaign } = options;
  const chosen = campaign === undefined ? await listCampaignHeads(target.db) : [await findCampaign(campaign, target)];
  for (const one of chosen) {
    const recounts = await recount(one, target, terminal);
    checkpoint(terminal);
    const input = { campaign: one.slug, recounts };
    const judgement = await judgeCounts({ counts: target.table('Counts') }, operator, input);
    if (!(await show(one.slug, judgement, options, target, terminal))) wrong.push(one.slug);
  }
  if (wrong.length > 0) throw new CommandError(`Counts are wrong: ${wrong.join(', ')}.`);
}

/** Goes on with the recount of a campaign as the function does each hour, and says how far it is. */
function recount(
  campaign: CampaignHead,
  target: Target,
  { print, clock, mayGoOn, pause = sleep }: Terminal,
): Promise<Recounts> {
  const deps = { signatures: target.table('Signatures'), counts: target.table('Counts'), pause, clock };
  return recountOn(deps, campaign, {
    mayGoOn: () => mayGoOn?.() !== false,
    progress: (partitions) => print(`${campaign.slug}: recounted ${partitions} of ${SHARDS} parts`),
  });
}

/** Prints a judgement, and repairs what is wrong if that is asked for. @returns false if counts are wrong, and were left so. */
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
      print(`${slug}: not recounted to the end yet. Run again to go on.`);
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
