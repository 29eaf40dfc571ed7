import { expect, it } from 'vitest';
import { countries, NO_COUNTRY } from '../../../functions/core/country.ts';
import { withPopulation } from '../../../functions/core/population.ts';
import { Countries } from '../../../functions/site/dashboard/countries.tsx';
import { countryFigures, countryRows, inWords, rankedFrom } from '../../../functions/site/dashboard/country-figures.ts';
import { mapChart, mapNames } from '../../../functions/site/dashboard/map-chart.tsx';
import type { CountsAnswer } from '../../../functions/site/open-data.ts';
import { lightColors } from '../../../functions/ui/maps/map-picture.tsx';
import { type Measure, measures, stepOf } from '../../../functions/ui/maps/steps.ts';
import { world } from '../../../functions/ui/maps/world.ts';
import { publishedOf } from '../../support/published.ts';
import { NOW, startSite } from '../../support/site.ts';
import { around, rightToLeft, sample } from '../../ui/sample.ts';

const { translator } = around;
const { t, number, country } = translator;

/** Counts as the API gives them: the most signatures first, then all others as one. */
function countsOf(byCountry: Record<string, number>, other = 0): Pick<CountsAnswer, 'total' | 'byCountry'> {
  const named = Object.entries(byCountry)
    .map(([code, signatures]) => ({ country: code, signatures }))
    .sort((a, b) => b.signatures - a.signatures);
  return {
    total: named.reduce((sum, { signatures }) => sum + signatures, other),
    byCountry: other > 0 ? [...named, { country: 'other', signatures: other }] : named,
  };
}
const draw = (counts: ReturnType<typeof countsOf>, direction: typeof translator = translator, isClosed = false) =>
  String(<Countries counts={counts} translator={direction} files={filesOf} isClosed={isClosed} />);
const filesOf = (measure: Measure) => ({ csv: `/${measure}.csv`, svg: `/${measure}.svg`, png: `${measure}.png` });
const wordsOf = (byCountry: Record<string, number>, other = 0, measure: Measure = 'perMillion') =>
  inWords(countryFigures(countsOf(byCountry, other)), translator, { isClosed: false, measure });

const tableOf = (html: string) =>
  [...html.matchAll(/<tr><th scope="row">([^<]*)<td>([^<]*)<td>([^<]*)/g)].map(([, name, signatures, rate]) => [
    name,
    signatures,
    rate,
  ]);
/** Names, numbers and widths of the bars of one measure. */
function barsOf(html: string, measure: Measure) {
  const part = html.split(`class="if-${measure}"><h3>`)[1]?.split('</svg></div>')[0]?.split('<div')[0] ?? '';
  return [...part.matchAll(/<g transform.*?<\/g>/g)].map(([bar]) => ({
    name: />([^<]*)<\/text>/.exec(bar)?.[1],
    number: /class="chart-number"[^>]*>([^<]*)</.exec(bar)?.[1],
    width: Number(/class="chart-(?:ink|quiet)"[^>]* width="([\d.]+)%"/.exec(bar)?.[1]),
    isQuiet: bar.includes('chart-quiet'),
    isBroken: bar.includes('chart-break'),
  }));
}

const many = Object.fromEntries(countries.map((code, i) => [code, 20 + 10 * ((i * i) % 499)]));

