import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import organise from '../../functions/ui/messages/en/organise.json' with { type: 'json' };
import { en } from '../../functions/ui/messages/en.ts';

/** Developers read these, or organisers. */
const isForSigners = (key: string): boolean => !key.startsWith('docs.') && !(key in organise);

/** The texts of a message as people read them: with one of everything, and with several. */
function textsOf(message: string): string[] {
  const format = new IntlMessageFormat(message, 'en');
  const names = [...message.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name);
  return [1, 5].map((n) => String(format.format(Object.fromEntries(names.map((name) => [name, n])))));
}

const sentences = Object.entries(en as Record<string, string>)
  .filter(([key]) => isForSigners(key))
  .flatMap(([key, message]) =>
    textsOf(message).flatMap((text) => text.split(/(?<=[.!?:])\s+/).map((sentence) => ({ key, sentence }))),
  );
const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

it('says nothing to signers in more than 25 words', () => {
  expect(sentences.length).toBeGreaterThan(400);
  expect(sentences.filter(({ sentence }) => wordsIn(sentence) > 25)).toEqual([]);
});

/** Words that readers with little English stumbled over, and the word for each. */
const hard: readonly (readonly [RegExp, string])[] = [
  [/\bmails?\b|\bmailed\b/i, 'e-mail'],
  [/\b(un)?sealed\b/i, 'encrypted'],
  [/\bin the open\b(?! data)/i, 'readable'],
  [/\btraces?\b/i, 'note'],
  [/\bmachines?\b/i, 'robots, or programs'],
  [/\b(up)?(held|holds)\b/i, 'stored, in prison, or has'],
  [/(?<!\bQR )\bcodes?\b/i, 'number'],
  [/\bsums?\b/i, 'number, or puzzle'],
];

it.each(hard)('does not say %s to signers, but %s', (word) => {
  // “e-mail” has a hyphen before it.
  const found = sentences.filter(({ sentence }) => word.test(sentence.replace(/\be-mails?\b/gi, '')));
  expect(found).toEqual([]);
});

/** Where a message says “they” or “them”, the words before it that this stands for. */
const standsFor: Readonly<Record<string, string>> = {
  'site.privacy': 'E-mail addresses',
  'list.title': 'People',
  'list.lead': 'people',
  'campaign.names.lead': 'those who',
  'privacy.short.sealed': 'name, e-mail address and reason',
  'privacy.sealed': 'name, your e-mail address and your reason',
  'privacy.shown': 'name and reason',
  'privacy.kept.endless': 'name, your e-mail address and your reason',
  'link.lost': 'Everybody',
  'my-data.values': 'numbers',
  'my-data.signature.anonymised': 'your name, your e-mail address or your reason',
  'my-data.kept.endless': 'name, also a public one, your e-mail address and your reason',
  'counted.thanks': 'people',
  'mail.link.why': 'everybody',
  'mail.thanks': 'people',
};

it('says “they” only after the words that this stands for, in the same message', () => {
  const found = Object.entries(en).filter(([key, text]) => isForSigners(key) && /\b(they|them|theirs?)\b/i.test(text));
  const without = found.filter(([key, text]) => {
    const at = text.indexOf(standsFor[key] ?? '\0');
    return at < 0 || at > text.search(/\b(they|them|theirs?)\b/i);
  });
  expect(without).toEqual([]);
});

it('begins no message with a word that stands for something outside it', () => {
  const begins = /^(it|its|they|their|them|those|these|yours|others|another)\b/i;
  expect(Object.entries(en).filter(([key, text]) => isForSigners(key) && begins.test(text))).toEqual([]);
});

it('knows that news is one', () => {
  expect(sentences.filter(({ sentence }) => /\bnews (are|were|have|come|follow|stop)\b/i.test(sentence))).toEqual([]);
});

it('invites nobody to sign again without a word about campaigns that have closed', () => {
  // The page after the form is of a campaign that is open.
  const others = Object.entries(en).filter(([key, text]) => !key.startsWith('sent.') && /\bsign again\b/i.test(text));
  expect(others.length).toBeGreaterThan(3);
  expect(others.filter(([, text]) => !/campaign is (still )?open/.test(text))).toEqual([]);
});
