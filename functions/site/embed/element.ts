import { localTime } from '../../core/campaigns/local-time.ts';
import { campaignStatus } from '../../core/campaigns/status.ts';
import { isoTime } from '../../core/running/clock.ts';
import type { ElementAnswer, ElementPart } from '../../ui/browser/embed/parts.ts';
import { languageOf } from '../../ui/language.ts';
import { directionOf } from '../../ui/messages/direction.ts';
import { type Translator, translatorOf } from '../../ui/messages/messages.ts';
import type { SiteDeps } from '../deps.ts';
import type { Found } from '../find.ts';
import { mayChangeAt } from '../freshness.ts';
import { spokenFor } from './words.ts';

/**
 * What the element `<amparo-campaign>` shows of a campaign, in words. The service writes numbers, dates and plurals: browsers do
 * not know those of every language, and the element's script has no room for them.
 * @param lang the language that the page around chose.
 */
export async function elementOf(deps: SiteDeps, found: Found, lang: string | undefined): Promise<ElementAnswer> {
  const { campaign, published, translator } = await spokenFor(deps, found, lang);
  const { t, number, date, locale, dir, href } = translator;
  const now = deps.clock();
  const { slug, title, goal, won, opensAt } = campaign;
  const status = campaignStatus(campaign, now);
  const isOpen = status === 'open';
  const total = published.total;
  const part = (part: ElementPart['part'], text: string, more: Partial<ElementPart> = {}): ElementPart => ({
    ...{ part, text, lang: locale, dir },
    ...more,
  });
  const count = total
    ? [part('number', number(total)), part('signatures', t('embed.signatures', { total }), { word: 'signatures' })]
    : // While there are few, no number is published.
      [
        part('number', t('embed.few'), { word: 'few' }),
        part('signatures', t('embed.few.signatures'), { word: 'signatures' }),
      ];
  const toGoal = [
    // The words beside it say the same.
    part('progress', '', { notIn: 'count', rest: Math.max(0, 100 - (100 * total) / goal) }),
    part('goal', t('embed.of-goal', { goal: number(goal) }), { word: 'goal', value: number(goal), notIn: 'count' }),
  ];
  const note = () => {
    if (won) return part('note', t('embed.won', { words: won.words }), { word: 'won', value: apart(won.words) });
    if (status === 'closed') return part('note', t('embed.closed'), { word: 'closed' });
    const day = date(localTime(campaign, opensAt));
    return part('note', t('campaign.upcoming', { date: day }), { word: 'upcoming', value: day });
  };
  const parts = [
    part('title', title, inItsDirection(languageOf(campaign, { locale }).lang)),
    ...(total || isOpen ? count : []),
    // A closed campaign has no goal to hope for.
    ...((total || isOpen) && (isOpen || total >= goal) ? toGoal : []),
    ...(won || !isOpen ? [note()] : []),
    ...(isOpen ? [part('button', t('embed.sign'), { word: 'sign', notIn: 'count progress' })] : []),
  ];
  return { path: href(`/campaigns/${slug}`), nextAt: isoTime(mayChangeAt(campaign, published, now)), parts };
}

/**
 * The same for a campaign that is not there any more, or never was: the words of the frame, with its link. It asks no more.
 * @returns it with the translator that words the problem.
 */
export function elementOfNone(asked: string | undefined): { translator: Translator; answer: ElementAnswer } {
  const translator = translatorOf(asked);
  const { t, locale: lang, dir, href } = translator;
  const parts: ElementPart[] = [
    { part: 'note', text: t('embed.gone'), lang, dir, word: 'gone' },
    { part: 'title', text: t('embed.gone.all'), lang, dir },
  ];
  return { translator, answer: { path: href('/'), nextAt: '', parts } };
}

/** A text of another direction turns nothing around it. */
const apart = (text: string): string => `\u2068${text}\u2069`;

/** Attributes of a text that is in another language than the words around it. */
function inItsDirection(lang: string | undefined): Pick<ElementPart, 'lang' | 'dir'> | undefined {
  if (lang === undefined) return undefined;
  try {
    return { lang, dir: directionOf(lang) };
  } catch {
    // What looks like a tag, and cannot be one.
    return { lang, dir: 'auto' };
  }
}
