import { expect, it } from 'vitest';
import { caseIds } from '../../../functions/core/campaigns/case-ids.ts';
import { NAMED_FROM, NAMING, STEP } from '../../../functions/core/published/countries.ts';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { chartFile } from '../../../functions/site/dashboard/files.ts';
import { DashboardPage } from '../../../functions/site/dashboard/page.tsx';
import type { CountsAnswer } from '../../../functions/site/open-data.ts';
import { renderPage } from '../../../functions/ui/layout.tsx';
import { cornersIn, placesIn } from '../../support/drawn.ts';
import { around, sample } from '../../ui/sample.ts';

const { t, date, dateSpan } = around.translator;
const now = Date.parse('2013-11-20T12:30:00Z');
const dayOf = (ago: number) => isoTime(now - ago * DAY).slice(0, 10);
const asOf = '2013-11-20T12:00:00.000Z';
const nextAt = '2013-11-20T13:00:00.000Z';

/** Numbers of which so many came on each day, some days ago. Those of day 0, today, are in the total alone. */
function counts(byDaysAgo: Record<number, number>, byCountry: CountsAnswer['byCountry'] = []): CountsAnswer {
  const days = Object.entries(byDaysAgo).map(([ago, signatures]) => ({ day: dayOf(Number(ago)), signatures }));
  return {
    total: days.reduce((sum, { signatures }) => sum + signatures, 0),
    goal: 1_000,
    byDay: days.filter(({ day }) => day !== dayOf(0)).toSorted((one, other) => (one.day < other.day ? -1 : 1)),
    byCountry,
    asOf,
    nextAt,
  };
}

/** As many signatures on each of the last days. */
const steady = (days: number, perDay: number) =>
  counts(Object.fromEntries(Array.from({ length: days }, (_, i) => [i + 1, perDay])));
const opened = (ago: number) => sample({ opensAt: isoTime(now - ago * DAY), closesAt: undefined });
const page = (props: Partial<Parameters<typeof DashboardPage>[0]> = {}) =>
  renderPage(
    <DashboardPage
      {...around}
      campaign={sample({ publish: 'careful' })}
      status="open"
      counts={counts({ 1: 50 })}
      now={now}
      {...props}
    />,
  );

/** The facts under the total, as `name: value`. */
const factsOf = (html: string) =>
  [...html.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g)].map(([, name, value]) => `${name}: ${value}`);
const figureOf = (html: string, id: string) =>
  html
    .split('<figure')
    .find((part) => part.includes(`"${id}-title"`))
    ?.split('</figure>')[0];
/** The rows of the table behind a chart, as `label value`, or undefined if the page has no such chart. */
const rowsOf = (html: string, id: string) => {
  const figure = figureOf(html, id);
  return figure && [...figure.matchAll(/<th scope="row">([^<]*)<td>([^<]*)</g)].map(([, a, b]) => `${a} ${b}`);
};

it('shows yesterday, the pace and the distance to the goal', () => {
  expect(factsOf(page({ campaign: opened(30), counts: counts({ 1: 5, 2: 100, 7: 595 }) }))).toEqual([
    `${t('dashboard.yesterday')}: 5`,
    `${t('dashboard.per-day')}: 100`,
    `${t('dashboard.missing')}: 300`,
  ]);
});

it('shows a slow pace with one decimal, and a fast one without', () => {
  const paceOf = (signatures: number) => factsOf(page({ campaign: opened(4), counts: counts({ 4: signatures }) }))[0];
  expect(paceOf(9)).toBe(`${t('dashboard.per-day')}: 2.3`);
  expect(paceOf(50)).toBe(`${t('dashboard.per-day')}: 13`);
});

it('leaves out a fact that says nothing: no signature yesterday, no pace yet, no distance', () => {
  expect(factsOf(page({ campaign: opened(0), counts: counts({ 0: 40 }) }))).toEqual([`${t('dashboard.missing')}: 960`]);
  expect(factsOf(page({ campaign: opened(0), counts: counts({ 0: 1_000 }) }))).toEqual([]);
});

