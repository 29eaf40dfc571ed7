import type { CampaignHead } from '../campaigns/campaign.ts';
import type { Published } from '../published/state.ts';
import { DAY, dayOf } from '../running/clock.ts';

/**
 * By how much the total of a campaign grew on each of some days. The number of a careful campaign waits for a crowd, so a step
 * of it is a sum: of all days since the step before, or since the opening. Here it counts equally on each of them, in whole
 * numbers whose sum is the step. Days after the last step have 0: nobody knows them yet.
 * @param from when the first of them starts, in milliseconds since the epoch. @param length how many days.
 */
export function spreadDays(
  { publish, opensAt }: Pick<CampaignHead, 'publish' | 'opensAt'>,
  byDay: Published['byDay'],
  { from, length }: { readonly from: number; readonly length: number },
): number[] {
  const days = Array<number>(length).fill(0);
  let start = dayOf(Date.parse(opensAt));
  for (const day of [...byDay.keys()].sort()) {
    const [signatures, last] = [byDay.get(day) ?? 0, Date.parse(day)];
    const first = publish === 'live' ? last : Math.min(start, last);
    start = last + DAY;
    if (last < from || signatures === 0) continue;
    const until = (moment: number) => Math.round((signatures * (moment - first)) / (start - first));
    for (let at = Math.max(first, from); at <= last && at < from + length * DAY; at += DAY)
      days[(at - from) / DAY] = until(at + DAY) - until(at);
  }
  return days;
}
