import { beforeEach, expect, it } from 'vitest';
import { fromNetworks, networksIn } from '../../functions/console/networks.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { previewPath, previewPicture } from '../../functions/core/campaigns/preview-token.ts';
import { endPreview, makePreview } from '../../functions/core/campaigns/previews.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { filesOf, keptName, logoName } from '../../functions/core/pictures/address.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteReads } from '../../functions/site/deps.ts';
import { campaignOf } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { speaking } from '../support/speaking.ts';

speaking(['en', 'ru']);
const made = (letter: string) => ({ id: letter.repeat(20), width: 640, height: 480, widths: [320, 640] });
const [own, ofCase, logo, other] = [made('a'), made('b'), made('c'), made('d')];
const draft = campaignOf({
  ...{ slug: 'a-draft', visibility: 'draft', picture: { made: own, alt: 'A square' } },
  cases: [{ id: 'ali', name: 'Ali', status: 'detained', people: 1, picture: { made: ofCase, alt: 'Ali' } }],
  group: { name: 'Friends', contact: 'ask@friends.example', logo: { made: logo } },
  translations: { ru: { title: 'Свободу', demand: 'Освободите.' } },
});
let site: Awaited<ReturnType<typeof startConsole>>;
let token: string;
beforeEach(async () => {
  // Previews are for people elsewhere, too.
  site = await startConsole({ networks: fromNetworks(networksIn('203.0.113.0/24'), async () => []) });
  await putCampaign(site.db.Campaigns, draft, 0);
  await putCampaign(
    site.db.Campaigns,
    campaignOf({ slug: 'another', visibility: 'draft', picture: { made: other, alt: 'X' } }),
    0,
  );
  for (const file of [...[own, ofCase, other].flatMap(filesOf), logoName(logo).split('/').at(-1) ?? ''])
    await site.pictures.put(keptName(file), new TextEncoder().encode(file));
  ({ token } = await makePreview(site.deps, operator, { slug: 'a-draft' }));
});
const see = (path: string) => site.ask('GET', path);
const [file = ''] = filesOf(own);

it('shows every picture of a draft, in each language, to those who have the link, and to nobody else', async () => {
  const reads = siteReads({ campaigns: site.db.Campaigns, counts: site.db.Counts }, () => site.time.now);
  const app = createSiteApp(siteDepsOf({ ...reads, clock: () => site.time.now }));
  for (const language of ['', '/ru']) {
    const html = await (
      await app.request(`${language}${previewPath('a-draft', token)}`, { headers: { accept: 'text/html' } })
    ).text();
    const shown = [...html.matchAll(/(?:src|srcset)="([^"]*)"/g)]
      .flatMap(([, all = '']) => all.split(', ').map((one) => one.split(' ')[0] ?? ''))
      .filter((path) => /\.(webp|jpg|png)/.test(path));
    // Of both pictures one file for old browsers and two for others, and the logo.
    expect(new Set(shown).size).toBe(7);
    for (const path of shown) {
      const answer = await see(path);
      const type = { webp: 'image/webp', jpg: 'image/jpeg', png: 'image/png' }[/\.(\w+)\?/.exec(path)?.[1] ?? ''];
      expect([path, answer.status, answer.headers.get('cache-control'), answer.headers.get('content-type')]).toEqual([
        ...[path, 200, 'no-store', type],
      ]);
    }
    for (const path of shown) expect((await see(path.split('?')[0] ?? '')).status).toBe(404);
  }
});

it('ends with the link, and with the draft', async () => {
  const path = previewPicture('a-draft', token, file);
  expect((await see(path)).status).toBe(200);
  const { link, token: ended } = await makePreview(site.deps, operator, { slug: 'a-draft' });
  await endPreview(site.deps, operator, { slug: 'a-draft', id: link.id });
  expect((await see(previewPicture('a-draft', ended, file))).status).toBe(404);
  site.time.now += 7 * DAY;
  expect((await see(path)).status).toBe(404);
  site.time.now -= 7 * DAY;
  await putCampaign(site.db.Campaigns, { ...draft, visibility: 'unlisted' });
  expect((await see(path)).status).toBe(404);
});

it('opens no other file: of another draft, of no draft, of another place', async () => {
  const [foreign = ''] = filesOf(other);
  for (const path of [
    previewPicture('a-draft', token, foreign),
    previewPicture('another', token, foreign),
    previewPicture('a-draft', 'A'.repeat(22), file),
    previewPicture('a-draft', `${token}x`, file),
    previewPicture('a-draft', token, `${'e'.repeat(20)}-320.webp`),
    previewPicture('a-draft', token, '..%2Fkept%2Fx'),
    previewPicture('no-such', token, file),
    `/organise/previews/A%20B/${file}?token=${token}`,
  ])
    expect([path, (await see(path)).status]).toEqual([path, 404]);
});