it('says when the goal will be reached, if that can be foreseen', () => {
  const begins = t('dashboard.forecast.goal.around', { from: '' }).slice(0, 36);
  expect(page({ counts: steady(20, 30), campaign: opened(20) })).toContain(begins);
  expect(page({ counts: counts({ 0: 5 }), campaign: opened(0) })).not.toContain(begins);
});

it('says each moment by the clocks of the campaign', () => {
  // 16 hours and more east of this: half past midnight there is the day before in UTC.
  const campaign = sample({ ...opened(20), timeZone: 'Pacific/Kiritimati', publish: 'careful' });
  const html = page({ campaign, counts: steady(20, 20) });
  const moments = [...html.matchAll(/(?:weeks: about|last moved:|possible change:) ([^.<]+)\./g)].map(
    ([, moment]) => moment,
  );
  expect(moments).toEqual([
    // The next milestone: 100 more, at 20 a day since the last day ended. Then the goal: 600 more.
    '25 November 2013',
    '20 December 2013',
    expect.stringMatching(/^Thursday,? 21 November 2013 at 02:00 \(UTC\+14\)$/),
    expect.stringMatching(/^Thursday,? 21 November 2013 at 03:00 \(UTC\+14\)$/),
  ]);
});

it('asks to sign only while that is possible, and says when a campaign closed', () => {
  const campaign = sample({ closesAt: isoTime(now - DAY) });
  const closed = page({ campaign, status: 'closed' });
  expect(closed).toContain(t('campaign.closed', { date: date(isoTime(now - DAY)) }));
  expect(closed).not.toMatch(/#sign"|<dl>|data-counts/);
  const open = page({ campaign: sample({ closesAt: isoTime(now + DAY) }) });
  expect(open).toContain(`#sign">${t('dashboard.sign')}</a>`);
  expect(open).toContain('data-counts');
  expect(open).not.toContain(t('campaign.closed', { date: date(isoTime(now + DAY)) }));
  const upcoming = page({ status: 'upcoming', counts: counts({}) });
  expect(upcoming).not.toMatch(/#sign"|data-counts/);
  expect(upcoming).toContain(t('dashboard.none.upcoming'));
  expect(open).not.toContain(t('dashboard.none.upcoming'));
});

it('says when the numbers moved and can move next, and why not at once', () => {
  const careful = page();
  for (const words of [
    t('dashboard.as-of', { date: date(asOf, 'hour') }),
    t('dashboard.careful'),
    t('dashboard.next', { date: date(nextAt, 'hour') }),
    t('dashboard.small-countries', { ...NAMING, least: NAMED_FROM, step: STEP }),
  ])
    expect(careful).toContain(words);
  const next = t('dashboard.next', { date: date(nextAt, 'hour') });
  expect(page({ now: Date.parse(nextAt) })).not.toContain(next);
  expect(page({ status: 'closed' })).not.toContain(next);
  const live = page({ campaign: sample({ publish: 'live' }) });
  expect(live).toContain(t('dashboard.live'));
  expect(live).not.toContain(t('dashboard.careful'));
  expect(page({ campaign: sample({ publish: 'live' }), status: 'closed' })).not.toContain(t('dashboard.live'));
  const none = page({ counts: counts({}) });
  expect(none).not.toContain(t('dashboard.as-of', { date: date(asOf, 'hour') }));
  expect(none).not.toMatch(/<figure|<dl>|dashboard-charts/);
});

it('leads to the campaign and to its open data, under its own title', () => {
  const html = page();
  const home = `/campaigns/${sample().slug}`;
  for (const path of [home, `/api${home}/counts`, `${home}/counts.csv`]) expect(html).toContain(`href="${path}"`);
  expect(html).toContain(`<title>${t('dashboard.of', { campaign: sample().title })}`);
  expect(html).toContain(`<p class="kicker">${t('dashboard.title')}</p>`);
  expect(html).toContain(`aria-label="${t('dashboard.total')}"`);
  expect(html).toContain('Open data: <a');
});

it('lists the days on which something moved, the newest first', () => {
  const html = page({ campaign: opened(9), counts: counts({ 0: 1, 2: 70, 3: -4, 9: 40 }) });
  expect(rowsOf(html, 'days')).toEqual([
    ...[`${date(dayOf(0))} 1`, `${date(dayOf(2))} 70`, `${date(dayOf(3))} -4`, `${date(dayOf(9))} 40`],
  ]);
  const most = date(dayOf(2));
  expect(html).toContain(`aria-label="${t('dashboard.over-time.day', { total: 107, count: 4, most, number: 70 })}"`);
});

it('draws no picture of two days', () => {
  expect(rowsOf(page({ campaign: opened(1), counts: counts({ 0: 5, 1: 5 }) }), 'days')).toBeUndefined();
  expect(rowsOf(page({ campaign: opened(1), counts: counts({ 0: 5, 2: 5 }) }), 'days')).toHaveLength(2);
});

it('calls each period by its unit: days by their dates, weeks by their first day, months by their names', () => {
  const shown = (days: number) => {
    const html = page({ campaign: sample({ publish: 'live' }), counts: counts({ 0: 1, [days]: 2 }) });
    const figure = figureOf(html, 'days') ?? '';
    const heads = [...figure.matchAll(/<(?:h2|th scope="col")[^>]*>([^<]*)</g)].map(([, words]) => words);
    return [heads, rowsOf(html, 'days')];
  };
  const total = t('dashboard.total');
  expect(shown(10)).toEqual([
    [t('dashboard.by-day'), t('dashboard.day'), total],
    [`${date('2013-11-20')} 1`, `${date('2013-11-10')} 2`],
  ]);
  // Each of these weeks begins on a Monday.
  const week = (day: string) => t('dashboard.week-of', { date: date(day) });
  expect(shown(100)).toEqual([
    [t('dashboard.by-week'), t('dashboard.week'), total],
    [`${week('2013-11-18')} 1`, `${week('2013-08-12')} 2`],
  ]);
  expect(shown(600)).toEqual([
    [t('dashboard.by-month'), t('dashboard.month'), total],
    [`${date('2013-11-01', 'month')} 1`, `${date('2012-03-01', 'month')} 2`],
  ]);
});

it('says how many came before the first period of a long campaign', () => {
  const earlier = t('dashboard.earlier', { earlier: 40 });
  expect(page({ counts: counts({ 0: 1, [6 * 366]: 40 }) })).toContain(earlier);
  expect(page({ counts: counts({ 0: 1, 9: 40 }) })).not.toContain(t('dashboard.earlier', { earlier: 0 }));
});

it('ends the time of a campaign when it closed', () => {
  const campaign = sample({ opensAt: isoTime(now - 25 * DAY), closesAt: isoTime(now - 20 * DAY) });
  const whole = page({ campaign, status: 'closed', counts: counts({ 25: 30, 22: 40 }) });
  // Six days.
  expect(whole).toMatch(/viewBox="0 0 6 /);
  expect(whole).toContain(t('dashboard.over-time.day', { total: 70, count: 2, most: date(dayOf(22)), number: 40 }));
});

it('marks the last column, and explains the mark, only while it can still grow', () => {
  const red = (html: string) => /class="chart-red" d="([^"]*)"/.exec(html)?.[1] !== '';
  const growing = page({ counts: counts({ 0: 5, 8: 5 }) });
  // Below the columns.
  expect([red(growing), figureOf(growing, 'days')?.includes(t('dashboard.growing'))]).toEqual([true, true]);
  const still = page({ counts: counts({ 3: 5, 8: 5 }) });
  expect(still).not.toContain(t('dashboard.growing'));
  const closed = page({ status: 'closed', counts: counts({ 0: 5, 8: 5 }) });
  expect([red(closed), closed.includes(t('dashboard.growing'))]).toEqual([false, false]);
});

it('says what is remarkable beside each picture, whatever the published numbers leave open', () => {
  const shapes = [
    ...[3, 10, 400].map((days) => counts({ [days]: 40, [days - 1]: 20, 1: 3 })),
    ...[steady(8, 5), steady(30, 1), counts({ 0: 30 }), counts({ 9: 30, 2: -4 })],
  ];
  for (const numbers of shapes)
    for (const publish of ['careful', 'live'] as const)
      for (const status of ['open', 'closed'] as const)
        for (const goal of [30, 1_000_000]) {
          const closesAt = status === 'closed' ? isoTime(now - DAY) : undefined;
          const opensAt = Date.parse(numbers.byDay[0]?.day ?? dayOf(9)) - 5 * DAY;
          const campaign = sample({ publish, opensAt: isoTime(opensAt), closesAt });
          const view = { campaign, status, counts: { ...numbers, goal } };
          const html = page(view);
          expect(figureOf(html, 'growth')).toBeDefined();
          for (const figure of html.split('<figure ').slice(1))
            expect(figure).toMatch(/class="chart-summary">[^<]*\p{L}/u);
          // The pictures for the press, too.
          const file = chartFile('growth.svg', { ...around, ...view, now });
          expect(file?.body).toContain(/class="chart-summary">([^<.]*)/.exec(figureOf(html, 'growth') ?? '')?.[1]);
        }
});

it('says how far a campaign got where nothing is remarkable in its growth', () => {
  const words = (total: number, goal: number) =>
    wordsOf(figureOf(page({ campaign: opened(4), counts: { ...counts({ 0: total }), goal } }), 'growth'));
  expect(words(999, 1_000)).toContain(t('dashboard.remark.goal', { share: '99%' }));
  expect(words(1_500, 1_000)).toContain(t('dashboard.remark.goal', { share: '150%' }));
  expect(words(40, 100_000)).toContain(t('dashboard.next-milestone', { milestone: 100, missing: 60 }));
});

it('marks the opening and the closing at the ends of the picture, also where their dates are those of other clocks', () => {
  const campaign = sample({
    ...{ publish: 'careful', timeZone: 'Asia/Baku' },
    ...{ opensAt: '2013-10-24T02:00:00+04:00', closesAt: '2013-11-12T02:00:00+04:00' },
  });
  const early = { ...campaign, timeZone: 'America/New_York', opensAt: '2013-10-24T20:00:00-04:00' };
  for (const one of [campaign, early]) {
    const figure = wordsOf(
      figureOf(page({ campaign: one, status: 'closed', counts: counts({ 25: 30, 20: 40 }) }), 'growth'),
    );
    expect(figure).toContain(`${date('2013-10-24')} ${t('dashboard.event.opened')}`);
    expect(figure).toContain(t('dashboard.event.closed'));
  }
});

/** The words of a part of the page, without its tags. */
const wordsOf = (html = '') => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const records = (html: string) => wordsOf(/<section class="records".*?<\/section>/s.exec(html)?.[0]);

it('speaks of days only where the published numbers do', () => {
  const perDay = { 2: 94, 5: 40, 6: 68, 7: 30, 8: 30, 9: 30 };
  const shown = (publish: 'careful' | 'live') =>
    page({ campaign: sample({ publish, opensAt: dayOf(9), closesAt: undefined }), counts: counts(perDay) });
  const most = t('dashboard.remark.most', { day: date(dayOf(2)), number: 94 });
  // More than the 94 of the last three days, which are 31 a day.
  const step = t('dashboard.remark.steepest', { days: date(dayOf(6)), number: 68 });
  const run = t('dashboard.record.run', { days: 5 });
  const [careful, live] = [shown('careful'), shown('live')];
  expect([careful.includes(most), careful.includes(step), records(careful).includes(run)]).toEqual([
    false,
    true,
    false,
  ]);
  expect([live.includes(most), live.includes(step), records(live).includes(run)]).toEqual([true, false, true]);
  expect(records(live)).toContain(t('dashboard.record.day', { number: 94 }));
  expect(records(careful)).not.toMatch(/\b94\b/);
  // The number waits: nobody knows the pace of the last week.
  expect(factsOf(careful)).toEqual([`${t('dashboard.missing')}: ${1_000 - 292}`]);
  expect(factsOf(live)[0]).toBe(`${t('dashboard.per-day')}: 33`);
  // The tables say for which days a published number stands.
  expect(rowsOf(live, 'days')?.slice(0, 2)).toEqual([`${date(dayOf(2))} 94`, `${date(dayOf(5))} 40`]);
  expect(rowsOf(careful, 'days')?.slice(0, 3)).toEqual([
    `${dateSpan(dayOf(1), dayOf(0))} ${t('dashboard.unknown')}`,
    `${dateSpan(dayOf(4), dayOf(2))} ${t('dashboard.mean.day', { number: 94, mean: 31 })}`,
    `${date(dayOf(5))} 40`,
  ]);
  expect(rowsOf(careful, 'growth')?.slice(0, 3)).toEqual([
    `${dateSpan(dayOf(1), dayOf(0))} 292`,
    `${dateSpan(dayOf(4), dayOf(2))} 292`,
    `${date(dayOf(5))} 198`,
  ]);
});

it('names a step of several weeks or months by all of them', () => {
  const shown = (days: number) => rowsOf(page({ counts: counts({ 0: 1, [days]: 2, [days + 40]: 3 }) }), 'days');
  expect(shown(60)).toEqual([
    // From a Monday to a Sunday.
    `${dateSpan('2013-09-23', '2013-11-24')} ${t('dashboard.mean.week', { number: 1, mean: 0.1 })}`,
    `${dateSpan('2013-08-19', '2013-09-22')} ${t('dashboard.mean.week', { number: 2, mean: 0.4 })}`,
    `${t('dashboard.week-of', { date: date('2013-08-12') })} 3`,
  ]);
  expect(shown(600)?.slice(0, 2)).toEqual([
    `${dateSpan('2012-04', '2013-11', 'month')} ${t('dashboard.mean.month', { number: 1, mean: 0.1 })}`,
    `${date('2012-03', 'month')} 2`,
  ]);
});

it('draws a step of several days over all of them', () => {
  const shown = (publish: 'careful' | 'live') =>
    page({
      campaign: sample({ publish, opensAt: dayOf(9), closesAt: undefined }),
      counts: counts({ 3: 60, 7: 30, 8: 30, 9: 30 }),
    });
  const [careful, live] = [shown('careful'), shown('live')];
  const columns = (html: string) => /class="chart-ink" d="([^"]*)"/.exec(figureOf(html, 'days') ?? '')?.[1];
  // Four days wide, from the fourth on; half as high as the days before.
  expect(columns(careful)).toBe('M0.11 168v-168h0.78V168zm1 0v-168h0.78V168zm1 0v-168h0.78V168zm1 0v-84h3.78V168z');
  // After three days without any.
  expect(columns(live)).toContain('h0.78V168zm4 0v');
  const corners = (html: string) =>
    cornersIn(/class="chart-curve"[^>]* d="([^"]*)"/.exec(figureOf(html, 'growth') ?? '')?.[1]).length;
  expect([corners(careful), corners(live)]).toEqual([5, 10]);
  for (const words of [t('dashboard.wide.day'), t('dashboard.straight')])
    expect([careful.includes(words), live.includes(words)]).toEqual([true, false]);
});

