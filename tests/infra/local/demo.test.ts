import { createSecretKey } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { auditLog } from '../../../functions/core/audit/log.ts';
import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import { parseCampaignFile } from '../../../functions/core/campaigns/file.ts';
import { listCampaignHeads } from '../../../functions/core/campaigns/head-store.ts';
import { inLanguage, type Marked } from '../../../functions/core/campaigns/in-language.ts';
import { campaignStatus } from '../../../functions/core/campaigns/status.ts';
import { queryCounts } from '../../../functions/core/counts/store.ts';
import { showLiveIn } from '../../../functions/core/published/live.ts';
import { queryPublished } from '../../../functions/core/published/store.ts';
import { DAY, HOUR } from '../../../functions/core/running/clock.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { demoCampaigns } from '../../../infra/local/demo/campaigns.ts';
import { fillDemo, publishedBy } from '../../../infra/local/demo/fill.ts';
import { madeUpSignatures } from '../../../infra/local/demo/people.ts';
import { putSampleOnce } from '../../../infra/local/sample.ts';
import { folderOfPictures } from '../../../infra/pictures/folder.ts';
import { folderOfRecords } from '../../../infra/records/folder.ts';
import { silentLog } from '../../support/log.ts';
import { streamReader } from '../../support/stream.ts';
import { freshTables } from '../../support/tables.ts';

it('has files that organisers could put, in every state, and one that is won', async () => {
  const now = Date.parse('2026-11-29T12:00Z');
  const campaigns = await Promise.all(
    demoCampaigns(now).flatMap(({ file, dates }) =>
      file ? [readFile(file).then((text) => ({ ...parseCampaignFile(text), ...dates }))] : [],
    ),
  );
  expect(campaigns.map((campaign) => campaignStatus(campaign, now)).sort()).toEqual([
    'closed',
    'closed',
    'open',
    'upcoming',
  ]);
  expect(campaigns.filter(({ won }) => won)).toHaveLength(1);
});

it('says in English who is in prison, where a campaign is written in another language', async () => {
  for (const { file } of demoCampaigns(Date.now())) {
    if (!file) continue;
    const campaign = parseCampaignFile(await readFile(file));
    const { en } = campaign.translations ?? {};
    if (campaign.language === 'en') continue;
    const { cases } = inLanguage(campaign, { language: 'en', texts: en ?? {} });
    const events = cases.flatMap(({ history = [] }) => history);
    expect(([...cases, ...events] as Marked[]).filter(({ untranslated }) => untranslated)).toEqual([]);
    expect(cases.map(({ name }) => name).join()).toMatch(/^[A-Za-z ,]+$/);
  }
});

// Crowds are counted by days and weeks. So each hour of a day, and each day of a week, is another case.
const hours = Array.from({ length: 14 }, (_, i) => Date.parse('2026-11-29T07:10Z') + i * 17 * HOUR);
it('has careful campaigns that name countries, whenever it is started', () => {
  const of = {
    campaign: { slug: 'any', sources: [] } as unknown as Campaign,
    pepper: createSecretKey(Buffer.alloc(32, 1)),
  };
  for (const now of hours) {
    const named = demoCampaigns(now).flatMap(({ file, signing }) => {
      if (!file || !signing) return [];
      const { published } = publishedBy(madeUpSignatures(of, signing), signing, { now, isLive: false });
      return published.byCountry.size;
    });
    expect(named.filter((countries) => countries >= 2)).toHaveLength(3);
    expect(Math.max(...named)).toBeGreaterThanOrEqual(3);
  }
});

it('lets people sign only while the campaign is open', async () => {
  const now = Date.now();
  for (const { file, dates, signing } of demoCampaigns(now)) {
    if (!file || !signing) continue;
    const { opensAt, closesAt } = { ...parseCampaignFile(await readFile(file)), ...dates };
    expect(signing.from).toBeGreaterThanOrEqual(Date.parse(opensAt) - DAY);
    expect(signing.until).toBeLessThanOrEqual(Math.max(now, Date.parse(closesAt ?? '')));
  }
});

it('fills the campaigns with signatures that count, once', async () => {
  const { Campaigns: campaigns, Signatures: signatures, Counts: counts } = await freshTables();
  const read = await streamReader(signatures);
  const deps = {
    ...{ counts, clock: Date.now, log: silentLog },
    showLive: showLiveIn({ campaigns, counts, clock: Date.now }),
  };
  const shownAt: number[] = [];
  const look = async () => {
    const live = await queryPublished(counts, 'azerbaijan-prisoners-of-conscience');
    if (live) shownAt.push(live.asOf);
  };
  const isDone = new AbortController();
  const counting = (async () => {
    while (!isDone.signal.aborted) {
      for (const { lane, changes } of await read()) if (changes.length > 0) await tallyBatch(deps, lane, changes);
      await look();
      await sleep(50);
    }
  })();
  const folder = await mkdtemp(join(tmpdir(), 'amparo-demo-'));
  const pictures = folderOfPictures(folder);
  const said: string[] = [];
  const fill = async () =>
    fillDemo(
      {
        campaign: await putSampleOnce({ campaigns, pictures, audit: auditLog(folderOfRecords(folder)) }),
        recipient: await identityToRecipient(await generateIdentity()),
        ...{ campaigns, signatures, counts, pictures, audit: auditLog(folderOfRecords(folder)) },
        pepper: () => createSecretKey(Buffer.alloc(32, 1)),
        say: (line) => void said.push(line),
      },
      demoCampaigns(Date.now()).map((one) =>
        one.signing ? { ...one, signing: { ...one.signing, signatures: 80 } } : one,
      ),
    );
  await fill();
  await fill();
  isDone.abort();
  await counting;
  await look();
  await rm(folder, { recursive: true });
  expect(said).toEqual(
    Array(2).fill(
      'The 5 campaigns have their 320 made-up signatures. Their dashboards show those that are published; the last ones wait for a crowd.',
    ),
  );
  const heads = await listCampaignHeads(campaigns);
  const totals = await Promise.all(heads.map(({ slug }) => queryCounts(counts, slug)));
  expect(totals.map(({ total }) => total).sort()).toEqual([0, 80, 80, 80, 80]);
  expect(await queryPublished(counts, 'khadija-ismayilova')).toMatchObject({ total: expect.any(Number) });
  // The numbers of a live campaign are shown while they are counted, and never become older.
  expect(shownAt.length).toBeGreaterThan(1);
  expect(shownAt).toEqual(shownAt.toSorted((a, b) => a - b));
});
