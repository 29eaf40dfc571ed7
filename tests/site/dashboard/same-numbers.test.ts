import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import type { CountsAnswer } from '../../../functions/site/open-data.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { cornersIn, placesIn } from '../../support/drawn.ts';
import { NOW, startSite } from '../../support/site.ts';

const { date, dateSpan, number, t } = translatorOf('en');
const site = await startSite();
const dayOf = (ago: number) => isoTime(NOW - ago * DAY).slice(0, 10);

interface Shape {
  readonly days: number;
  readonly closesAt?: string | undefined;
  readonly publish?: 'careful' | 'live';
  /** How many days ago a number moved. Left out: each day. */
  readonly moved?: readonly number[];
}

/** Campaigns whose pictures have days, weeks and months, and one that has closed. */
const campaigns = {
  days: { days: 30, closesAt: undefined },
  weeks: { days: 300, closesAt: undefined },
  months: { days: 1_500, closesAt: undefined },
  // Older than a picture reaches back: 60 months.
  years: { days: 2_600, closesAt: undefined },
  closed: { days: 40, closesAt: isoTime(NOW - 5 * DAY) },
};
/** Campaigns whose numbers rested for days and weeks, and rest again now. */
const resting = { days: 45, moved: [45, 44, 43, 40, 28, 27, 8] };
const gapped: Record<string, Shape> = {
  gaps: resting,
  'gaps-closed': { ...resting, closesAt: isoTime(NOW - 5 * DAY) },
  // From a Saturday to a Wednesday, by weeks.
  'gaps-weeks-closed': { days: 210, moved: [210, 209, 160, 30], closesAt: isoTime(NOW - 6 * DAY) },
  'gaps-weeks': { days: 200, moved: [200, 199, 160, 120, 119, 60, 20] },
  'gaps-live': { ...resting, publish: 'live' },
};
const shapes: Record<string, Shape> = { ...campaigns, ...gapped };

for (const [slug, { days, closesAt, publish, moved }] of Object.entries(shapes)) {
  const first = closesAt === undefined ? 1 : 6;
  const ago = moved ?? Array.from({ length: days }, (_, i) => first + i);
  const byDay = Object.fromEntries(ago.map((i) => [dayOf(i), ((i * 6_947) % 211) - 3]));
  const over = Object.values(byDay).reduce((sum, n) => sum + n, 0);
  await site.put({
    slug,
    publish: publish ?? 'careful',
    opensAt: `${dayOf(days + 10)}T00:00:00Z`,
    ...(closesAt && { closesAt }),
    goal: over * 2,
  });
  await site.publish(slug, { total: over + (closesAt || moved ? 0 : 17), byDay, byCountry: { AZ: 40, DE: 90 } });
}

async function read(slug: string) {
  const counts = (await site.json(`/api/campaigns/${slug}/counts`)) as CountsAnswer;
  const html = await (await site.page(`/campaigns/${slug}/dashboard`)).text();
  const csv = async (name: string) =>
    (await (await site.get(`/campaigns/${slug}/charts/${name}.csv`)).text())
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
  const over = counts.byDay.reduce((sum, { signatures }) => sum + signatures, 0);
  const days = [...counts.byDay, { day: dayOf(0), signatures: counts.total - over }].filter(
    ({ signatures }, i) => i < counts.byDay.length || signatures !== 0,
  );
  return { counts, html, csv, days };
}

const figureOf = (html: string, id: string) => html.split(`id="${id}"`)[1]?.split('</figure>')[0] ?? '';
/** The cells of a picture's table, oldest first. */
const tableOf = (html: string, id: string): string[][] =>
  [...figureOf(html, id).matchAll(/<tr><th scope="row">([^<]*)((?:<td>[^<]*)*)/g)]
    .map(([, name = '', cells = '']) => [name, ...[...cells.matchAll(/<td>([^<]*)/g)].map(([, cell = '']) => cell)])
    .reverse();
/** What a table says of the time before its first row. */
const earlierIn = (html: string, id: string): number =>
  countOf(/>Before that: ([\d,]+)\.</.exec(figureOf(html, id))?.[1] ?? '0');