it('begins the curve at the opening, and says so if it cannot', () => {
  const shown = (ago: number) =>
    wordsOf(
      figureOf(
        page({
          campaign: sample({ opensAt: dayOf(ago), closesAt: undefined }),
          counts: counts({ 1: 40, 2: 40, 4: 40 }),
        }),
        'growth',
      ),
    );
  const mark = t('dashboard.event.opened');
  const since = (ago: number) => t('dashboard.counted-since', { opened: date(dayOf(ago)), first: date(dayOf(4)) });
  expect(shown(9)).toContain(`${date(dayOf(9))} ${mark}`);
  expect(shown(9)).not.toContain(since(9));
  expect(shown(90)).not.toContain(`${date(dayOf(90))} ${mark}`);
  expect(shown(90)).toContain(since(90));
});

it('counts the days until a milestone from the opening', () => {
  const html = page({ campaign: opened(9), counts: counts({ 1: 40, 2: 40, 4: 40 }) });
  expect(records(html)).toContain(
    `${t('dashboard.record.milestone', { signatures: 100 })} ${t('dashboard.record.within', { days: 9 })}`,
  );
});

it('has each date under the value of its day', () => {
  const html = page({ campaign: opened(23), counts: steady(23, 5), status: 'closed' });
  for (const id of ['growth', 'days']) {
    const figure = figureOf(html, id) ?? '';
    const places = placesIn(/data-hover="([^"]*)"/.exec(figure)?.[1] ?? '');
    const days = [...figure.matchAll(/<th scope="row">([^<]*)</g)].map(([, day]) => day);
    const ticks = [...figure.matchAll(/class="chart-tick" x="([\d.]+)%" y="\d+"[^>]*>([\d]+ \w+)</g)].slice(-5);
    expect(ticks).toHaveLength(5);
    for (const [, x, label] of ticks) {
      const row = days.findIndex((day) => day?.startsWith(label!));
      // The table of the days leaves out today, on which nothing moved.
      if (row >= 0) expect(Math.abs(Number(x) * 10 - places[row]![0]), `${id}, ${label}`).toBeLessThan(1);
      else expect(label).toBe(date(dayOf(0), 'short'));
    }
  }
});

