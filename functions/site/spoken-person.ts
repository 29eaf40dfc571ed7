import type { Campaign } from '../core/campaigns/campaign.ts';
import { caseIds } from '../core/campaigns/case-ids.ts';
import type { Marked } from '../core/campaigns/in-language.ts';
import type { Person } from '../core/overview/people.ts';

/** A person, in the words of a campaign that may be translated. */
export type SpokenPerson = Person & Marked & { readonly from: Person['from'] & Pick<Campaign, 'translatedTo'> };

type SpokenCase = Omit<Campaign['cases'][number], 'history'> &
  Marked & { readonly history?: Person['history'] | undefined };

/** The texts of a person that one campaign has, and another one may add. */
const texts = ['name', 'work', 'charge', 'sentence'] as const;

/**
 * A person and their story in the language of a page. Only what comes from the campaign whose words these are is translated.
 * @param campaign as it is stored, or its entry in the overview, which has no stories. @param spoken the same in the language
 * of the page.
 */
export function personIn(
  one: Person,
  campaign: Pick<Campaign, 'slug'> & { readonly cases: readonly SpokenCase[] },
  spoken: Pick<Campaign, 'translatedTo'> & { readonly cases: readonly SpokenCase[] },
): { one: SpokenPerson; story: string | undefined; untranslated: readonly ['story'] | undefined } {
  const place = caseIds(campaign.slug, campaign.cases).indexOf(one.id);
  const [original, now] = [campaign.cases[place], spoken.cases[place]];
  if (!original || !now) return { one, story: undefined, untranslated: undefined };
  const own = texts.filter((text) => one[text] !== undefined && one[text] === original[text]);
  // Words of another campaign are marked as they are there: in its original language.
  const lacking = texts.filter((text) => !own.includes(text) || now.untranslated?.includes(text));
  return {
    one: {
      ...{ ...one, ...Object.fromEntries(own.map((text) => [text, now[text]])), untranslated: lacking },
      history: now.history ?? [],
      ...(now.picture && one.picturedBy === one.from && { picture: now.picture }),
      from: { ...one.from, translatedTo: spoken.translatedTo },
    },
    story: now.story,
    untranslated: now.untranslated?.includes('story') ? ['story'] : undefined,
  };
}