it('shows in picture and table just the numbers that the API answers', async () => {
  const site = await startSite({
    published: async () => publishedOf({ total: 2_000_000, byCountry: many, byDay: {}, asOf: NOW }),
  });
  await site.put({ slug: 'counted' });
  const counts = (await (await site.get('/api/campaigns/counted/counts')).json()) as CountsAnswer;
  const html = await (await site.page('/campaigns/counted/dashboard')).text();
  const rows = counts.byCountry.map(withPopulation);
  const nameOf = (code: string) => (code === 'other' ? t('countries.other') : country(code)).replace(/&/g, '&amp;');
  expect(rows).toHaveLength(countries.length + 1);
  expect(tableOf(html)).toEqual(
    rows.map((row) => [
      nameOf(row.country),
      number(row.signatures),
      row.perMillion === null ? '–' : number(row.perMillion),
    ]),
  );
  // Each shape or circle has the colours of its row. The script that shows values goes by their order.
  const drawn = [...html.matchAll(/<(?:path|circle) class="(p\d n\d)" (?:d="([^"]*)"|cx="(\d+)" cy="(\d+)")/g)];
  expect(drawn.map(([, color, d, x, y]) => [color, d ?? [Number(x), Number(y)]])).toEqual(
    rows
      .slice(0, -1)
      .map((row) => [
        `p${stepOf('perMillion', row.perMillion)} n${stepOf('signatures', row.signatures)}`,
        world.circles[row.country] ?? world.shapes[row.country],
      ]),
  );
  for (const { name, number: shown, isQuiet } of barsOf(html, 'signatures').filter((bar) => !bar.isQuiet)) {
    const row = rows.find((one) => nameOf(one.country) === name);
    expect([name, shown, isQuiet]).toEqual([name, number(row?.signatures ?? 0), false]);
  }
  expect(barsOf(html, 'perMillion')).toHaveLength(10);
  for (const { name, number: shown } of barsOf(html, 'perMillion')) {
    const row = rows.find((one) => name === nameOf(one.country) || name?.startsWith(`${nameOf(one.country)} (`));
    expect([name, shown]).toEqual([name, number(row?.perMillion ?? 0)]);
  }
  expect(countryRows(counts).slice(1)).toEqual(
    rows.map((row) => [row.country, row.signatures, row.population ?? '', row.perMillion ?? '']),
  );
});

const rate = (code: string, signatures: number) =>
  withPopulation({ country: code, signatures }).perMillion ?? Number.NaN;

it('says first who leads in what is shown, then who does by the other measure, and how many countries are named', () => {
  const rates = [
    t('countries.rate', {
      ...{ country: 'Norway', rate: rate('NO', 400) },
      ...{ next: 'Germany', nextRate: rate('DE', 900) },
    }),
    t('countries.compared', rankedFrom),
  ];
  const most = t('countries.most', { country: 'Germany', signatures: 900, share: '45%' });
  const named = t('countries.named', { count: 3, share: '80%' });
  const counts = [{ DE: 900, NO: 400, US: 300 }, 400] as const;
  expect(wordsOf(...counts)).toEqual([...rates, most, named]);
  expect(wordsOf(...counts, 'signatures')).toEqual([most, ...rates, named]);
  expect(wordsOf({ DE: 900 }, 400)[0]).toBe(t('countries.rate-one', { country: 'Germany', rate: rate('DE', 900) }));
});

it('does not say that no country is far ahead in numbers, where one is for its population', () => {
  const counts = { AZ: 630, DE: 570 };
  const close = t('countries.close', { country: 'Azerbaijan', signatures: 630, next: 'Germany', nextSignatures: 570 });
  expect(wordsOf(counts)).not.toContain(close);
  expect(wordsOf(counts)[0]).toMatch(/^Most signatures per million people: Azerbaijan/);
  expect(wordsOf(counts, 0, 'signatures')[0]).toBe(close);
});

it('says so if no country stands out', () => {
  expect(wordsOf({ FR: 1_000, GB: 990 })).toEqual([
    t('countries.rate-close', {
      ...{ country: 'France', rate: rate('FR', 1_000) },
      ...{ next: 'United Kingdom', nextRate: rate('GB', 990) },
    }),
    t('countries.compared', rankedFrom),
    t('countries.close', { country: 'France', signatures: 1_000, next: 'United Kingdom', nextSignatures: 990 }),
    t('countries.named', { count: 2, share: '100%' }),
  ]);
});

it('says how few people live where the rate is highest', () => {
  expect(wordsOf({ DE: 900, IS: 300 })).toContain(t('countries.rate-small', { country: 'Iceland', people: 360_000 }));
  expect(draw(countsOf({ DE: 900, IS: 300 }))).toContain('Iceland (360,000 people)');
});

it('ranks no country by population that has few people or few signatures, and says from when on', () => {
  const counts = countsOf({ DE: 900, MC: 100, LI: 900, NO: rankedFrom.signatures - 10, SE: rankedFrom.signatures });
  expect(countryFigures(counts).ranked.map((one) => one.country)).toEqual(['DE', 'SE']);
  const html = draw(counts);
  expect(barsOf(html, 'perMillion').map(({ name }) => name)).toEqual(['Germany', 'Sweden']);
  expect(html).toContain(t('countries.ranked', rankedFrom));
  // Their rates are in the table all the same.
  expect(tableOf(html).map(([name]) => name)).toEqual(['Germany', 'Liechtenstein', 'Monaco', 'Sweden', 'Norway']);
  expect(wordsOf({ NO: 20 }).slice(1, 3)).toEqual([t('countries.rate-none.open'), t('countries.compared', rankedFrom)]);
  expect(barsOf(draw(countsOf({ NO: 20 })), 'perMillion')).toEqual([]);
});

it('calls no rate the highest that the table has a higher one beside, unless it says among which countries', () => {
  const counts = countsOf({ AZ: 640, GB: 480, GE: 60, LI: 900 });
  const [highest] = [...countryFigures(counts).named].sort((a, b) => (b.perMillion ?? 0) - (a.perMillion ?? 0));
  expect(highest?.country).toBe('LI');
  const words = 'Only countries with at least 100 signatures and 100,000 people are compared.';
  for (const direction of [translator, rightToLeft]) {
    const html = draw(counts, direction);
    // In the summary, and for those who hear the map.
    expect(html.split(words)).toHaveLength(3);
  }
  const view = { ...around, campaign: sample(), status: 'open', counts: counts as CountsAnswer } as const;
  for (const measure of measures) expect(mapChart(measure)(view)?.summary.join(' ')).toContain(words);
});

it('expects nothing more of a campaign that is closed', () => {
  for (const counts of [countsOf({ NO: 20 }, 40), countsOf({}, 40), countsOf({ LI: 900 })]) {
    expect(draw(counts)).toMatch(/\byet\b/);
    expect(draw(counts, translator, true)).not.toMatch(/\byet\b/);
  }
});

it('draws ten countries, then the other named ones and those without a name, told apart and never longer', () => {
  const ten = draw(countsOf(Object.fromEntries(countries.slice(0, 10).map((code) => [code, 100]))));
  expect(barsOf(ten, 'signatures').map(({ isQuiet }) => isQuiet)).toEqual(Array(10).fill(false));
  // A single one that is left out would take a row without its name.
  const eleven = barsOf(
    draw(countsOf(Object.fromEntries(countries.slice(0, 11).map((code) => [code, 100])))),
    'signatures',
  );
  expect(eleven.map(({ isQuiet }) => isQuiet)).toEqual(Array(11).fill(false));
  const bars = barsOf(
    draw(countsOf({ ...Object.fromEntries(countries.slice(0, 30).map((code, i) => [code, 500 - i * 10])) }, 200)),
    'signatures',
  );
  expect(bars).toHaveLength(12);
  expect(bars.slice(10)).toEqual([
    { name: t('countries.more', { count: 20 }), number: '6,100', width: 100, isQuiet: true, isBroken: true },
    { name: t('countries.other'), number: '200', width: 40, isQuiet: true, isBroken: false },
  ]);
  expect(bars[0]).toEqual({ name: expect.any(String), number: '500', width: 100, isQuiet: false, isBroken: false });
});

it('shows a country without people by its number alone', () => {
  const html = draw(countsOf({ AQ: 30 }));
  expect(tableOf(html)).toEqual([['Antarctica', '30', '–']]);
  expect(html).toContain('class="p0 n1"');
});

it('draws nothing while no country is named, and says when that will change', () => {
  const html = draw(countsOf({}, 40));
  expect(html).toContain('No country is named yet. ');
  expect(draw(countsOf({}, 40), translator, true)).toContain('No country is named. ');
  expect(html).not.toMatch(/<svg|<table|<input/);
  const view = { ...around, campaign: sample(), status: 'open', counts: countsOf({}, 40) as CountsAnswer } as const;
  expect(mapChart('perMillion')(view)).toBeUndefined();
});

it('never names those who would rather not say', () => {
  const html = draw(countsOf({ DE: 50 }, 40));
  expect(tableOf(html)).toEqual([
    ['Germany', '50', expect.any(String)],
    [t('countries.other'), '40', '–'],
  ]);
  expect(html).not.toContain(NO_COUNTRY);
});

it('needs no script to change what the map shows, and says whose borders and people these are', () => {
  const html = draw(countsOf({ DE: 50 }));
  expect(html.match(/<input type="radio" name="measure" id="by-\w+"(?: checked="")?\/>/g)).toEqual([
    '<input type="radio" name="measure" id="by-perMillion" checked=""/>',
    '<input type="radio" name="measure" id="by-signatures"/>',
  ]);
  expect(html).toContain(t('countries.shapes'));
  expect(html).toMatch(/Population: Unicode CLDR [\d.]+, 20\d\d\./);
  expect(html).not.toMatch(/ style=/);
});

it('begins bars at the right for languages that do, and mirrors no country', () => {
  const counts = countsOf({ DE: 50, NO: 25 });
  const [ltr, rtl] = [draw(counts), draw(counts, rightToLeft)];
  const mapOf = (html: string) => /<svg class="world".*?<\/svg>/s.exec(html)?.[0].replace(/aria-label="[^"]*"/, '');
  expect(mapOf(rtl)).toBe(mapOf(ltr));
  expect(rtl).toContain('x="50%" y="23" width="50%"');
});

it('offers the map of each measure as a file, and the table of both', async () => {
  const site = await startSite({
    published: async () => publishedOf({ total: 90, byCountry: { DE: 50, NO: 20 }, byDay: {}, asOf: NOW }),
  });
  await site.put({ slug: 'files', title: 'Free the fourteen' });
  const html = await (await site.page('/campaigns/files/dashboard')).text();
  const steps = { perMillion: 1, signatures: 2 };
  for (const measure of measures) {
    const name = mapNames[measure];
    const svg = await (await site.get(`/campaigns/files/charts/${name}.svg`)).text();
    expect(html).toContain(`href="/campaigns/files/charts/${name}.svg"`);
    expect(svg).toContain('>Free the fourteen<');
    expect(svg).toContain(`<path fill="${lightColors.steps[steps[measure] - 1]}" d="${world.shapes.DE}"`);
    expect(svg).toContain(`>${t(`countries.${measure}`)}<`);
    const csv = await (await site.get(`/campaigns/files/charts/${name}.csv`)).text();
    const rows = [withPopulation({ country: 'DE', signatures: 50 }), withPopulation({ country: 'NO', signatures: 20 })];
    expect(csv.trim().split('\r\n')).toEqual([
      'country,signatures,population,perMillion',
      ...rows.map((row) => [row.country, row.signatures, row.population, row.perMillion].join(',')),
      'other,20,,',
    ]);
  }
});
