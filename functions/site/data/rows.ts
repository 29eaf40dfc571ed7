import { campaignStatus } from '../../core/campaigns/status.ts';
import { csvRow } from '../../core/csv.ts';
import type { Entry } from '../../core/overview/entry.ts';
import { withPopulation } from '../../core/population.ts';
import type { Published } from '../../core/published/state.ts';
import { isoTime } from '../../core/running/clock.ts';
import { daysInPrison } from '../dashboard/held.ts';
import { byCountryOf, byDayOf } from '../open-data.ts';
import type { Range } from './asked.ts';
import { type AnyRow, type Row, type TableName, tables } from './tables.ts';

/** A listed campaign with all its published numbers. */
export interface Listed {
  readonly entry: Entry;
  readonly published: Published;
}

/** What rows need beside a campaign. */
export interface About {
  readonly publicUrl: string;
  /** Who asks, where a campaign names no group of its own. Undefined before one was put. */
  readonly group: string | undefined;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

export function campaignRow({ entry, published }: Listed, { publicUrl, group: ofAll, now }: About): Row<'campaigns'> {
  const { slug, title, language, group, country, targets, goal, opensAt, closesAt, won, publish } = entry;
  return {
    ...{ slug, title, language, group: group ?? ofAll ?? null, country: country ?? null },
    targets: targets.map(({ name }) => name).join('; '),
    goal,
    opensAt: utc(opensAt),
    closesAt: closesAt === undefined ? null : utc(closesAt),
    status: campaignStatus(entry, now),
    wonOn: won?.on ?? null,
    signatures: published.total,
    asOf: isoTime(published.asOf),
    page: `${publicUrl}/campaigns/${slug}`,
    publish,
  };
}

export const caseRows = (
  { slug, cases }: Entry,
  { publicUrl, now }: Pick<About, 'publicUrl' | 'now'>,
): Row<'cases'>[] =>
  cases.map((one) => {
    const { id, name, people, work, detainedOn, charge, sentence, status, history } = one;
    const days = daysInPrison(one, now);
    return {
      ...{ id, campaign: slug, name, people, work: work ?? null, detainedOn: detainedOn ?? null },
      ...{ charge: charge ?? null, sentence: sentence ?? null, status },
      statusOn: history.findLast((event) => event.status === status)?.on ?? null,
      page: `${publicUrl}/cases/${id}`,
      daysAtLeast: days?.least ?? null,
      daysAtMost: days?.most ?? null,
    };
  });

export function dayRows(campaign: string, published: Published, { from, to }: Range): Row<'days'>[] {
  let total = 0;
  return byDayOf(published)
    .map(({ day, signatures }) => {
      total += signatures;
      return { campaign, day, signatures, total };
    })
    .filter(({ day }) => day >= from && day <= to);
}

/** @param only the country that is asked for. Undefined for all. */
export const countryRows = (campaign: string, published: Published, only: string | undefined): Row<'countries'>[] =>
  byCountryOf(published)
    .filter(({ country }) => only === undefined || country === only)
    .map((one) => ({ campaign, ...withPopulation(one) }));

/** Organisers may write a moment with any offset. Open data has UTC. */
const utc = (moment: string): string => isoTime(Date.parse(moment));

/** A table as CSV (RFC 4180), in UTF-8 without a byte order mark. Its first row has the names of its columns. */
export function tableCsv(name: TableName, rows: readonly AnyRow[]): string {
  const columns = tables[name].columns.map((column) => column.name);
  return [csvRow(columns), ...rows.map((row) => csvRow(columns.map((column) => row[column] ?? '')))].join('');
}
