import { basename } from 'node:path/posix';
import { schedule } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import type { Campaign } from '../campaigns/campaign.ts';
import { queryCases } from '../campaigns/case-index.ts';
import { getCaseRecord } from '../campaigns/case-store.ts';
import { listCampaignHeads } from '../campaigns/head-store.ts';
import type { MadePicture } from '../campaigns/picture.ts';
import type { PictureShelf, WithPictures } from '../campaigns/shelf.ts';
import { getStoredCampaign } from '../campaigns/store.ts';
import { filesOf, keptName, logoName, namesShown, pictureName, shareFile } from './address.ts';
import { WIDTHS } from './made.ts';
import { groupShown, type PictureStore, removeLogo } from './store.ts';

/** Files that are copied at once: a campaign may have 60 cases. */
const AT_ONCE = 16;

/** The slugs of campaigns that everybody sees with a picture, by its id. */
export type Showing = (picture: string) => Promise<readonly string[]>;

/**
 * Moves the pictures of campaigns between two places: the folder of a campaign, which everybody sees, and `kept/`, which only organisers
 * see. What was uploaded waits there, and so does what a page no longer shows: a step back finds it again.
 * @param showing finds pictures that a command has stored for one campaign alone. Left out: none is found.
 */
export function pictureShelf(pictures: PictureStore, campaigns: Db, showing: Showing = async () => []): PictureShelf {
  const areKept = async (names: readonly string[]) =>
    (await Promise.all(names.map((name) => pictures.has(keptName(basename(name)))))).every(Boolean);
  return {
    async missing(before, after) {
      const there = new Set(before ? publicNames(before) : []);
      const faults = await each(picturesIn(after), async ({ field, id, names, isLogo }) => {
        const unseen = names.filter((name) => !there.has(name));
        if (await areKept(unseen)) return [];
        if (isLogo) await each(unseen, (name) => keep(pictures, name));
        else await keepFrom(pictures, await showing(id), unseen);
        return (await areKept(unseen)) ? [] : [field];
      });
      return faults.flat();
    },
    async keeps({ made }) {
      if (!made) return false;
      const files = filesOf(made);
      if (await areKept(files)) return true;
      await keepFrom(pictures, await showing(made.id), files);
      return areKept(files);
    },
    async show(before, after) {
      const there = new Set(before ? publicNames(before) : []);
      await each(
        [...publicNames(after)].filter((name) => !there.has(name)),
        async (name) => {
          const content = await pictures.get(keptName(basename(name)));
          if (content) await pictures.put(name, content);
        },
      );
    },
    keep: (campaign, of) =>
      keepPictures(
        pictures,
        of === undefined
          ? campaign
          : { ...withoutPictures(campaign), cases: campaign.cases.filter(({ id }) => id === of) },
      ),
    async hide(before, after) {
      const [had, has] = [before ? publicNames(before) : new Set<string>(), publicNames(after)];
      const moved = [...new Set([...had, ...has])].filter((name) => had.has(name) !== has.has(name));
      if (moved.length === 0) return;
      const takeAway = takerOf({ pictures, campaigns }, before ? [before, after] : [after]);
      const taken = new Map<string, Uint8Array>();
      // Somebody else may write the campaign with the same picture. The one who takes a file away looks again
      // afterwards, and so does the one who writes: one of the two sees that it must come back.
      for (let seen: number | undefined = -1; ; ) {
        const stored = await getStoredCampaign(campaigns, after.slug, { consistent: true });
        if (stored?.revision === seen) return;
        seen = stored?.revision;
        const shown = stored ? publicNames(stored.campaign) : new Set<string>();
        const [stay, gone] = [moved.filter((name) => shown.has(name)), moved.filter((name) => !shown.has(name))];
        await each(stay, (name) => giveBack(pictures, name, taken.get(name)));
        if (gone.length === 0) return;
        await each(gone, async (name) => {
          const content = await takeAway(name);
          if (content) taken.set(name, content);
        });
      }
    },
    async forget(all, of) {
      const left = new Map(all.map((made) => [made.id, made]));
      for await (const used of picturesUsed(campaigns, of)) {
        if (left.size === 0) return;
        left.delete(used);
      }
      for (const made of left.values()) await each(filesEverOf(made).map(keptName), (name) => pictures.remove(name));
    },
  };
}

/** All files that there can be of a picture: a campaign may know of fewer widths than were made. */
const filesEverOf = (made: MadePicture): string[] =>
  filesOf({ ...made, widths: [...new Set([...made.widths, ...Object.values(WIDTHS).flat()])] });