it('says when a campaign opens, and leads to it where nobody can sign', () => {
  const campaign = sample({ opensAt: isoTime(now + 5 * DAY), closesAt: undefined });
  const upcoming = page({ campaign, status: 'upcoming', counts: counts({}) });
  expect(upcoming).toContain(t('campaign.upcoming', { date: date(isoTime(now + 5 * DAY), 'hour') }));
  const link = `href="/campaigns/${sample().slug}">${t('dashboard.read')}</a>`;
  for (const status of ['upcoming', 'closed'] as const) expect(page({ status })).toContain(link);
  expect(page()).not.toContain(link);
});

it('names the day of a milestone if the campaign opened long before its first number', () => {
  const html = page({ campaign: opened(90), counts: counts({ 1: 40, 2: 40, 4: 40 }) });
  expect(records(html)).toContain(`${t('dashboard.record.milestone', { signatures: 100 })} ${date(dayOf(1))}`);
});

it('says how long people were in prison, also the free ones, and “at least” only if a date is not known', () => {
  const shown = (...from: string[]) => {
    const cases = from.map((on, i) => ({
      ...{ name: `Person ${i}`, people: 1, status: 'released' as const },
      history: [
        { status: 'detained' as const, on },
        { status: 'released' as const, on: '2013-11-11' },
      ],
    }));
    return wordsOf(figureOf(page({ campaign: sample({ cases }) }), 'prison'));
  };
  const together = (days: string) => t('dashboard.prison.together', { people: 2, days });
  const exact = shown('2013-11-01', '2013-11-06');
  expect(exact).toContain(together(t('dashboard.prison.days', { days: 15 })));
  expect(exact).toContain('In prison: 10 days. Now: Free.');
  expect(shown('2013-11-01', '2013-10')).toContain(together(t('dashboard.prison.days-at-least', { days: 21 })));
});