/** The number in a cell: of a step of several days, before its mean. */
const countOf = (words: string | undefined) =>
  words === t('dashboard.unknown') ? 0 : Number(words?.replace(/ \(.*\)$/, '').replaceAll(',', ''));
const dayAfter = (day: string) => isoTime(Date.parse(day) + DAY).slice(0, 10);
/** What the API says, in steps: each stands for the days since the one before, the first one for those since the opening. */
const stepsIn = (slug: string, days: CountsAnswer['byDay']) => {
  const { days: age, publish } = shapes[slug]!;
  let next = dayOf(age + 10);
  return days
    .filter(({ signatures }) => signatures !== 0)
    .map(({ day, signatures }) => {
      const from = publish === 'live' ? day : next;
      next = dayAfter(day);
      const length = (Date.parse(next) - Date.parse(from)) / DAY;
      const mean = signatures / length;
      const perDay = number(Math.abs(mean) < 10 ? Math.round(mean * 10) / 10 : Math.round(mean));
      return {
        ...{ from, until: day, length, signatures, perDay },
        words: [dateSpan(from, day), length === 1 ? number(signatures) : `${number(signatures)} (${perDay} a day)`],
      };
    });
};
const summaryOf = (html: string, id: string) => /class="chart-summary">([^<]*)</.exec(figureOf(html, id))?.[1] ?? '';

it.each(Object.keys(shapes))('shows of %s the numbers of the API, in each table and file', async (slug) => {
  const { counts, html, days } = await read(slug);
  const growth = tableOf(html, 'growth');
  let total = earlierIn(html, 'growth');
  for (const [, all, some] of growth) {
    total += countOf(some);
    expect(countOf(all)).toBe(total);
  }
  expect(total).toBe(counts.total);
  const listed = tableOf(html, 'days').map(([, n]) => countOf(n));
  expect(earlierIn(html, 'days') > 0).toBe(slug === 'years');
  expect(earlierIn(html, 'days') + listed.reduce((sum, n) => sum + n, 0)).toBe(counts.total);
  if (!/weeks|months|years/.test(slug)) {
    const steps = stepsIn(slug, days).map(({ words }) => words);
    const isKnown = (cells: string[]) => !['0', t('dashboard.unknown')].includes(cells.at(-1)!);
    expect(tableOf(html, 'days').filter(isKnown)).toEqual(steps);
    expect(growth.filter(isKnown).map(([day, , some]) => [day, some])).toEqual(steps);
  }
  expect(html).toContain(`data-total="true">${number(counts.total)}<`);
  expect(html).toContain(`<progress value="${Math.min(counts.total, counts.goal)}" max="${counts.goal}"`);
});

it.each(Object.keys(shapes))('has in the files of %s a row for each day, whatever its age', async (slug) => {
  const { counts, csv, days } = await read(slug);
  const [head, ...rows] = await csv('days');
  expect(head).toEqual(['day', 'signatures', 'since']);
  // From the opening on, ten days before the first number.
  const { days: age, closesAt, publish } = shapes[slug]!;
  const last = closesAt ? Math.round((NOW - Date.parse(closesAt)) / DAY) : 0;
  const all = Array.from({ length: age + 10 - last + 1 }, (_, i) => dayOf(age + 10 - i));
  const steps = new Map(stepsIn(slug, days).map((step) => [step.until, step]));
  // A number of a careful campaign stands for all days since the one before. Nobody knows the number of one of these.
  expect(rows).toEqual(
    all.map((day) => {
      const step = steps.get(day);
      if (step) return [day, String(step.signatures), step.from];
      return publish === 'live' ? [day, '0', day] : [day, '', ''];
    }),
  );
  const [growthHead, ...growth] = await csv('growth');
  expect(growthHead).toEqual(['day', 'total', 'signatures', 'since']);
  expect(growth.map(([day, , ...others]) => [day, ...others])).toEqual(rows);
  let total = 0;
  for (const [, all, some] of growth) {
    total += Number(some);
    expect(all).toBe(some === '' ? '' : String(total));
  }
  expect(total).toBe(counts.total);
});

