import { DOMParser, type Element } from '@xmldom/xmldom';
import { expect, it } from 'vitest';
import { DAY } from '../../../functions/core/running/clock.ts';
import { PUBLIC_URL, startSite } from '../../support/site.ts';

const site = await startSite();
const hostile = '</title><script>alert(1)</script> & "quoted" ]]> \'x\'';
await site.put({
  slug: 'opened',
  title: hostile,
  summary: hostile,
  opensAt: '2026-02-01T09:00:00+04:00',
  language: 'az',
});
await site.put({ slug: 'later', title: 'Later', opensAt: '2026-08-01T00:00:00Z' });
await site.put({
  ...{ slug: 'won', title: 'Won one', opensAt: '2025-01-01T00:00:00Z', won: { on: '2026-02', words: 'All are free.' } },
  cases: [
    {
      ...{ id: 'ada', name: 'Ada', status: 'released' },
      history: [
        { status: 'detained', on: '2024' },
        { status: 'released', on: '2026-02-20', note: 'On bail.' },
      ],
    },
    { name: 'Bob', status: 'detained' },
  ],
});
await site.put({ slug: 'will-be-won', opensAt: '2024-01-01T00:00:00Z', won: { on: '2030-01-01', words: 'Soon.' } });

/** Reads the feed as a program would. Throws for XML that is not well formed. */
async function read(of = site) {
  const text = await (await of.get('/feed.atom')).text();
  const onError = (_level: string, message: string) => {
    throw new Error(message);
  };
  const feed = new DOMParser({ onError }).parseFromString(text, 'application/xml').documentElement as Element;
  const children = (of: Element, name: string) =>
    [...of.childNodes].filter((node) => node.nodeName === name) as Element[];
  const one = (of: Element, name: string) => {
    const found = children(of, name);
    expect(found, name).toHaveLength(1);
    return found[0]?.textContent ?? '';
  };
  const links = (of: Element) =>
    Object.fromEntries(children(of, 'link').map((link) => [link.getAttribute('rel'), link.getAttribute('href')]));
  return { feed, children, one, links };
}

it('is an Atom feed with all that RFC 4287 requires', async () => {
  const { feed, children, one, links } = await read();
  expect([feed.nodeName, feed.namespaceURI]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
  expect(one(feed, 'id')).toBe(`${PUBLIC_URL}/feed.atom`);
  expect(links(feed)).toEqual({ self: `${PUBLIC_URL}/feed.atom`, alternate: `${PUBLIC_URL}/` });
  expect(one(children(feed, 'author')[0]!, 'name')).not.toBe('');
  const entries = children(feed, 'entry');
  const updated = entries.map((entry) => one(entry, 'updated'));
  expect(one(feed, 'updated')).toBe(updated[0]);
  expect(updated).toEqual(updated.toSorted().reverse());
  for (const entry of entries) {
    expect(one(entry, 'title')).not.toBe('');
    expect(one(entry, 'updated')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(one(entry, 'id')).toMatch(/^tag:amparo\.example,2026:[a-z0-9/-]+$/);
    expect(links(entry).alternate).toMatch(new RegExp(`^${PUBLIC_URL}/(campaigns|cases)/[a-z0-9-]+$`));
  }
  expect(new Set(entries.map((entry) => one(entry, 'id'))).size).toBe(entries.length);
});

it('has new campaigns, victories and releases, the newest first, and nothing of the future', async () => {
  const { feed, children, one } = await read();
  const entries = children(feed, 'entry').map((entry) => [one(entry, 'updated').slice(0, 10), one(entry, 'title')]);
  expect(entries).toEqual([
    ['2026-02-20', 'Free: Ada'],
    ['2026-02-01', hostile],
    ['2026-02-01', 'Demand met: Won one'],
    ['2026-01-01', 'Later'],
    ['2026-01-01', 'Free them'],
    ['2026-01-01', 'Won one'],
  ]);
});

it('keeps ids and times when a campaign opens, and the time goes on', async () => {
  const idsOf = async (of = site) => {
    const { feed, children, one } = await read(of);
    return children(feed, 'entry')
      .map((entry) => one(entry, 'id'))
      .sort();
  };
  const before = await idsOf();
  site.time.now += 200 * DAY;
  expect(await idsOf()).toEqual(before);
});

it('is a feed without entries, as long as there is no campaign', async () => {
  const { feed, children, one } = await read(await startSite());
  expect(children(feed, 'entry')).toEqual([]);
  expect(one(feed, 'updated')).toMatch(/^2026-03-10T/);
});

it('puts what is said of a release into the sentence', async () => {
  expect(await (await site.get('/feed.atom')).text()).toMatch(/Release: [^<]+\. On bail\./);
});