it('shows for how long people are in prison directly after the curve', () => {
  const cases = [{ name: 'A person', people: 1, status: 'detained' as const, detainedOn: '2013-10-01' }];
  const html = page({ campaign: sample({ ...opened(20), cases }), counts: steady(20, 5) });
  expect([...html.matchAll(/<figure class="chart[^"]*" id="(\w+)"/g)].map(([, id]) => id)).toEqual([
    ...['growth', 'prison', 'days', 'countries'],
  ]);
});

it('leads from each person to their page, and says where the cases are that the table leaves out', () => {
  const cases = Array.from({ length: 30 }, (_, i) => ({
    ...{ name: `Person ${i}`, people: 1, status: 'detained' as const, detainedOn: dayOf(900 - i) },
    ...(i === 0 ? { id: 'first-person' } : {}),
  }));
  const campaign = sample({ cases });
  const figure = figureOf(page({ campaign }), 'prison') ?? '';
  const ids = caseIds(campaign.slug, cases);
  const linksOf = (part = '') =>
    [...part.matchAll(/<a href="(\/cases\/[^"]*)">([^<]*)</g)].map((found) => found.slice(1));
  const [before, table] = figure.split('<table>');
  // The bars, and the rows of the table.
  for (const [part, count] of [[before, 8] as const, [table, 24] as const])
    expect(linksOf(part)).toEqual(cases.slice(0, count).map(({ name }, i) => [`/cases/${ids[i]}`, name]));
  expect(ids[0]).toBe('first-person');
  expect(table).toContain(`${t('dashboard.prison.more', { count: 6 })} <a href="/campaigns/${campaign.slug}#cases">`);
  expect(page({ campaign: sample({ cases: cases.slice(0, 24) }) })).not.toContain(t('dashboard.prison.all'));
  // Nobody finds the people of a campaign that no list shows.
  expect(linksOf(figureOf(page({ campaign: sample({ cases, visibility: 'unlisted' }) }), 'prison'))).toEqual([]);
});

