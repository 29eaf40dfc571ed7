import { beforeEach, describe, expect, it, vi } from 'vitest';
import { formParts } from '../../functions/console/ui/form-parts.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { headingOf } from '../support/console-browser.ts';

/** Forms that are refused: they take the time of one computer, too. */

const TEXTS = '/organise/campaigns/free-them/edit/texts';
const ours = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

let site: Awaited<ReturnType<typeof startConsole>>;
beforeEach(async () => {
  site = await startConsole();
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'free-them' }));
});

/** Sends a form that is under way until it is let through. */
function slowly(headers: Record<string, string>, words = 'why=Three+hours') {
  let letGo = () => {};
  let isRead = false;
  const body = new ReadableStream(
    {
      // Only once somebody reads it.
      pull: (to) =>
        new Promise<void>((go) => {
          isRead = true;
          letGo = () => {
            to.enqueue(new TextEncoder().encode(words));
            to.close();
            go();
          };
        }),
    },
    { highWaterMark: 0 },
  );
  const sent = { ...ours, ...headers, 'content-length': String(words.length) };
  const request = new Request(`http://localhost${TEXTS}`, {
    method: 'POST',
    headers: sent,
    body,
    duplex: 'half',
  } as RequestInit);
  const answer = Promise.resolve(site.app.request(request));
  return { answer, letGo: () => letGo(), isRead: () => isRead };
}
const read = (forms: readonly ReturnType<typeof slowly>[]) =>
  expect.poll(() => forms.filter(({ isRead }) => isRead()).length, { timeout: 20_000 }).toBe(forms.length);

describe('forms that are refused', () => {
  it('count among what an organiser has under way', async () => {
    const { cookie = '' } = await site.session({ 'free-them': 'viewer' });
    const forms = Array.from({ length: 16 }, () => slowly({ cookie }));
    await read(forms);
    expect((await site.ask('GET', '/organise', { cookie })).status).toBe(429);
    const { cookie: other = '' } = await site.session('admin');
    expect((await site.ask('GET', '/organise', { cookie: other })).status).toBe(200);
    for (const { letGo } of forms) letGo();
    for (const { answer } of forms) expect((await answer).status).toBe(403);
    expect((await site.ask('GET', '/organise', { cookie })).status).toBe(200);
  });

  it('of people who are not signed in are read two at once, and others are asked to send theirs again', async () => {
    const forms = [slowly({}), slowly({})];
    await read(forms);
    const third = await site.ask('POST', TEXTS, ours, 'why=Mine');
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1']);
    const html = await third.text();
    expect(headingOf(html)).toBe('Too many forms arrive just now');
    expect(html).toContain('reload this page');
    // A page without a form of theirs takes no room.
    expect((await site.ask('GET', TEXTS, {})).status).toBe(401);
    for (const { letGo } of forms) letGo();
    for (const { answer } of forms) expect(await (await answer).text()).toContain('Three hours');
    expect(await (await site.ask('POST', TEXTS, ours, 'why=Mine')).text()).toContain('Mine');
  });
});

describe('a form with files', () => {
  const TYPE = 'multipart/form-data; boundary=x';
  const part = (headers = '') => `--x\r\nContent-Disposition: form-data; name="a"\r\n${headers}\r\nwords\r\n`;
  const read = (text: string, type = TYPE) => formParts(new TextEncoder().encode(text).buffer, type);

  it('is read with as many parts as a form of ours may have', async () => {
    expect(await read(`${part().repeat(1_000)}--x--\r\n`)).toHaveLength(1_000);
    expect(await read(`${part()}--x--\r\n`, 'Multipart/form-data; charset=utf-8; Boundary="x"')).toEqual([
      ['a', 'words'],
    ]);
  });

  // The parser took 0.4 s, 3 s and 7 s for them, as measured.
  it.each([
    ['many parts', `${part().repeat(1_001)}--x--\r\n`],
    ['a long name', `${part().replace('"a"', `"${'%22'.repeat(50_000)}"`)}--x--\r\n`],
    ['many lines above a part', `${part('a:b\r\n'.repeat(30_000))}--x--\r\n`],
    ['many lines above no part', `--x\r\n${'a:b\r\n'.repeat(30_000)}`],
  ])('is not read with %s', async (_, text) => {
    // A server that another file starts puts a class of its own in this place, which no spy can change.
    const parser = vi.fn();
    vi.stubGlobal(
      'Response',
      class {
        readonly formData = parser;
      },
    );
    try {
      expect(await read(text)).toBeUndefined();
      expect(parser).not.toHaveBeenCalled();
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it.each([TYPE, 'multipart/form-data', 'multipart/form-data; boundary=y'])(
    'is not read if it is none: %s',
    async (type) => {
      expect(await read('words', type)).toBeUndefined();
    },
  );
});
