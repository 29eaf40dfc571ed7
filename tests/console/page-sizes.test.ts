import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { buildTestAssets } from '../support/assets.ts';
import { putCaseVersions } from '../support/case-history.ts';
import { startConsole } from '../support/console.ts';
import { consolePages, textOf } from '../support/console-pages.ts';
import { putPeople, putTitled } from '../support/many-people.ts';

/** Bytes of a page with all that is in it, gzipped. */
const MOST_BYTES = 30_000;

const { assets, remove } = await buildTestAssets();
afterAll(remove);
const site = await startConsole({ assets });
const { slug, addresses, see, send } = await consolePages(site);

const titles = Array.from({ length: 200 }, (_, i) => textOf(20_000 + i, 110));
const slugs = await putTitled(site, titles);
const roles = Object.fromEntries(slugs.map((one) => [one, 'editor' as const]));
const people = Array.from({ length: 300 }, (_, i) => ({
  ...{ address: `person-${i}.${textOf(30_000 + i, 20).replace(/\W/g, '')}@example.org`, name: textOf(40_000 + i, 30) },
}));
const [busy = ''] = await putPeople(site, people.slice(0, 1), roles);
await putPeople(site, people.slice(1), Object.fromEntries(Object.entries(roles).slice(0, 20)));

it.each(addresses)('sends no more than a slow network carries, also of a large campaign: %s', async (address) => {
  const { status, html } = await see(address);
  // A step that the campaign cannot take now is refused by a page. No provider is there to sign in with.
  const isUsual = status === 200 || (status === 409 && address.includes(slug)) || /sign-?(in|ed-in)/.test(address);
  expect([status, isUsual]).toEqual([status, true]);
  expect(gzipSync(html).length).toBeLessThanOrEqual(MOST_BYTES);
});

it.each([`/organise/campaigns/${slug}/versions/1`, `/organise/campaigns/${slug}/versions/1/undo`])(
  'shows each change of a large campaign on one of the pages of %s',
  async (address) => {
    const shown: string[] = [];
    let next: string | undefined = address;
    for (let page = 1; next !== undefined && page < 20; page++) {
      const { status, html } = await see(next);
      expect([status, gzipSync(html).length <= MOST_BYTES]).toEqual([200, true]);
      shown.push(
        ...[...html.matchAll(/<section class="change"><h2 dir="auto">(.*?)<\/h2>/g)].map(([, name = '']) => name),
      );
      next = /<a href="([^"]*)">The next changes<\/a>/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(new Set(shown).size).toBe(shown.length);
    for (const name of ['Why', 'Letter', 'In Azerbaijani › Why']) expect(shown).toContain(name);
    expect(shown.filter((name) => name.endsWith('› Story'))).toHaveLength(30);
  },
);

/** What people write: long words, and letters that take two bytes in two of four versions. */
const prose = (seed: number, letters: number, revision: number) =>
  revision % 4 < 2
    ? textOf(seed, letters)
    : textOf(seed, letters).replaceAll(/[aeiou]/g, (one) => 'աեիոս'['aeiou'.indexOf(one)] ?? one);

it('shows each version of a case whose long texts were written anew 60 times, on one of its pages', async () => {
  await putCaseVersions(site.db.Campaigns, 'written-anew', 60, (revision) => ({
    ...{ story: prose(revision * 50, 1_950, revision), charge: prose(revision * 50 + 1, 290, revision) },
    ...{ work: prose(revision * 50 + 2, 190, revision), sentence: prose(revision * 50 + 3, 190, revision) },
    history: Array.from({ length: 12 }, (_, i) => ({
      ...{ status: 'detained' as const, on: '2026-02', note: prose(revision * 50 + 4 + i, 290, revision) },
    })),
  }));
  const [shown, sizes]: [number[], number[]] = [[], []];
  let next: string | undefined = '/organise/cases/written-anew';
  for (let page = 1; next !== undefined && page < 61; page++) {
    const { status, html } = await see(next);
    expect(status).toBe(200);
    sizes.push(gzipSync(html).length);
    shown.push(...[...html.matchAll(/Version (\d+)</g)].map(([, number]) => Number(number)));
    next = /<a href="([^"]*)">Older versions<\/a>/.exec(html)?.[1];
  }
  expect(shown).toEqual(Array.from({ length: 60 }, (_, i) => 60 - i));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_BYTES);
});

