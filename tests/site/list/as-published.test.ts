import { expect, it } from 'vitest';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { siteReads } from '../../../functions/site/deps.ts';
import { asPublished } from '../../../functions/site/list/as-published.ts';
import { campaignOf } from '../../support/campaign.ts';
import { putOverview, storedEntryOf } from '../../support/overview.ts';
import { publishNumbers } from '../../support/published.ts';
import { freshTables } from '../../support/tables.ts';

const NOW = Date.parse('2026-03-10T12:30:00Z');

async function started(now = NOW) {
  const { Campaigns: campaigns, Counts: counts } = await freshTables();
  const time = { now };
  const clock = () => time.now;
  const reads = siteReads({ campaigns, counts }, clock);
  const asked: string[] = [];
  const published = async (slug: string) => {
    asked.push(slug);
    return reads.published(slug);
  };
  return { campaigns, counts, time, asked, ...reads, clock, published };
}

it('shows the overview that was written, by one read', async () => {
  const { campaigns, overview } = await started();
  await putOverview(campaigns, NOW, storedEntryOf({ slug: 'in-the-overview' }, { total: 7 }, NOW));
  // Nothing else is asked: this campaign is not in the overview yet.
  await putCampaign(campaigns, campaignOf({ slug: 'not-in-it' }));
  expect(await overview()).toMatchObject({
    entries: [{ slug: 'in-the-overview', numbers: { total: 7 } }],
    checkedAt: NOW,
  });
});

it('reads each listed campaign as long as no overview was written', async () => {
  const { campaigns, counts, overview, time } = await started();
  await putCampaign(campaigns, campaignOf({ slug: 'listed' }));
  await putCampaign(campaigns, campaignOf({ slug: 'unlisted', visibility: 'unlisted' }));
  await publishNumbers(counts, 'listed', { total: 12, asOf: NOW });
  expect(await overview()).toMatchObject({ entries: [{ slug: 'listed', numbers: { total: 12 } }], checkedAt: NOW });
  await putOverview(campaigns, NOW);
  time.now += 2_000;
  expect((await overview()).entries).toEqual([]);
});

it('reads anew the numbers of live campaigns, and of others whose numbers may have moved', async () => {
  const deps = await started();
  for (const slug of ['live', 'careful', 'due'])
    await publishNumbers(deps.counts, slug, { total: 20, asOf: NOW - MINUTE, every: HOUR });
  const of = (slug: string, changes = {}, every = HOUR) =>
    storedEntryOf({ slug, ...changes }, { total: 10, asOf: NOW - 2 * HOUR, every }, NOW).entry;
  const entries = [of('live', { publish: 'live' }), of('careful'), of('due', {}, 10 * MINUTE)];
  const shown = await asPublished(deps, { entries, checkedAt: NOW - MINUTE });
  expect(shown.entries.map(({ slug, numbers }) => [slug, numbers.total])).toEqual([
    ['live', 20],
    ['careful', 10],
    ['due', 20],
  ]);
  expect(deps.asked).toEqual(['live', 'due']);
  expect(shown.checkedAt).toBe(NOW);
});

it('reads the days of yesterday anew after midnight', async () => {
  const deps = await started(Date.parse('2026-03-10T00:05:00Z'));
  await publishNumbers(deps.counts, 'one', { total: 20, asOf: deps.time.now, byDay: { '2026-03-09': 8 } });
  const { entry } = storedEntryOf(
    { slug: 'one', opensAt: '2026-03-09T00:00:00Z' },
    { total: 20, asOf: deps.time.now },
    deps.time.now - DAY,
  );
  const [shown] = (await asPublished(deps, { entries: [entry], checkedAt: deps.time.now })).entries;
  expect([shown?.numbers.lastDay, shown?.numbers.lately.at(-1)]).toEqual(['2026-03-09', 8]);
});

it('keeps the numbers of a campaign of which nothing was published', async () => {
  const deps = await started();
  const { entry } = storedEntryOf({ slug: 'fresh', publish: 'live' });
  expect((await asPublished(deps, { entries: [entry], checkedAt: NOW })).entries).toEqual([entry]);
});
