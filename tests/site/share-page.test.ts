import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { PUBLIC_URL, startSite } from '../support/site.ts';
import { hostile } from '../ui/sample.ts';

const { put, page } = await startSite();
const title = 'Free them & all others';
await put({ slug: 'free-them', title, demand: 'Release them.', sources: ['whatsapp', 'vigil', 'email'] });
await put({ slug: 'plain', title: hostile });
const { t } = translatorOf('en');
const address = `${PUBLIC_URL}/campaigns/free-them`;

const htmlOf = async (path: string) => (await page(path)).text();
const decoded = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
const linksOf = (html: string) =>
  new Map(
    [...html.matchAll(/<a class="button button-quiet" href="([^"]+)"[^>]*>([^<]+)</g)].map(
      ([, href = '', name = '']) => [name, new URL(decoded(href), PUBLIC_URL)],
    ),
  );

/** What a camera reads from the code of a page. */
function scanned(html: string): string {
  const size = Number(/<svg class="qr"[^>]* viewBox="0 0 (\d+) /.exec(html)?.[1]);
  const path = /fill="#000" d="([^"]+)"/.exec(html)?.[1] ?? '';
  const scale = 4;
  const width = size * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++)
      for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column++)
        data.set([0, 0, 0], (row * width + column) * 4);
  return decodeQR({ width, height: width, data });
}

it('links to each service with the title and the address, and with the source where the campaign counts it', async () => {
  const links = linksOf(await htmlOf('/campaigns/free-them/share'));
  const asked = (name: string, ...parameters: string[]) => {
    const { origin, pathname, searchParams } = links.get(name)!;
    return [origin === 'null' ? 'mailto:' : origin + pathname, ...parameters.map((one) => searchParams.get(one))];
  };
  expect([...links.keys()]).toEqual(['WhatsApp', 'Telegram', 'Facebook', 'X', 'Bluesky', t('share.mail')]);
  expect(asked('WhatsApp', 'text')).toEqual(['https://wa.me/', `${title} ${address}?source=whatsapp`]);
  expect(asked('Telegram', 'url', 'text')).toEqual(['https://t.me/share/url', address, title]);
  expect(asked('Facebook', 'u')).toEqual(['https://www.facebook.com/sharer/sharer.php', address]);
  expect(asked('X', 'url', 'text')).toEqual(['https://x.com/intent/post', address, title]);
  expect(asked('Bluesky', 'text')).toEqual(['https://bsky.app/intent/compose', `${title} ${address}`]);
  const mail = links.get(t('share.mail'))!;
  expect(mail.href).not.toContain('+');
  expect([mail.protocol, mail.searchParams.get('subject'), mail.searchParams.get('body')]).toEqual([
    'mailto:',
    title,
    `Release them.\n\n${address}?source=email`,
  ]);
});

it('loads nothing of those services, and shows what needs a script only to scripts', async () => {
  const html = await htmlOf('/campaigns/free-them/share');
  expect(html).not.toMatch(/<(?:img|iframe|source|link rel="(?:stylesheet|preload|preconnect|dns-prefetch))/);
  expect([...html.matchAll(/<li( hidden)(?:="")?><button type="button"/g)].map(([, hidden]) => hidden)).toEqual([
    ' hidden',
    ' hidden',
  ]);
  expect(html).toContain('<meta name="robots" content="noindex"/>');
});

it('has a code that a camera reads as the address', async () => {
  expect(scanned(await htmlOf('/campaigns/free-them/share'))).toBe(address);
});

it('carries a known source on, in the code and in every link, and drops another', async () => {
  const html = await htmlOf('/campaigns/free-them/share?source=vigil');
  expect(scanned(html)).toBe(`${address}?source=vigil`);
  expect(linksOf(html).get('WhatsApp')?.searchParams.get('text')).toBe(`${title} ${address}?source=vigil`);
  expect(scanned(await htmlOf('/campaigns/free-them/share?source=elsewhere'))).toBe(address);
});

it('shows a hostile title as plain letters', async () => {
  const html = await htmlOf('/campaigns/plain/share');
  expect(html).not.toContain('<script>alert');
  expect(linksOf(html).get('WhatsApp')?.searchParams.get('text')).toBe(`${hostile} ${PUBLIC_URL}/campaigns/plain`);
});

it('says of a campaign that it is won, or has closed, and of no other', async () => {
  const won = { on: '2013-12-10', words: 'They are free.' };
  await put({ slug: 'closed', closesAt: '2026-02-01T00:00:00Z' });
  await put({ slug: 'won', closesAt: '2026-02-01T00:00:00Z', won });
  await put({ slug: 'won-and-open', won });
  const said = async (slug: string) => {
    const html = await htmlOf(`/campaigns/${slug}/share`);
    return (['share.closed', 'share.won'] as const).filter((key) => html.includes(`<p class="notice">${t(key)}</p>`));
  };
  const all = await Promise.all(['closed', 'won', 'won-and-open', 'plain'].map(said));
  expect(all).toEqual([['share.closed'], ['share.won'], ['share.won'], []]);
});

it('knows no other campaign', async () => {
  expect((await page('/campaigns/no-such/share')).status).toBe(404);
});

it('leads to open campaigns that are close, also from one that is over, and to none from one that no list shows', async () => {
  const near = await startSite();
  const country = 'AZ';
  await near.put({ slug: 'over', country, closesAt: '2026-02-01T00:00:00Z' });
  await near.put({ slug: 'near', title: 'A near one', country });
  await near.put({ slug: 'unlisted', title: 'An unlisted one', country, visibility: 'unlisted' });
  const shown = async (slug: string) => (await near.page(`/campaigns/${slug}/share`)).text();
  expect(await shown('over')).toContain('<li><a href="/campaigns/near">A near one</a></li>');
  expect(await shown('near')).not.toContain('id="related"');
  expect(await shown('unlisted')).not.toContain('id="related"');
});
