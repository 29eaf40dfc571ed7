import { existsSync, readdirSync } from 'node:fs';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { expect, it } from 'vitest';
import { cataloguesIn } from '../../../functions/ui/messages/catalogue.ts';
import { en } from '../../../functions/ui/messages/en.ts';
import { type MessageKey, translatorOf } from '../../../functions/ui/messages/messages.ts';
import { speaking } from '../../support/speaking.ts';

/** Another language has another order, other endings and other signs. It can have them only where a message is whole. */

interface Part {
  readonly key: string;
  /** Its own text, with a mark in the place of each argument. */
  readonly text: string;
  readonly elements: readonly MessageFormatElement[];
}

/** A message and each branch of its plurals. */
const partsOf = (key: string, elements: readonly MessageFormatElement[]): Part[] => [
  { key, elements, text: elements.map((one) => (one.type === TYPE.literal ? one.value : '\0')).join('') },
  ...elements.flatMap((one) =>
    one.type === TYPE.plural || one.type === TYPE.select
      ? Object.values(one.options).flatMap(({ value }) => partsOf(key, value))
      : [],
  ),
];
const parts = Object.entries(en).flatMap(([key, message]) => partsOf(key, parse(message)));

it('has no part that is empty, or that begins or ends with a blank: such a part is glued to another', () => {
  expect(parts.length).toBeGreaterThan(Object.keys(en).length);
  expect(parts.filter(({ text }) => text === '' || text !== text.trim())).toEqual([]);
});

it('chooses no words by a name: each case is a message of its own', () => {
  expect(parts.filter(({ elements }) => elements.some(({ type }) => type === TYPE.select))).toEqual([]);
});

it('has no message of signs alone, unless they join what they are given', () => {
  const isWords = ({ text }: Part) => /[\p{L}\p{N}]/u.test(text);
  const isJoint = ({ text }: Part) => text.split('\0').length > 2;
  const whole = Object.entries(en).map(([key, message]) => partsOf(key, parse(message)));
  expect(whole.filter((all) => !all.some(isWords) && !all.some(isJoint))).toEqual([]);
});

const folder = new URL('../../../functions/ui/messages/', import.meta.url);
const languages = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/site.json`, folder)));
speaking(languages, cataloguesIn(folder));

/** Scripts and pages fill these in later, and find the place by its name. */
const filledLater = [['sign.email.meant', 'address']] as const satisfies [MessageKey, string][];

it.each(languages)('keeps the place of what is filled in later, once: %s', (language) => {
  const { t } = translatorOf(language);
  for (const [key, name] of filledLater) expect(t(key, { [name]: '{place}' }).split('{place}'), key).toHaveLength(2);
});

it.each(languages)('names each value of a pair once: %s', (language) => {
  const [name, value] = [{ is: 'name' }, { is: 'value' }];
  const pair = translatorOf(language).parts('site.pair', { name, value });
  expect(pair.filter((part) => typeof part === 'object')).toEqual(expect.arrayContaining([name, value]));
  expect(pair.filter((part) => typeof part === 'object')).toHaveLength(2);
});
