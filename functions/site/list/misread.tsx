import { MOST_SEARCHED, MOST_WORDS } from '../../core/overview/bounds.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import type { Asked } from '../views.ts';
import type { ListAsked } from './asked.ts';

/** Longer values are cut: the address is there to read. */
const MOST_SHOWN = 20;

interface MisreadProps {
  /** What the address says. */
  readonly query: Asked;
  /** What of it the list knows. */
  readonly asked: ListAsked;
  /** The page that is shown. */
  readonly page: number;
  readonly translator: Translator;
}

/** What an address asks for and the list does not have, and what it shows in its place. Nothing if it has all. */
export const Misread = (props: MisreadProps) => {
  const words = wordsOf(props);
  return words.length === 0 ? null : (
    <div class="notice misread">
      {words.map((one) => (
        <p>{one}</p>
      ))}
    </div>
  );
};

function wordsOf({ query, asked, page, translator: { t } }: MisreadProps): string[] {
  const words: string[] = [];
  if ((query.q?.trim().length ?? 0) > MOST_SEARCHED) words.push(t('list.unknown.q', { most: MOST_SEARCHED }));
  else if (numberOfWords(asked.q ?? '') > MOST_WORDS) words.push(t('list.unknown.words', { most: MOST_WORDS }));
  // A form without a choice sends empty values.
  for (const name of ['status', 'country', 'sort'] as const)
    if (query[name] && asked[name] === undefined) words.push(t(`list.unknown.${name}`, { value: cut(query[name]) }));
  if (query.page && query.page !== String(asked.page)) words.push(t('list.unknown.page', { value: cut(query.page) }));
  else if (asked.page > page) words.push(t('list.unknown.page.last', { page: asked.page }));
  return words;
}

/** How many words a search has. It looks for no signs alone. */
const numberOfWords = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

function cut(value: string): string {
  const letters = [...value];
  return letters.length <= MOST_SHOWN ? value : `${letters.slice(0, MOST_SHOWN).join('')}…`;
}