it('says between which numbers the total is when the campaign closes, the fewest first', () => {
  const closesAt = isoTime(now + 10 * DAY);
  const campaign = sample({ opensAt: isoTime(now - 40 * DAY), closesAt, timeZone: undefined });
  // Of the last four weeks, the slowest seven days had 10 a day, and the fastest 30.
  const perDay = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [i + 1, i < 7 ? 10 : i < 14 ? 30 : 20]));
  const numbers = counts(perDay);
  const [low, high] = [numbers.total + 100, numbers.total + 300];
  expect(page({ campaign, counts: { ...numbers, goal: 5_000 } })).toContain(
    t('dashboard.forecast.close', { date: date(closesAt.slice(0, 10)), low, high }),
  );
});

it('foresees the same before and after a step of a steady campaign whose number waits', () => {
  const closesAt = isoTime(now + 10 * DAY);
  const campaign = sample({ opensAt: `${dayOf(35)}T00:00:00Z`, closesAt, timeZone: undefined, publish: 'careful' });
  // Twenty a day, published once a week. The last week waits, and then does not.
  const before = { 29: 140, 22: 140, 15: 140, 8: 140 };
  const foreseen = (byDaysAgo: Record<number, number>) => {
    const html = page({ campaign, counts: { ...counts(byDaysAgo), goal: 5_000 } });
    return /Forecast for it[^:]*: ([^<]*)\./.exec(html)?.[1];
  };
  // 700 at the end of yesterday, and ten and a half days more.
  expect([foreseen(before), foreseen({ ...before, 1: 140 })]).toEqual(['910 – 910 signatures', '910 – 910 signatures']);
  // The moment of the step itself.
  expect(foreseen({ ...before, 0: 150 })).toBe('910 – 910 signatures');
  const goal = (byDaysAgo: Record<number, number>) =>
    [...page({ campaign, counts: { ...counts(byDaysAgo), goal: 760 } }).matchAll(/weeks: about ([^.]*)\./g)].map(
      ([, day]) => day,
    );
  expect(goal(before)).toEqual(goal({ ...before, 1: 140 }));
  // A goal that it must have reached already is not foreseen in the past.
  expect(page({ campaign, counts: { ...counts(before), goal: 600 } })).toContain(`about ${date(dayOf(0))}.`);
});