it('ends the picture, its table and its file when the campaign closed', async () => {
  for (const slug of ['closed', 'gaps-closed', 'gaps-weeks-closed']) {
    const { html, csv } = await read(slug);
    const end = shapes[slug]!.closesAt!.slice(0, 10);
    expect(html).not.toContain(t('dashboard.unknown'));
    expect((await csv('days')).at(-1)?.[0]).toBe(end);
    const figure = figureOf(html, 'growth');
    // The word under the end of the curve, and the mark there: the campaign closed.
    expect(figure).toMatch(new RegExp(`data-tick="last">${date(end, 'short')}<`));
    const [dot = 0] = [.../<circle class="chart-ink" cx="([\d.]+)%"/.exec(figure)!.slice(1).map(Number)];
    expect(dot).toBe(89);
    for (const [, mark] of figure.matchAll(/class="chart-badge" cx="([\d.]+)%"/g))
      expect(Number(mark)).toBeLessThanOrEqual(dot);
    expect(figure).toContain(`<time datetime="${end}">${date(end)}</time> <span>${t('dashboard.event.closed')}`);
  }
});

it('begins the picture by weeks on the day of the opening, and names a piece of a week by its days', async () => {
  const { html, days } = await read('gaps-weeks-closed');
  const opened = dayOf(220);
  expect(html).toContain(t('dashboard.growth.description', { first: date(opened), total: sumOf(days) }));
  expect(tableOf(html, 'days')[0]?.[0]).toBe(dateSpan(opened, sundayAfter(days[1]!.day)));
});

/** The last day of the week of a day, which begins on Monday. */
const sundayAfter = (day: string) =>
  isoTime(Date.parse(day) + ((7 - new Date(day).getUTCDay()) % 7) * DAY).slice(0, 10);

it.each(Object.keys(campaigns))('says of %s what its numbers say', async (slug) => {
  const { counts, html, days } = await read(slug);
  const best = counts.byDay.reduce((high, one) => (one.signatures > high.signatures ? one : high));
  const words = t('dashboard.remark.most', { day: date(best.day), number: best.signatures });
  expect(summaryOf(html, 'days')).toContain(words);
  expect(html).toContain(t('dashboard.record.day', { number: best.signatures }));
  const sums = counts.byDay.slice(6).map((_, i) => sumOf(counts.byDay.slice(i, i + 7)));
  expect(html).toContain(t('dashboard.record.week', { number: Math.max(...sums) }));
  const svg = await (await site.get(`/campaigns/${slug}/charts/growth.svg`)).text();
  // The number at the end of the curve.
  expect(svg).toContain(`>${number(counts.total)}</text>`);
  expect(days.length).toBeGreaterThan(29);
  const marks = figureOf(html, 'growth').match(/<time [^>]*>[^<]*<\/time> <span>[\d,]+ signatures<\/span>/g) ?? [];
  expect(marks.length).toBeGreaterThan(0);
  for (const mark of marks) {
    const [, on, reached] = /datetime="([^"]*)".*<span>([\d,]+) /.exec(mark) ?? [];
    const until = (last: (day: string) => boolean) => sumOf(days.filter(({ day }) => last(day)));
    expect(until((day) => day <= on!)).toBeGreaterThanOrEqual(countOf(reached));
    expect(until((day) => day < on!)).toBeLessThan(countOf(reached));
  }
});

it('has a place in the picture for each row of its table, in the order of time', async () => {
  for (const slug of Object.keys(shapes)) {
    const { html } = await read(slug);
    for (const id of ['growth', 'days']) {
      const hover = placesIn(/data-hover="([^"]*)"/.exec(figureOf(html, id))?.[1] ?? '');
      expect(hover).toHaveLength(tableOf(html, id).length);
      // A wide one from its first day to its last.
      const places = hover.flatMap(([from, until]) => [until, from]);
      expect(places).toEqual(places.toSorted((a, b) => b - a));
      expect(places.every((place) => place >= 0 && place <= 1_000)).toBe(true);
    }
  }
});

