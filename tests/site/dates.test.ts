import { describe, expect, it } from 'vitest';
import { listLines } from '../../commands/campaign/print.ts';
import type { CampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { DAY, HOUR, SECOND } from '../../functions/core/running/clock.ts';
import { confirmationMail } from '../../functions/mail/confirmation-mail.ts';
import { inMail } from '../../functions/sign/attempt-mail.ts';
import { campaignOf } from '../support/campaign.ts';
import { startSite } from '../support/site.ts';

/** Every date that anybody sees is the one that the organiser wrote, wherever the organiser lives. */

const site = await startSite();

interface Written {
  readonly where: string;
  readonly file: Pick<CampaignFile, 'opensAt' | 'closesAt' | 'timeZone'>;
  readonly opens: string;
  readonly closes: string;
}

const written: readonly Written[] = [
  {
    where: 'UTC',
    file: { opensAt: '2027-03-01T00:00:00Z', closesAt: '2027-11-26T23:59:59Z' },
    ...{ opens: '1 March 2027', closes: '26 November 2027' },
  },
  {
    where: 'east of UTC, by offset',
    file: { opensAt: '2027-03-01T00:00:00+04:00', closesAt: '2027-11-26T23:59:59+04:00' },
    ...{ opens: '1 March 2027', closes: '26 November 2027' },
  },
  {
    where: 'west of UTC, by offset',
    file: { opensAt: '2027-03-01T23:00:00-08:00', closesAt: '2027-11-26T23:59:59-08:00' },
    ...{ opens: '1 March 2027', closes: '26 November 2027' },
  },
  {
    where: 'a zone of half hours',
    file: { opensAt: '2027-03-01T00:00:00+05:30', closesAt: '2027-11-26T23:59:59+05:30' },
    ...{ opens: '1 March 2027', closes: '26 November 2027' },
  },
  {
    where: 'a zone with summer time',
    file: { opensAt: '2027-07-01T00:00:00+02:00', closesAt: '2027-11-26T23:59:59+01:00', timeZone: 'Europe/Berlin' },
    ...{ opens: '1 July 2027', closes: '26 November 2027' },
  },
  {
    where: 'moments in UTC, and a zone far east',
    file: { opensAt: '2027-02-28T11:00:00Z', closesAt: '2027-11-26T10:59:59Z', timeZone: 'Pacific/Auckland' },
    ...{ opens: '1 March 2027', closes: '26 November 2027' },
  },
  {
    where: 'the dateline',
    file: {
      opensAt: '2027-03-01T00:00:00+14:00',
      closesAt: '2027-11-26T23:59:59+14:00',
      timeZone: 'Pacific/Kiritimati',
    },
    ...{ opens: '1 March 2027', closes: '26 November 2027' },
  },
];

/** Every date in a text. */
const datesIn = (text: string): string[] => [
  ...new Set(
    text.match(
      /\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b/g,
    ),
  ),
];
/** A month after the closing, by the same clocks. */
const erased = '26 December 2027';
const iso = (words: string): string => new Date(`${words} UTC`).toISOString().slice(0, 10);

const slugOf = ({ where }: Written): string => `dates-${where.replace(/[^a-z]+/gi, '-').toLowerCase()}`;
const wholeOf = (one: Written) => ({
  ...{ slug: slugOf(one), ...one.file, keepMonths: 1 },
  updates: [{ at: one.file.opensAt, title: 'It begins', text: 'So.' }],
});
for (const one of written) await site.put(wholeOf(one));

describe.each(written)('$where', ({ file, opens, closes, ...one }) => {
  const whole = wholeOf({ file, opens, closes, ...one });
  const { slug } = whole;
  const [opensAt, closesAt] = [Date.parse(file.opensAt), Date.parse(file.closesAt!)];
  const read = async (path: string, at: number) => {
    site.time.now = at;
    return (await site.page(path)).text();
  };
  const places = [`/campaigns/${slug}`, `/campaigns/${slug}/dashboard`, '/'];

  it('says when it opens, until when it is open and how long, and when it closed', async () => {
    expect(datesIn(await read(places[0]!, opensAt - HOUR)).filter((date) => date !== erased)).toEqual([opens]);
    for (const place of places) {
      const open = await read(place, closesAt - 3 * DAY - HOUR);
      expect(open, place).toContain(`Open. Closes: ${closes}`);
      expect(open, place).toContain('3 days left');
      expect(
        datesIn(open).filter((date) => date !== '26 December 2027'),
        place,
      ).not.toContain('25 November 2027');
      expect(await read(place, closesAt - 2 * HOUR), place).toContain('today is the last day');
      expect(await read(place, closesAt + 10 * SECOND), place).toContain(closes);
    }
    expect(await read(places[0]!, closesAt + DAY)).toMatch(new RegExp(`Closed: ${closes}`));
    expect(datesIn(await read(places[0]!, closesAt - DAY))).toEqual(expect.arrayContaining([closes, opens, erased]));
  });

  it('says it in the e-mail, and how long its link works', async () => {
    const mail = await confirmationMail(
      {
        ...{ kind: 'confirmation', to: 'ada@example.org', locale: 'en', isDecoy: false },
        ...{ confirmToken: 'a', withdrawToken: 'b', validUntil: closesAt + DAY },
        campaign: inMail(campaignOf(whole)),
      },
      { publicUrl: 'https://amparo.example' },
    );
    for (const text of [mail.text, mail.html]) {
      expect(text).toContain(`The campaign closes: ${closes}`);
      expect(text).toMatch(/link works until: Saturday,? 27 November 2027 at 23:59 \(UTC[^)]*\)/);
    }
  });

  it('says it in the output of commands', () => {
    const [line] = listLines([campaignOf(whole)], opensAt, 6);
    expect(line).toContain(`from ${iso(opens)} to ${iso(closes)}, identities until 2027-12-26`);
  });
});

it('adds the hour where a campaign closes before its day ends, so that nobody comes too late', async () => {
  await site.put({ slug: 'at-midnight', opensAt: '2027-01-01T00:00:00Z', closesAt: '2027-12-01T00:00:00+04:00' });
  site.time.now = Date.parse('2027-11-29T12:00:00+04:00');
  const html = await (await site.page('/campaigns/at-midnight')).text();
  expect(html).toMatch(
    /Open. Closes: Wednesday,? 1 December 2027 at 00:00 \(UTC\+4\)<span class="days"> · 1 day left</,
  );
});

it('puts the month first only for the United States', async () => {
  for (const [language, date] of [
    ['en', '26 November 2027'],
    ['en-GB', '26 November 2027'],
    ['en-US', 'November 26, 2027'],
  ] as const) {
    const slug = `in-${language.toLowerCase()}`;
    await site.put({ slug, language, opensAt: '2027-01-01T00:00:00Z', closesAt: '2027-11-26T23:59:59Z' });
    site.time.now = Date.parse('2027-02-01T00:00:00Z');
    expect(await (await site.page(`/campaigns/${slug}`)).text()).toContain(`Open. Closes: ${date}`);
  }
});
