import { expect, it } from 'vitest';
import { isSlug } from '../../../functions/core/campaigns/values.ts';

it('takes 3 to 64 small letters, digits and single hyphens for a slug', () => {
  for (const slug of ['abc', 'free-them', '2026-free-3', 'a'.repeat(64)]) expect(isSlug(slug), slug).toBe(true);
  for (const text of ['', 'ab', 'a'.repeat(65), 'Free-them', 'free--them', '-free', 'free-', 'free them', 'frée'])
    expect(isSlug(text), text).toBe(false);
});
