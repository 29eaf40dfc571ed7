import { basename } from 'node:path/posix';
import { schedule } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import type { Campaign } from '../campaigns/campaign.ts';
import type { MadePicture } from '../campaigns/picture.ts';
import type { PictureShelf, WithPictures } from '../campaigns/shelf.ts';
import { filesOf, keptName, logoName, namesShown, pictureName, shareFile } from './address.ts';
import { groupShown, type PictureStore, removeLogo } from './store.ts';

/** Files that are copied at once: a campaign may have 60 cases. */
const AT_ONCE = 16;

/**
 * Moves the pictures of campaigns between two places: the folder of a campaign, which everybody sees, and `kept/`, which only organisers
 * see. What was uploaded waits there, and so does what a page no longer shows: a step back finds it again.
 */
export function pictureShelf(pictures: PictureStore, campaigns: Db): PictureShelf {
  return {
    async missing(before, after) {
      const there = new Set(before ? publicNames(before) : []);
      const faults = await each(picturesIn(after), async ({ field, names }) => {
        const found = await Promise.all(
          names.map(async (name) => there.has(name) || (await pictures.has(keptName(basename(name))))),
        );
        return found.every(Boolean) ? [] : [field];
      });
      return faults.flat();
    },
    async keeps({ made }) {
      const found = await Promise.all((made ? filesOf(made) : []).map((file) => pictures.has(keptName(file))));
      return found.length > 0 && found.every(Boolean);
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
      if (!before) return;
      const shown = publicNames(after);
      const drawn = before.share && pictureName(before.slug, shareFile(before.share.id));
      await each(
        [...namesShown(before)].filter((name) => !shown.has(name)),
        async (name) => {
          // The picture for shared links is drawn again, from what is there then.
          if (name !== drawn) await keep(pictures, name);
          await pictures.remove(name);
        },
      );
      await removeLogo({ pictures, campaigns }, schedule, { before: groupShown(before), after: groupShown(after) });
    },
  };
}

/**
 * Keeps a copy of all pictures that a campaign shows, where another campaign or a case can take them from. Comes before a campaign is
 * duplicated, or a case is made of one of its cases.
 */
export async function keepPictures(pictures: PictureStore, campaign: Campaign): Promise<void> {
  const drawn = campaign.share && pictureName(campaign.slug, shareFile(campaign.share.id));
  await each(
    [...publicNames(campaign)].filter((name) => name !== drawn),
    (name) => keep(pictures, name),
  );
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
    made ? [{ field, names: filesOf(made).map((file) => pictureName(slug, file)) }] : [];
  const logo = group?.logo?.made;
  return [
    ...own('picture', picture?.made),
    ...cases.flatMap((one, i) => own(`cases[${i}].picture`, one.picture?.made)),
    ...(logo ? [{ field: 'group.logo', names: [logoName(logo)] }] : []),
  ];
}

/** Does the same with each of a list, some at once. */
async function each<One, Result>(all: readonly One[], work: (one: One) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let i = 0; i < all.length; i += AT_ONCE)
    results.push(...(await Promise.all(all.slice(i, i + AT_ONCE).map(work))));
  return results;
}
