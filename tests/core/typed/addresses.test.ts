import { expect, it } from 'vitest';
import { hasAddress } from '../../../functions/core/signatures/shown-text.ts';
import { nameHasAddress } from '../../../functions/core/typed/addresses.ts';
import { hard, likely, names, sure } from '../../support/typed-names.ts';

it.each(sure)('refuses as a name, shown or not: %j', (name) => {
  expect([nameHasAddress(name, false), nameHasAddress(name, true)]).toEqual([true, true]);
});

it.each(likely)('refuses only as a name that is shown: %j', (name) => {
  expect([nameHasAddress(name, false), nameHasAddress(name, true)]).toEqual([false, true]);
});

it.each(names)('takes as a name, also one that is shown: %j', (name) => {
  expect([nameHasAddress(name, false), nameHasAddress(name, true)]).toEqual([false, false]);
});

it('refuses nothing as a name that it would take as a reason', () => {
  expect([...sure, ...likely].filter((text) => !hasAddress(text))).toEqual([]);
});

it('checks long texts in a time that grows as they do', () => {
  for (const part of hard) {
    const began = performance.now();
    nameHasAddress(part.repeat(50_000), true);
    expect(performance.now() - began, JSON.stringify(part)).toBeLessThan(2_000);
  }
});