it('draws a step of several days as wide as its days and as high as its mean, and says so in all words', async () => {
  for (const slug of ['gaps', 'gaps-closed']) {
    const { html, days } = await read(slug);
    const steps = stepsIn(slug, days);
    const figure = figureOf(html, 'days');
    // Each but the first begins so far after the one before it.
    let begins = 0;
    const columns = [...figure.matchAll(/m([\d.]+) \d+v-([\d.]+)h([\d.]+)V168z/gi)].map((drawn) => {
      const [after = 0, height, width] = drawn.slice(1).map(Number);
      begins += after;
      return [begins, height, width];
    });
    const opened = Date.parse(dayOf(shapes[slug]!.days + 10));
    const grown = steps.filter(({ signatures }) => signatures > 0);
    expect(columns).toHaveLength(grown.length);
    const scale = columns[0]![1]! / (grown[0]!.signatures / grown[0]!.length);
    for (const [i, { from, length, signatures }] of grown.entries()) {
      const [start = 0, height = 0, width = 0] = columns[i]!;
      expect(start).toBeCloseTo((Date.parse(from) - opened) / DAY + 0.11, 5);
      expect(width).toBeCloseTo(length - 0.22, 5);
      expect(height).toBeCloseTo(Math.max(1.5, (signatures / length) * scale), 0);
    }
    const tallest = grown.reduce((high, one) =>
      one.signatures / one.length > high.signatures / high.length ? one : high,
    );
    const most = dateSpan(tallest.from, tallest.until);
    expect(/aria-label="([^"]*)"/.exec(figure.split('<svg')[1]!)?.[1]).toContain(`Most: ${most}, ${tallest.perDay}.`);
    expect(summaryOf(html, 'days')).toBe(
      t('dashboard.remark.steepest', { days: most, number: Number(tallest.perDay.replaceAll(',', '')) }),
    );
  }
});

it('says nothing of days that no number reaches, and draws the curve through known totals alone', async () => {
  const rest = `${dateSpan(dayOf(7), dayOf(0))}`;
  const { counts, html, days } = await read('gaps');
  expect(tableOf(html, 'days').at(-1)).toEqual([rest, 'not known yet']);
  expect(tableOf(html, 'growth').at(-1)).toEqual([rest, number(counts.total), 'not known yet']);
  const corners = cornersIn(/class="chart-curve"[^>]* d="([^"]*)"/.exec(figureOf(html, 'growth'))?.[1]);
  expect(corners).toHaveLength(stepsIn('gaps', days).length + 1);
  // A live number that rests is known.
  const live = tableOf((await read('gaps-live')).html, 'growth');
  expect(live.slice(-2)).toEqual([
    [date(dayOf(1)), number(counts.total), '0'],
    [date(dayOf(0)), number(counts.total), '0'],
  ]);
});

it('marks a milestone over all days on which it can have been reached', async () => {
  const { html, days } = await read('gaps');
  const marks = [
    ...figureOf(html, 'growth').matchAll(/<time [^>]*>([^<]*)<\/time> <span>([\d,]+) signatures<\/span>/g),
  ];
  let total = 0;
  const reached = stepsIn('gaps', days).flatMap(({ from, until, signatures }) => {
    const before = total;
    total += signatures;
    return marks
      .filter(([, , count]) => before < countOf(count) && countOf(count) <= total)
      .map(([, when]) => [when, dateSpan(from, until)]);
  });
  expect(reached.length).toBeGreaterThan(1);
  expect(reached.some(([when]) => when!.includes('–'))).toBe(true);
  for (const [when, span] of reached) expect(when).toBe(span);
});

it('shows on the wall what the API says', async () => {
  const { counts } = await read('days');
  const wall = await (await site.page('/campaigns/days/wall')).text();
  expect(wall).toContain(`data-total="true">${number(counts.total)}<`);
  expect(wall).toContain(`data-next="${counts.nextAt}"`);
  expect(wall).toMatch(/<noscript><meta http-equiv="refresh" content="60"\/?><\/noscript>/);
});

const sumOf = (some: readonly { signatures: number }[]) => some.reduce((sum, { signatures }) => sum + signatures, 0);
