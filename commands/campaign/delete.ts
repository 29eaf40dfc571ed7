import { operator } from '../../functions/core/access/actor.ts';
import { identitiesKeptUntil, KEEP_MONTHS } from '../../functions/core/campaigns/keeping.ts';
import { localTime } from '../../functions/core/campaigns/local-time.ts';
import { carryOut, planDeletion } from '../../functions/core/campaigns/plan.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { pictureShelf } from '../../functions/core/pictures/shelf.ts';
import type { CommonOptions } from '../command.ts';
import { onTarget } from '../target.ts';
import { agreed, onYesOfNpm, type Terminal } from '../terminal/terminal.ts';
import { removeUnshown } from './change.ts';
import { keepMonthsIn, relist } from './deps.ts';
import { deletionLines } from './print.ts';
import { refuse } from './refuse.ts';

/** Says what becomes of a campaign and its signatures, asks twice, and deletes it. */
export const deleteCampaign = (
  slug: string,
  { really, ...options }: CommonOptions & { readonly really?: boolean | undefined },
  terminal: Terminal,
): Promise<void> =>
  onTarget(options, terminal, async (target) => {
    const { print, clock } = terminal;
    const shelf = pictureShelf(target.pictures, target.db);
    const deps = { campaigns: target.db, audit: target.audit, clock, shelf };
    const plan = await planDeletion(deps, operator, { slug }).catch((error) => refuse(error, target));
    const { total } = await queryCounts(target.table('Counts'), slug);
    const until = identitiesKeptUntil(plan.after, keepMonthsIn(terminal) ?? KEEP_MONTHS) ?? clock();
    const erasedOn = localTime(plan.after, until).slice(0, 10);
    for (const line of deletionLines({ title: plan.after.title, slug, place: target.name, total, erasedOn }))
      print(line);
    if (!(await agreed('Delete it?', options, terminal, 'Nothing deleted'))) return;
    if (really !== true) {
      if (!terminal.ask) return print(`Nothing deleted; run again with --yes and --really.${onYesOfNpm(terminal)}`);
      if (!(await terminal.ask(`Is ${slug} the right campaign, and are its signatures exported?`)))
        return print('Nothing deleted.');
    }
    await carryOut(deps, operator, plan).catch((error) => refuse(error, target));
    await relist(slug, target, terminal);
    await removeUnshown(plan, target);
    print(`Deleted: ${slug} on ${target.name}.`);
  });