/** The ids of the pictures of all campaigns and cases. @param except a case whose own does not count. */
async function* picturesUsed(campaigns: Db, except: string | undefined): AsyncGenerator<string> {
  const heads = await listCampaignHeads(campaigns, true);
  for (let i = 0; i < heads.length; i += AT_ONCE) {
    const some = heads.slice(i, i + AT_ONCE);
    const stored = await each(some, ({ slug }) => getStoredCampaign(campaigns, slug, { consistent: true }));
    for (const one of stored) if (one) for (const { id } of picturesOf(one.campaign, except)) yield id;
  }
  // Those of campaigns are known by now.
  for await (const [row, ...speakers] of queryCases(campaigns)) {
    if (!row || row.id === except || row.slug !== undefined || speakers.length > 0) continue;
    const made = (await getCaseRecord(campaigns, row.id))?.fields.picture?.made;
    if (made) yield made.id;
  }
}

const picturesOf = ({ picture, cases }: Campaign, except: string | undefined): MadePicture[] =>
  [picture, ...cases.filter(({ id }) => id === undefined || id !== except).map((one) => one.picture)].flatMap(
    (one) => one?.made ?? [],
  );

/** Takes files away that only these campaigns have shown. @returns what was in a file, unless it stays or is gone already. */
function takerOf({ pictures, campaigns }: { pictures: PictureStore; campaigns: Db }, both: readonly Campaign[]) {
  const drawn = new Set(both.flatMap(drawnIn));
  const groups = both.flatMap((one) => groupShown(one) ?? []);
  return async (name: string): Promise<Uint8Array | undefined> => {
    const group = groups.find(({ logo }) => logo?.made && logoName(logo.made) === name);
    if (group) {
      await keep(pictures, name);
      await removeLogo({ pictures, campaigns }, schedule, { before: group, after: undefined });
      return undefined;
    }
    const content = await pictures.get(name);
    // The picture for shared links is drawn again, from what is there then.
    if (content && !drawn.has(name)) await pictures.put(keptName(basename(name)), content);
    if (content) await pictures.remove(name);
    return content;
  };
}

/** Puts a file back that a campaign shows, if it is not there. */
async function giveBack(pictures: PictureStore, name: string, taken: Uint8Array | undefined): Promise<void> {
  if (await pictures.has(name)) return;
  const content = taken ?? (await pictures.get(keptName(basename(name))));
  if (content) await pictures.put(name, content);
}

/** The name of the picture for shared links, which a command draws. */
const drawnIn = ({ slug, share }: Campaign): string[] => (share ? [pictureName(slug, shareFile(share.id))] : []);

/**
 * Keeps a copy of all pictures that a campaign shows, where another campaign or a case can take them from. Comes before a campaign is
 * duplicated, or a case is made of one of its cases.
 */
export async function keepPictures(pictures: PictureStore, campaign: Campaign): Promise<void> {
  const drawn = drawnIn(campaign);
  await each(
    [...publicNames(campaign)].filter((name) => !drawn.includes(name)),
    (name) => keep(pictures, name),
  );
}

/** Keeps copies of some files from the folders of campaigns that show them. */
async function keepFrom(pictures: PictureStore, slugs: readonly string[], names: readonly string[]): Promise<void> {
  for (const slug of slugs) await each(names, (name) => keep(pictures, pictureName(slug, basename(name))));
}

async function keep(pictures: PictureStore, name: string): Promise<void> {
  const kept = keptName(basename(name));
  if (await pictures.has(kept)) return;
  const content = await pictures.get(name);
  if (content) await pictures.put(kept, content);
}

function withoutPictures({ picture, share, group, ...campaign }: Campaign): Campaign {
  return campaign;
}

/** The names of all files that everybody sees with a campaign: none, if it is a draft. */
function publicNames(campaign: Campaign): Set<string> {
  const logo = groupShown(campaign)?.logo?.made;
  return new Set([...namesShown(campaign), ...(logo ? [logoName(logo)] : [])]);
}

/** All pictures of a campaign, with the names that their files have when everybody sees them. */
function picturesIn({ slug, picture, cases, group }: WithPictures) {
  const own = (field: string, made: MadePicture | undefined) =>
    made ? [{ field, id: made.id, names: filesOf(made).map((file) => pictureName(slug, file)), isLogo: false }] : [];
  const logo = group?.logo?.made;
  return [
    ...own('picture', picture?.made),
    ...cases.flatMap((one, i) => own(`cases[${i}].picture`, one.picture?.made)),
    ...(logo ? [{ field: 'group.logo', id: logo.id, names: [logoName(logo)], isLogo: true }] : []),
  ];
}

/** Does the same with each of a list, some at once. */
async function each<One, Result>(all: readonly One[], work: (one: One) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let i = 0; i < all.length; i += AT_ONCE)
    results.push(...(await Promise.all(all.slice(i, i + AT_ONCE).map(work))));
  return results;
}
