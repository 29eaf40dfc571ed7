import type { Actor } from '../access/actor.ts';
import { hasRight } from '../access/rights.ts';
import type { Db } from '../aws/db.ts';
import type { Clock } from '../running/clock.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import type { ParsedCampaignFile } from './campaign.ts';
import { seesCampaign, seesOneOf, storedCase } from './case-speakers.ts';
import { type MadePicture, madeKey } from './picture.ts';
import { getStoredCampaign } from './store.ts';
import { getUpload } from './upload-store.ts';

export type WithPictures = Partial<Pick<ParsedCampaignFile, 'picture' | 'cases' | 'group'>>;

/** A picture that somebody wants in a campaign or a case. */
interface Wanted {
  /** Such as `cases[1].picture`. */
  readonly field: string;
  readonly made: MadePicture;
  /** The id of the case that shall have it. */
  readonly of?: string | undefined;
}

/** The pictures of a campaign. */
export const picturesWanted = ({ picture, cases = [], group }: WithPictures): Wanted[] =>
  [
    { field: 'picture', made: picture?.made },
    ...cases.map((one, i) => ({ field: `cases[${i}].picture`, made: one.picture?.made, of: one.id })),
    { field: 'group.logo', made: group?.logo?.made },
  ].flatMap(({ made, ...one }) => (made === undefined ? [] : [{ ...one, made }]));

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
 * Nor may anybody take one that they describe otherwise than it was made, or than that campaign or case has it. What an admin says of a picture
 * is compared with what they have uploaded, and with `own`.
 *
 * Costs nothing for pictures that are `own`, 1 read unit for what was just uploaded, and for others about 2 to 10 for each campaign in
 * which the actor has a role, which are 200 at most.
 * @param own the pictures that are there already.
 */
export async function picturesOfOthers(
  deps: PictureRightsDeps,
  actor: Actor,
  wanted: readonly Wanted[],
  own: readonly MadePicture[],
): Promise<readonly Wanted[]> {
  if (actor.kind !== 'organiser') return [];
  const { organisers, campaigns, clock } = deps;
  const there = new Set(own.map(madeKey));
  const left: Wanted[] = [];
  for (const one of wanted) {
    if (there.has(madeKey(one.made))) continue;
    const by = { picture: one.made.id, account: actor.account };
    const uploaded = organisers && (await getUpload(organisers, by, clock()));
    if (uploaded && madeKey(uploaded) === madeKey(one.made)) continue;
    const isKnown = uploaded !== undefined || own.some(({ id }) => id === one.made.id);
    if (actor.isAdmin ? isKnown : !(await isOfCase(campaigns, actor, one))) left.push(one);
  }
  if (left.length === 0) return [];
  const seen = new Set<string>();
  await eachAtOnce(Object.keys(actor.campaigns), AT_ONCE, async (slug) => {
    if (!hasRight(actor, 'campaign.read', slug) || left.every(({ made }) => seen.has(madeKey(made)))) return;
    const stored = await getStoredCampaign(campaigns, slug);
    for (const { made } of stored ? picturesWanted(stored.campaign) : []) seen.add(madeKey(made));
  });
  return left.filter(({ made }) => !seen.has(madeKey(made)));
}

/** Whether the case has this picture already, and the actor may see it: its newest version may not be in all its campaigns yet. */
async function isOfCase(campaigns: Db, actor: Actor, { made, of }: Wanted): Promise<boolean> {
  if (of === undefined || !(await seesOneOf(campaigns, actor, of))) return false;
  const { record, speakers } = await storedCase(campaigns, of);
  const its = record?.fields.picture?.made;
  return (
    its !== undefined &&
    madeKey(its) === madeKey(made) &&
    speakers.some(({ campaign }) => seesCampaign(actor, campaign.slug))
  );
}
