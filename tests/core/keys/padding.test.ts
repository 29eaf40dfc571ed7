import { expect, it } from 'vitest';
import { padded } from '../../../functions/core/keys/padding.ts';

const bytesOf = (length: number) => padded(JSON.stringify('x'.repeat(length - 2)), [16, 32]);

it('pads to the smallest size that holds the text, which may fill it', () => {
  expect([3, 15, 16, 17, 31, 32].map((length) => bytesOf(length).length)).toEqual([16, 16, 16, 32, 32, 32]);
});

it('leaves a text that fits no size as long as it is', () => {
  expect(bytesOf(33).length).toBe(33);
});

it('counts bytes, not letters', () => {
  expect(padded('"漢漢漢漢漢"', [16, 32]).length).toBe(32);
});

it('pads with white space, which JSON ignores', () => {
  const text = new TextDecoder().decode(padded('{"name":"Li"}', [16, 32]));
  expect(text).toBe('{"name":"Li"}   ');
  expect(JSON.parse(text)).toEqual({ name: 'Li' });
});
