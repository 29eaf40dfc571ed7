import type { Actor } from '../access/actor.ts';
import { hasRight } from '../access/rights.ts';
import { hasUploaded } from '../access/upload-store.ts';
import type { Db } from '../aws/db.ts';
import type { Clock } from '../running/clock.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import type { ParsedCampaignFile } from './campaign.ts';
import { seesCampaign, seesOneOf, storedCase } from './case-speakers.ts';
import { getStoredCampaign } from './store.ts';

export type WithPictures = Partial<Pick<ParsedCampaignFile, 'picture' | 'cases' | 'group'>>;

/** A picture that somebody wants in a campaign or a case. */
interface Wanted {
  /** Such as `cases[1].picture`. */
  readonly field: string;
  readonly picture: string;
  /** The id of the case that shall have it. */
  readonly of?: string | undefined;
}

/** The pictures of a campaign, by their ids. */
export const picturesWanted = ({ picture, cases = [], group }: WithPictures): Wanted[] =>
  [
    { field: 'picture', picture: picture?.made?.id },
    ...cases.map((one, i) => ({ field: `cases[${i}].picture`, picture: one.picture?.made?.id, of: one.id })),
    { field: 'group.logo', picture: group?.logo?.made?.id },
  ].flatMap(({ picture: id, ...one }) => (id === undefined ? [] : [{ ...one, picture: id }]));

interface PictureRightsDeps {
  readonly campaigns: Db;
  readonly clock: Clock;
  /** Left out where no organiser acts: what one has uploaded is unknown without it. */
  readonly organisers?: Db;
}

const AT_ONCE = 8;

/**
 * Those pictures that an actor may not take: neither have they uploaded them lately, nor are they in a campaign or a case that they may
 * see. Who knows the id of a picture would publish the photograph of somebody else's draft otherwise. Admins see all.
 *
 * Costs nothing for pictures that are `own`, 1 read unit for what was just uploaded, and for others about 2 to 10 for each campaign in
 * which the actor has a role, which are 200 at most.
 * @param own the ids of pictures that are there already.
 */
export async function picturesOfOthers(
  deps: PictureRightsDeps,
  actor: Actor,
  wanted: readonly Wanted[],
  own: ReadonlySet<string>,
): Promise<readonly Wanted[]> {
  if (actor.kind !== 'organiser' || actor.isAdmin) return [];
  const { organisers, campaigns, clock } = deps;
  const left: Wanted[] = [];
  for (const one of wanted) {
    if (own.has(one.picture)) continue;
    const by = { picture: one.picture, account: actor.account };
    if (organisers && (await hasUploaded(organisers, by, clock()))) continue;
    if (!(await isOfCase(campaigns, actor, one))) left.push(one);
  }
  if (left.length === 0) return [];
  const seen = new Set<string>();
  await eachAtOnce(Object.keys(actor.campaigns), AT_ONCE, async (slug) => {
    if (!hasRight(actor, 'campaign.read', slug) || left.every(({ picture }) => seen.has(picture))) return;
    const stored = await getStoredCampaign(campaigns, slug);
    for (const { picture } of stored ? picturesWanted(stored.campaign) : []) seen.add(picture);
  });
  return left.filter(({ picture }) => !seen.has(picture));
}

/** Whether the case has this picture already, and the actor may see it: its newest version may not be in all its campaigns yet. */
async function isOfCase(campaigns: Db, actor: Actor, { picture, of }: Wanted): Promise<boolean> {
  if (of === undefined || !(await seesOneOf(campaigns, actor, of))) return false;
  const { record, speakers } = await storedCase(campaigns, of);
  return (
    record?.fields.picture?.made?.id === picture && speakers.some(({ campaign }) => seesCampaign(actor, campaign.slug))
  );
}