it('draws no flat line where a number waits: the forecast begins at the last one', () => {
  const campaign = sample({ opensAt: `${dayOf(35)}T00:00:00Z`, closesAt: undefined, publish: 'careful' });
  const shown = (byDaysAgo: Record<number, number>) =>
    figureOf(page({ campaign, counts: { ...counts(byDaysAgo), goal: 5_000 } }), 'growth') ?? '';
  const waits = shown({ 29: 140, 22: 140, 15: 140, 8: 140 });
  expect(waits).not.toMatch(/chart-growing|key-growing|class="chart-red"/);
  // All but the first corner are steps.
  const across = (name: string) =>
    cornersIn(new RegExp(`class="${name}"[^>]* d="([^"]*)"`).exec(waits)?.[1]).map((corner) =>
      Number.parseFloat(corner),
    );
  expect(across('chart-likely')[0]).toBeCloseTo(across('chart-curve').reduce((sum, step) => sum + step));
  const moved = shown({ 29: 140, 22: 140, 15: 140, 8: 140, 0: 150 });
  expect(moved).toMatch(/chart-growing.*key-growing/s);
});

it('speaks of a week far above the others, and not of half of the signatures in half of the time', () => {
  const words = (perDay: (ago: number) => number, status: 'open' | 'closed' = 'open') => {
    const byDay = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i + 1, perDay(i + 1)]));
    const closesAt = status === 'closed' ? `${dayOf(0)}T00:00:00Z` : undefined;
    const campaign = sample({ opensAt: `${dayOf(60)}T00:00:00Z`, closesAt, publish: 'live' });
    return wordsOf(figureOf(page({ campaign, status, counts: { ...counts(byDay), goal: 50_000 } }), 'growth'));
  };
  const jump = words((ago) => (ago > 20 && ago <= 27 ? 100 : 10));
  const days = dateSpan(dayOf(27), dayOf(21)).replaceAll(/\s/g, ' ');
  expect(jump).toContain(t('dashboard.remark.week', { days, number: 700, usual: Math.round((1_230 / 60) * 7) }));
  expect(words(() => 10)).not.toMatch(/Strongest seven days: \d+ N/);
  // A straight line.
  expect(words(() => 10, 'closed')).not.toContain('Half of all');
  expect(words((ago) => (ago > 50 ? 100 : 10), 'closed')).toContain('Half of all');
  expect(words((ago) => (ago > 5 ? 10 : 200), 'closed')).toContain('Half of all');
});

