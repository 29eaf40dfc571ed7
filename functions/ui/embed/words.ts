import type { MessageKey, Translator } from '../messages/messages.ts';

/** The words of the element for other sites: its script has the English ones, and code for other languages carries its own. */
const keys = {
  signatures: 'embed.badge.signatures',
  few: 'embed.few',
  sign: 'embed.sign',
  closed: 'embed.closed',
  gone: 'embed.gone',
} as const satisfies Record<string, MessageKey>;

/** @returns the words by their names. `goal` has `{goal}` where the number is, `won` has `{words}`, and `upcoming` has `{date}`. */
export const wordsOfElement = ({ t }: Translator): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, t(key)])),
  goal: t('embed.of-goal', { goal: '{goal}' }),
  won: t('embed.won', { words: '{words}' }),
  upcoming: t('campaign.upcoming', { date: '{date}' }),
});
