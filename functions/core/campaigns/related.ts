import type { Actor } from '../access/actor.ts';
import { hasRight } from '../access/rights.ts';
import type { Db } from '../aws/db.ts';
import type { ParsedCampaignFile } from './campaign.ts';
import { FaultyFile, type FileFault } from './faults.ts';
import { getStoredHeads, type Neighbour, queryNeighbours } from './head-store.ts';
import { closestOf } from './meant.ts';
import { isSlug } from './values.ts';
import { isListed } from './visibility.ts';

type Related = Pick<ParsedCampaignFile, 'related'>;

/** How many campaigns on each side of a mistyped slug somebody may have meant. */
const NEIGHBOURS = 50;

/**
 * Checks that the campaigns to which a file points are there. A draft of others is none for an organiser: the answer to a guess does not
 * reveal it. 0.5 read units each, and about 10 more for one that is unknown.
 * @param before what is stored. To what it points already, it may point.
 * @throws {FaultyFile} if it points to a campaign that does not exist.
 */
export async function checkRelated(
  { campaigns }: { readonly campaigns: Db },
  actor: Actor,
  { related }: Related,
  before?: Related,
): Promise<void> {
  // What is no slug, or is there twice, is a fault of the file itself.
  const added = [...new Set(related)].filter((slug) => isSlug(slug) && !before?.related.includes(slug));
  if (added.length === 0) return;
  const known = (await getStoredHeads(campaigns, added)).filter(({ head }) => mayKnow(actor, head));
  const unknown = added.filter((slug) => !known.some(({ head }) => head.slug === slug));
  const faults = await Promise.all(
    unknown.map(async (slug): Promise<FileFault> => {
      const around = await queryNeighbours(campaigns, slug, NEIGHBOURS);
      const near = closestOf(
        slug,
        around.filter((one) => isProposed(actor, one)).map((one) => one.slug),
      );
      const i = related.indexOf(slug);
      const message = `names ${slug}, which is no campaign here${near ? `: did you mean ${near}?` : '. Put that one first, or leave it out.'}`;
      return { field: `related[${i}]`, label: `related › entry ${i + 1}`, message };
    }),
  );
  if (faults.length > 0) throw new FaultyFile(faults);
}

/** Whether somebody may learn that a campaign exists: everybody who has the address of one that is no draft. */
const mayKnow = (actor: Actor, one: Neighbour): boolean =>
  one.visibility !== 'draft' || hasRight(actor, 'campaign.read', one.slug);

/** Whether it is proposed to them. */
const isProposed = (actor: Actor, one: Neighbour): boolean =>
  isListed(one) || (one.deletedAt === undefined && hasRight(actor, 'campaign.read', one.slug));