it('lists in the file of the curve what its marks stand for', () => {
  const campaign = sample({
    ...{ opensAt: `${dayOf(60)}T00:00:00Z`, closesAt: undefined, cases: [], handedOver: [], timeZone: undefined },
    updates: [
      { at: `${dayOf(30)}T12:00:00Z`, title: 'The court adjourned', text: '' },
      ...Array.from({ length: 7 }, (_, i) => ({ at: `${dayOf(10)}T0${i}:00:00Z`, title: `News ${i}`, text: '' })),
    ],
  });
  const numbers = { ...counts(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i + 1, 1]))), goal: 100_000 };
  const view = { ...around, campaign, counts: numbers, status: 'open' as const, now };
  const file = chartFile('growth.svg', view)?.body.replaceAll(/[\u2068\u2069]/g, '') ?? '';
  const lines = [...file.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words).join(' ');
  expect(lines).toContain(`1 – ${date(dayOf(60))}: ${t('dashboard.event.opened')}`);
  expect(lines).toContain(`2 – ${date(dayOf(30))}: The court adjourned`);
  const listed = Array.from({ length: 4 }, (_, i) => `${date(dayOf(10))}: News ${i}`).join(', ');
  expect(lines.replaceAll(/\s+/g, ' ')).toContain(`3 – ${listed}, ${t('dashboard.events.more', { more: 3 })}`);
  const growth = figureOf(page({ campaign, counts: numbers }), 'growth') ?? '';
  expect(growth).toContain(`<a href="/campaigns/${campaign.slug}#updates">${t('dashboard.events.all')}</a>`);
  expect(growth).not.toContain('News 4');
});

it('explains in the file of the curve what is red in it', () => {
  const file = (days: number, status: 'open' | 'closed') => {
    const closesAt = status === 'closed' ? isoTime(now - 1) : undefined;
    const view = { campaign: { ...opened(days), closesAt }, status, counts: steady(days, 5), now };
    return chartFile('growth.svg', { ...around, ...view })?.body.replaceAll(/<\/text>\s*<text[^>]*>/g, ' ');
  };
  const words = [t('dashboard.key.growing.red'), t('dashboard.key.fan.red'), t('dashboard.key.likely.red')];
  const found = (...shown: Parameters<typeof file>) => words.map((one) => file(...shown)?.includes(one));
  expect(found(20, 'open')).toEqual([true, true, true]);
  expect(found(5, 'open')).toEqual([true, false, false]);
  expect(found(20, 'closed')).toEqual([false, false, false]);
  // The picture names it, too: the wall has no key.
  const named = `>${t('dashboard.forecast')}</text>`;
  expect([file(20, 'open')?.includes(named), file(5, 'open')?.includes(named)]).toEqual([true, false]);
});