it('shows each of 300 people on one of the pages of the list, and finds some of them', async () => {
  const shown: string[] = [];
  let next: string | undefined = '/organise/people';
  for (let page = 1; next !== undefined && page < 20; page++) {
    const { status, html } = await see(next);
    expect(status).toBe(200);
    expect(gzipSync(html).length).toBeLessThanOrEqual(MOST_BYTES);
    shown.push(...[...html.matchAll(/href="\/organise\/people\/(org_\w+)"/g)].map(([, id = '']) => id));
    next = /<a href="([^"]*)">More people<\/a>/.exec(html)?.[1];
  }
  expect([shown.length, new Set(shown).size]).toEqual([301, 301]);
  const found = await send('/organise/people', { q: 'PERSON' });
  expect(gzipSync(found.html).length).toBeLessThanOrEqual(MOST_BYTES);
  expect(found.html).toContain('These are the first 50.');
  const one = await send('/organise/people', { q: people[299]!.address.toUpperCase() });
  expect(one.html.match(/class="row-name"/g)).toHaveLength(1);
  expect((await send('/organise/people', { q: 'nobody' })).html).toContain('Nobody is found for “nobody”.');
});

it.each([
  ['the page', undefined],
  ['the next roles', { step: 'next' }],
  ['the check', { step: 'check' }],
  ['what others have changed meanwhile', { step: 'send', seen: '0' }],
])('sends no more for somebody with roles in 200 campaigns: %s', async (_what, sent) => {
  const at = `/organise/people/${busy}`;
  const fields = { kind: 'organiser', seen: '1', ...Object.fromEntries(slugs.map((one) => [`role-${one}`, 'owner'])) };
  const { status, html } = sent ? await send(`${at}/roles`, { ...fields, ...sent }) : await see(at);
  expect(status).toBe(sent && 'seen' in sent ? 409 : 200);
  expect(gzipSync(html).length).toBeLessThanOrEqual(MOST_BYTES);
});

it('finds some of 200 roles, and loses nothing that was chosen in others', async () => {
  const at = `/organise/people/${busy}/roles`;
  let sent: Record<string, string> = { kind: 'organiser', seen: '1', 'roles-q': '', 'roles-sought': '' };
  for (const one of slugs) sent[`role-${one}`] = 'editor';
  const press = async (step: string, typed: Record<string, string> = {}) => {
    const { status, html } = await send(at, { ...sent, ...typed, step });
    const chosen = [...html.matchAll(/<select id="[^"]*" name="(role-[^"]+)".*?<\/select>/gs)].map(
      ([all, name = '']) => [name, /<option value="(\w*)" selected/.exec(all)?.[1] ?? ''] as const,
    );
    const hidden = [...html.matchAll(/<input type="hidden" name="(ro[^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    if (step !== 'check') sent = { kind: 'organiser', seen: '1', ...Object.fromEntries([...hidden, ...chosen]) };
    return { status, html, shown: chosen.map(([name]) => name) };
  };
  const first = await press('change');
  expect([first.status, first.shown.length]).toEqual([200, 20]);
  const next = await press('next', { [first.shown[3]!]: 'viewer' });
  expect(next.shown.filter((one) => first.shown.includes(one))).toEqual([]);
  expect(next.html).toContain('21 to 40 of 200.');
  // The key Enter finds what was typed, and does not go on to the check.
  const found = await press('enter', { [next.shown[0]!]: '', 'roles-q': titles[150]!.toUpperCase() });
  expect(found.shown).toEqual([`role-${slugs[150]}`]);
  const none = await press('enter', { 'roles-sought': titles[150]!, 'roles-q': 'no such words' });
  expect(none.html).toContain('No such campaign is among them.');
  expect(Object.keys(sent).filter((name) => name.startsWith('role-'))).toHaveLength(200);
  expect([sent[first.shown[3]!], sent[next.shown[0]!]]).toEqual(['viewer', '']);
  expect((await press('check')).html).toContain('Check before you save');
});
