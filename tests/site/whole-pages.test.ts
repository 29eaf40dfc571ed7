import { expect, it } from 'vitest';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { groupOf } from '../support/campaign.ts';
import { startSite } from '../support/site.ts';

const site = await startSite();
const { t, date } = translatorOf('en');
const textOf = async (path: string) => (await site.page(path)).text();

it('leads to the campaigns that one names as related, as far as they are there', async () => {
  await site.put({ slug: 'sister', title: 'A sister' });
  await site.put({ slug: 'stranger', title: 'A stranger' });
  await site.put({ slug: 'related', related: ['sister', 'gone'] });
  const text = await textOf('/campaigns/related');
  expect(text).toContain('<a href="/campaigns/sister">A sister</a>');
  expect(text).not.toMatch(/stranger|\/campaigns\/gone/);
});

it('says how long identities are kept by the word of the campaign, or else of the stage', async () => {
  await site.put({ slug: 'own', keepMonths: 2, closesAt: '2026-06-01T00:00:00Z' });
  expect(await textOf('/campaigns/own/privacy')).toContain(
    t('privacy.kept.until', { months: 2, date: date('2026-08-01T00:00:00Z') }),
  );
  await site.put({ slug: 'stage' });
  expect(await textOf('/campaigns/stage/privacy')).toMatch(
    /as long as this campaign is open. We delete them \d+ months/,
  );
});

it('reads the names of a campaign only if it shows them', async () => {
  const asked: string[] = [];
  const watched = await startSite({
    names: async (slug) => {
      asked.push(slug);
      return [];
    },
  });
  await watched.put({ slug: 'shy', showNames: false });
  await watched.put({ slug: 'bold', showNames: true });
  for (const slug of ['shy', 'bold']) await watched.page(`/campaigns/${slug}`);
  expect(asked).toEqual(['bold']);
});

it('gives a table of counts a name of its own to be kept under', async () => {
  await site.put({ slug: 'kept-table' });
  const { headers } = await site.get('/campaigns/kept-table/counts.csv');
  expect(headers.get('content-disposition')).toBe('attachment; filename="kept-table-counts.csv"');
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
});

it('names the group under each page and in the privacy text, and says where none is set', async () => {
  await site.put({ slug: 'asked' });
  const paths = [
    '/',
    '/docs',
    ...['', '/dashboard', '/privacy', '/my-signature'].map((path) => `/campaigns/asked${path}`),
  ];
  for (const path of paths) expect(await textOf(path), path).toContain(t('group.unset'));
  await site.put({ slug: 'other', group: groupOf({ name: 'Another Group' }) });
  await putGroup(site.campaigns, groupOf({ imprint: 'https://free-voices.example/imprint' }), 0);
  site.time.now += 10_000;
  for (const path of paths) {
    const text = await textOf(path);
    expect(text, path).toContain('Responsible: Free Voices.');
    expect(text, path).toContain('href="mailto:ask@free-voices.example"');
    expect(text, path).toContain('href="https://free-voices.example/imprint"');
    expect(text, path).not.toContain(t('group.unset'));
  }
  expect(await textOf('/campaigns/asked/privacy')).toContain('Free Voices is responsible for your data.');
  expect(await textOf('/campaigns/other')).toContain('Another Group asks you to sign.');
  expect(await textOf('/campaigns/other')).not.toContain('Free Voices');
});
