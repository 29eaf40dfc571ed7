import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packed, unpacked } from '../../../functions/core/keys/packing.ts';

const packedBy = (text: string) => ({ deflated: deflateRawSync(text).toString('base64') });

it('unpacks what it packed, and leaves a short text as it is', () => {
  const long = 'because they are innocent, '.repeat(20);
  expect(packed(long, 'reason')).toHaveProperty('deflated');
  for (const text of ['because', long]) expect(unpacked(packed(text, 'reason'))).toBe(text);
});

it('opens no text of more than 8,192 bytes, however small it is packed', () => {
  const most = 'x'.repeat(8_192);
  expect(unpacked(packedBy(most))).toBe(most);
  const bomb = packedBy('x'.repeat(50_000_000));
  expect(bomb.deflated.length).toBeLessThan(100_000);
  for (const one of [packedBy(`${most}x`), bomb]) expect(() => unpacked(one)).toThrow('larger than 8192 bytes');
});
