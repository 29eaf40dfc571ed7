import { expect, it } from 'vitest';
import { Changes } from '../../../functions/console/campaigns/history/changes.tsx';

const words = (word: string, n: number) => Array.from({ length: n }, (_, i) => `${word}${i} same`).join(' ');

it('marks some of the texts of a page word by word, and all others as a whole', () => {
  const changes = Array.from({ length: 60 }, (_, i) => ({
    ...{ what: `cases › Case ${i} › story`, before: words('a', 150), after: words('b', 150) },
  }));
  const html = String(<Changes changes={changes} sides={{ before: 'Version 1', after: 'Version 2' }} language="en" />);
  const texts = changes.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
  expect(html.match(/<(?:del|ins)>/g)?.length).toBeLessThan(1_600);
  expect(html.length).toBeLessThan(texts + 200_000);
  expect(html.match(/<section class="change">/g)).toHaveLength(60);
  // The first ones by words, and the last one as it is.
  expect(html).toMatch(/<del><span[^>]*>[^<]*<\/span>a0 <\/del>same/);
  expect(html).toMatch(/<\/span>b0 same b1 same /);
});
