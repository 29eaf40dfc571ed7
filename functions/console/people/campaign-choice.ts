import type { Entry } from '../../core/overview/entry.ts';
import type { ConsoleDeps } from '../deps.ts';
import { fitOfWords } from './find.ts';
import type { Titles } from './roles.tsx';

/** The campaigns that a form about roles offers. */
export interface CampaignChoice {
  /** By title. */
  readonly offered: readonly OfferedCampaign[];
  /** Whether these are all. If not, a field takes the short name of another one. */
  readonly isAll: boolean;
  /** Of all campaigns. */
  readonly titles: Titles;
  /** Whether two campaigns have a title. */
  readonly isShared: (title: string) => boolean;
  /** Whether a role is in one that somebody looks for, by its texts. */
  readonly isSought: (texts: readonly string[]) => boolean;
}

interface OfferedCampaign {
  readonly slug: string;
  /** BCP 47 tag of the title. */
  readonly language: string;
  /** With the short name, if another campaign has the same title. */
  readonly title: string;
}

/** More would be no list to choose from, and with long titles a page that a slow network does not carry. */
const MOST = 50;

const byTitle = new Intl.Collator('en', { numeric: true });

/**
 * The newest campaigns: somebody who is invited now works in one of these. It reads the overview alone: 1.5 read units while nothing
 * changes.
 * @param asked.chosen the slug of one that is offered in any case. @param asked.sought what somebody looks for among roles.
 */
export async function campaignChoice(
  { organised }: Pick<ConsoleDeps, 'organised'>,
  { chosen, sought }: { readonly chosen: string; readonly sought: string },
): Promise<CampaignChoice> {
  const { entries, bySlug } = await organised();
  const newest = entries.length > MOST ? [...entries].sort(byAge).slice(0, MOST) : entries;
  const asked = bySlug.get(chosen);
  const offered = asked && !newest.includes(asked) ? [asked, ...newest] : newest;
  const titles = new Map<string, number>();
  for (const { title } of entries) titles.set(title, (titles.get(title) ?? 0) + 1);
  const isShared = (title: string) => (titles.get(title) ?? 0) > 1;
  return {
    offered: offered
      .map(({ slug, title, language }) => ({
        ...{ slug, language },
        title: isShared(title) ? `${title} (${slug})` : title,
      }))
      .sort((a, b) => byTitle.compare(a.title, b.title)),
    isAll: entries.length <= MOST,
    titles: bySlug,
    isShared,
    isSought: await fitOfWords(sought),
  };
}

const byAge = (a: Entry, b: Entry): number => (a.createdAt < b.createdAt ? 1 : -1);
