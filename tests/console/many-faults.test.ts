import { describe, expect, it } from 'vitest';
import { MOST_IN } from '../../functions/core/campaigns/values.ts';
import { startConsole } from '../support/console.ts';
import { consolePages } from '../support/console-pages.ts';

/** A form may have far more lines and entries than its campaign may have, all of them wrong. Its page does not name each. */

const site = await startConsole();
const { slug, see, send } = await consolePages(site, { cases: 1, updates: 1 });

/** Sends the form of a section as its page shows it, with other words. */
async function sent(section: string, words: Readonly<Record<string, string>>) {
  const address = `/organise/campaigns/${slug}/edit/${section}`;
  const { html } = await see(address);
  const [, seen = ''] = /name="seen" value="(\d+)"/.exec(html) ?? [];
  const [, was = ''] = /name="was" value="([^"]*)"/.exec(html) ?? [];
  return send(address, { seen, was: was.replaceAll('&amp;', '&'), step: 'save', ...words });
}

/** The summary of all faults. */
const summaryIn = (html: string): string[] =>
  [...(/<div class="fault-summary".*?<\/div>/s.exec(html)?.[0] ?? '').matchAll(/<li>(.*?)<\/li>/gs)].map(([, one]) =>
    String(one).replace(/<[^>]*>/g, ''),
  );

/** Letters of a page that has little in it. */
const PAGE = 20_000;

describe('related campaigns', () => {
  it.each([
    ['wrong lines', '! !\n'],
    ['short lines', '!\n'],
    ['lines that may be short names', 'abc\n'],
  ])('says once that there are too many: %s', async (_, line) => {
    const related = line.repeat(50_000);
    const { status, html } = await sent('sources', { sources: '', related });
    expect([status, summaryIn(html)]).toEqual([422, ['Related campaigns: 5 at most']]);
    expect(html).toContain(related.trim());
    expect(html.length).toBeLessThan(related.length + PAGE);
  });

  it('names each wrong line of a few, with the beginning of a long one', async () => {
    const related = `No such title\n${'word '.repeat(10_000)}\n${'x'.repeat(900)}`;
    const { status, html } = await sent('sources', { sources: '', related });
    const faults = summaryIn(html);
    expect([status, faults.length, faults[0]]).toEqual([422, 3, 'There is no campaign “No such title”']);
    expect(Math.max(...faults.map(({ length }) => length))).toBeLessThan(100);
    expect(html).toContain(related);
  });

  it('does not read names in a line that is longer than all that a campaign may have', async () => {
    const { status, html } = await sent('sources', { sources: '', related: 'free-her '.repeat(300) });
    expect([status, summaryIn(html)]).toEqual([
      ...[422, [expect.stringMatching(/^There is no campaign “free-her free-her [^”]*…”$/)]],
    ]);
  });

  it('looks up as many lines as a campaign may have, and some more', async () => {
    const related = Array.from({ length: 2 * MOST_IN.related }, (_, i) => `no-such-campaign-${i}`).join('\n');
    const { html } = await sent('sources', { sources: '', related });
    expect(summaryIn(html).join()).toContain('must have 5 entries at most');
  });
});

it('shows at most 51 faults above the title, and how many more there are', async () => {
  const entries = Array.from({ length: 70 }, (_, i) => [`references.${i}.date.year`, 'no year'] as const);
  const { status, html } = await sent('references', Object.fromEntries(entries));
  const faults = summaryIn(html);
  expect([status, faults.length, /^There are \d+ more, at the fields below$/.test(faults.at(-1) ?? '')]).toEqual([
    ...[422, 52, true],
  ]);
});

it.each([
  ['targets', 'targets', 'name'],
  ['references', 'references', 'title'],
  ['hand-over', 'handedOver', 'to'],
])(
  'shows and reads 100 entries of a list at most, where no campaign may have as many: %s',
  async (section, list, name) => {
    const entries = Array.from({ length: 990 }, (_, i) => [`${list}.${i}.${name}`, 'A'] as const);
    const { status, html } = await sent(section, Object.fromEntries(entries));
    expect([status, html.match(/<fieldset class="entry"/g)?.length]).toEqual([422, 100]);
  },
);

it('repeats the beginning of a slug that a file has', async () => {
  const text = `slug: ${'a'.repeat(100_000)}\n`;
  const { html } = await send(`/organise/campaigns/${slug}/import`, { text, step: 'check' });
  expect(summaryIn(html).join().length).toBeLessThan(1_000);
  expect(html.length).toBeLessThan(text.length + PAGE);
});

it('offers no words as keys that are none', async () => {
  const { html } = await sent('keys', { recipients: '<'.repeat(50_000) });
  expect(html.length).toBeLessThan(50_000 + PAGE);
});

describe('a form of 990 fields that no form has, over what somebody else has saved', () => {
  const marks = Array.from({ length: 990 }, (_, i) => `u${i}=other`).join(' ');
  it.each([
    ['with a megabyte of marks', 'x '.repeat(500_000), (i: number) => `u${i}`],
    ['each changed by both', marks, (i: number) => `u${i}`],
    ['each a list that both changed', marks, (i: number) => `u${i}.0.name`],
  ])('is read once, and not once for each field: %s', async (_, was, nameOf) => {
    const fields = Object.fromEntries(Array.from({ length: 990 }, (_, i) => [nameOf(i), 'v']));
    for (const address of [
      `campaigns/${slug}/edit/sources`,
      `cases/${slug}-0/edit`,
      `campaigns/${slug}/updates/update-0`,
    ]) {
      const began = process.cpuUsage();
      await send(`/organise/${address}`, { ...fields, seen: '0', was, step: 'save' });
      const { user, system } = process.cpuUsage(began);
      // It takes 0.2 s. Looked up for each field, it took 3 to 14 s.
      expect([address, (user + system) / 1_000_000 < 1.5]).toEqual([address, true]);
    }
  });
});
