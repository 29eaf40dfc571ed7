import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';

/** How a campaign of the demonstration is signed. */
export interface Signing {
  /** How many signatures are invented. */
  readonly signatures: number;
  /** From when to when people sign, in milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
  /** When many sign at once. The others sign at any time. */
  readonly waves: readonly Wave[];
  /** Where a part of the signers lives: the share of each country, beside those of all campaigns. */
  readonly homes?: Readonly<Record<string, number>>;
}

/** Signers who come after an event: a share of all, most of them within some days of it. */
export interface Wave {
  readonly share: number;
  /** In milliseconds after the beginning. */
  readonly at: number;
  readonly days: number;
}

export interface DemoCampaign {
  /** The campaign's file. Left out: the sample campaign, which is there already. */
  readonly file?: URL;
  /** Moves the campaign in time, so that it opens or closes soon. */
  readonly dates?: Partial<Pick<Campaign, 'opensAt' | 'closesAt'>>;
  /** Left out: nobody has signed it. */
  readonly signing?: Signing;
}

/** The sample campaign looks back on this time. */
const PERIOD = 24 * DAY;

const file = (name: string): URL => new URL(`${name}.yaml`, import.meta.url);
const inDays = (now: number, days: number): string => isoTime(Math.floor((now + days * DAY) / DAY) * DAY);

/**
 * One campaign in each state: growing, closing soon, opening soon, closed, and won. So many sign in their first days, and from so few
 * countries, that several countries have the crowd with which a careful campaign names them.
 */
export function demoCampaigns(now: number): DemoCampaign[] {
  const [arrest, sentence, humanRightsDay] = ['2014-12-08T05:00Z', '2015-09-01T11:00Z', '2015-12-10T06:00Z'].map(
    Date.parse,
  ) as [number, number, number];
  return [
    {
      signing: {
        signatures: 5_000,
        from: now - PERIOD,
        until: now,
        waves: [
          { share: 0.55, at: 0, days: 2 },
          { share: 0.25, at: PERIOD / 2, days: 1.5 },
        ],
      },
    },
    {
      file: file('khadija-ismayilova'),
      signing: {
        signatures: 1_700,
        from: arrest,
        until: Date.parse('2016-05-25T10:00Z'),
        waves: [
          { share: 0.4, at: 0, days: 2 },
          { share: 0.25, at: sentence - arrest, days: 2 },
          { share: 0.2, at: humanRightsDay - arrest, days: 1 },
        ],
        homes: { AZ: 0.3, DE: 0.15, US: 0.12 },
      },
    },
    {
      file: file('waleed-abulkhair'),
      dates: { opensAt: inDays(now, -40), closesAt: inDays(now, 4) },
      signing: {
        signatures: 1_300,
        from: now - 39 * DAY,
        until: now,
        waves: [
          { share: 0.5, at: 0, days: 1.5 },
          { share: 0.3, at: 31 * DAY, days: 1 },
        ],
        homes: { GB: 0.25, FR: 0.22, DE: 0.2 },
      },
    },
    { file: file('sakharov-day'), dates: { opensAt: inDays(now, 5) } },
    {
      file: file('vons'),
      signing: {
        signatures: 640,
        from: Date.parse('1979-10-24T07:00Z'),
        until: Date.parse('1980-02-28T20:00Z'),
        waves: [{ share: 0.6, at: 0, days: 1.5 }],
        homes: { CZ: 0.25, DE: 0.15 },
      },
    },
  ];
}
