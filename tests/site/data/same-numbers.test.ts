import { expect, it } from 'vitest';
import { startSite } from '../../support/site.ts';
import { unzip } from '../../support/unzip.ts';

const site = await startSite();
const published = {
  'free-ada': { total: 1_340, byCountry: { AZ: 760, DE: 70 }, byDay: { '2026-03-01': 1_300, '2026-03-08': 40 } },
  'free-grace': { total: 52, byCountry: {}, byDay: { '2026-03-07': 60, '2026-03-08': -8 } },
  'free-nobody': { total: 0 },
};
for (const [slug, numbers] of Object.entries(published)) {
  await site.put({ slug });
  await site.publish(slug, numbers);
}
site.time.now += 3_000;

interface Counts {
  total: number;
  asOf: string;
  byCountry: { country: string; signatures: number }[];
  byDay: { day: string; signatures: number }[];
}

const text = async (path: string) => (await site.get(path)).text();
const json = async (path: string) => JSON.parse(await text(path));
const rowsOf = (csv: string) => {
  const [head = [], ...rows] = csv.split('\r\n').map((row) => row.split(','));
  return rows.slice(0, -1).map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
};
const zip = unzip(new Uint8Array(await (await site.get('/data/v1/amparo.zip')).arrayBuffer()));
const packed = (table: string) => rowsOf(zip.get(`${table}.csv`) ?? '');

it.each(Object.keys(published))('gives the numbers of %s alike wherever it gives them', async (slug) => {
  const counts = (await json(`/api/campaigns/${slug}/counts`)) as Counts;
  expect(counts.total).toBe(published[slug as keyof typeof published].total);

  const own = (table: string) => packed(table).filter(({ campaign }) => campaign === slug);
  const totals = {
    campaign: (await json(`/api/campaigns/${slug}`)).signatures,
    list: (await json('/api/campaigns')).find((one: { slug: string }) => one.slug === slug).signatures,
    petition: (await json(`/api/osdi/petitions/${slug}`)).total_signatures,
    petitions: (await json('/api/osdi/petitions'))._embedded['osdi:petitions'].find(
      ({ browser_url }: { browser_url: string }) => browser_url.endsWith(`/${slug}`),
    ).total_signatures,
    table: (await json('/data/v1/campaigns.json')).find((one: { slug: string }) => one.slug === slug).signatures,
    packed: Number(packed('campaigns').find((one) => one.slug === slug)?.signatures),
    versioned: (await json(`/data/v1/campaigns/${slug}/counts.json`)).total,
    csv: Number(/^total,[^,]*,(\d+)/m.exec(await text(`/campaigns/${slug}/counts.csv`))?.[1]),
    countries: counts.byCountry.reduce((sum, { signatures }) => sum + signatures, 0),
  };
  expect(new Set(Object.values(totals))).toEqual(new Set([counts.total]));

  const days = (await json(`/data/v1/campaigns/${slug}/days.json`)) as { day: string; signatures: number }[];
  expect(days.map(({ day, signatures }) => ({ day, signatures }))).toEqual(counts.byDay);
  expect(own('days').map(({ day, signatures }) => ({ day, signatures: Number(signatures) }))).toEqual(counts.byDay);
  const countries = (await json(`/data/v1/campaigns/${slug}/countries.json`)) as Counts['byCountry'];
  expect(countries.map(({ country, signatures }) => ({ country, signatures }))).toEqual(counts.byCountry);
  expect(own('countries').map(({ country, signatures }) => ({ country, signatures: Number(signatures) }))).toEqual(
    counts.byCountry,
  );
  expect(await text(`/data/v1/campaigns/${slug}/counts.csv`)).toBe(await text(`/campaigns/${slug}/counts.csv`));
});

it('adds up what is published, and nothing else, in the status', async () => {
  const { signatures } = await json('/data/v1/status.json');
  expect(signatures).toBe(Object.values(published).reduce((sum, { total }) => sum + total, 0));
});
