import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { isTag, usualTag } from '../../functions/core/campaigns/fields.ts';
import { getStoredHeads, listCampaignHeads } from '../../functions/core/campaigns/head-store.ts';
import { KEEP_MONTHS } from '../../functions/core/campaigns/keeping.ts';
import { getWaiting } from '../../functions/core/counts/waiting.ts';
import { getMailHealth } from '../../functions/core/outbox/health-store.ts';
import { askedStates, type OrganisedChoice, organisedCampaigns } from '../../functions/core/overview/organise-list.ts';
import { readOrganisedOf } from '../../functions/core/overview/organised.ts';
import type { CommonOptions } from '../command.ts';
import { onTarget, type Target } from '../target.ts';
import { Misunderstood } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { keepMonthsIn } from './deps.ts';
import { healthLines, listLines } from './print.ts';

/** How long the table may take to say whether the stage is strict, in milliseconds. */
const PATIENCE = 5_000;

/** Campaigns that are read at once. */
const AT_ONCE = 100;

/** Which campaigns a person asks for. */
interface Asked {
  readonly find?: string | undefined;
  readonly state?: string | undefined;
  readonly language?: string | undefined;
  readonly needs?: boolean | undefined;
}

/** Lists all campaigns by slug, or those that a person asks for: then with what waits in each. @throws {Misunderstood} */
export function listCampaigns(asked: Asked, options: CommonOptions, terminal: Terminal): Promise<void> {
  const choice = choiceIn(asked);
  return onTarget(options, terminal, async (target) => {
    const { table, name } = target;
    const now = terminal.clock();
    const heads = choice ? await chosen(choice, asked.needs, target, terminal) : await listCampaignHeads(target.db);
    if (heads.length === 0) terminal.print(choice ? `No such campaigns on ${name}.` : `No campaigns on ${name}.`);
    const waiting = choice && (await getWaiting(table('Counts'))).campaigns;
    for (const line of listLines(heads, now, keepMonthsIn(terminal) ?? KEEP_MONTHS, waiting)) terminal.print(line);
    for (const line of healthLines(await getMailHealth(table('Counts'), PATIENCE), now)) terminal.print(line);
  });
}

/** @returns undefined if a person asks for all. @throws {Misunderstood} */
function choiceIn({ find, state, language, needs }: Asked): OrganisedChoice | undefined {
  if ([find, state, language, needs].every((one) => one === undefined)) return undefined;
  const known = askedStates.find((one) => one === state);
  if (state !== undefined && known === undefined)
    throw new Misunderstood(`--state must be one of ${askedStates.join(', ')}.`);
  if (language !== undefined && !isTag(language))
    throw new Misunderstood('--language must be a tag such as az or pt-BR.');
  return { q: find?.trim() || undefined, state: known, language: language && usualTag(language) };
}

/** The order is that of the overview, which is a minute old at most. Each campaign is shown as it is now. */
async function chosen(
  choice: OrganisedChoice,
  needs: boolean | undefined,
  { db, table }: Target,
  terminal: Terminal,
): Promise<CampaignHead[]> {
  const deps = { organised: readOrganisedOf({ campaigns: db, counts: table('Counts') }), clock: terminal.clock };
  const found: CampaignHead[] = [];
  let after: string | undefined;
  do {
    checkpoint(terminal);
    const page = await organisedCampaigns(deps, operator, {
      ...{ choice, sort: needs ? 'needs' : 'slug', after, limit: AT_ONCE },
    });
    const slugs = page.entries.map(({ slug }) => slug);
    const heads = slugs.length === 0 ? [] : await getStoredHeads(db, slugs);
    const bySlug = new Map(heads.map(({ head }) => [head.slug, head]));
    found.push(...slugs.flatMap((slug) => bySlug.get(slug) ?? []));
    after = page.next;
  } while (after !== undefined);
  return found.filter(({ deletedAt }) => deletedAt === undefined);
}
