import { DAY, dayOf } from '../../core/running/clock.ts';
import { spanOf } from './events.ts';
import type { FactsView } from './facts.ts';
import { eventDate } from './mark-list.tsx';
import { beginOf } from './periods.ts';

/** The best that the campaign has done, in words, as far as published numbers say it. Nothing before a day is over. */
export const Records = ({ campaign, counts, facts, translator }: FactsView) => {
  const { t, date } = translator;
  const { bestDay, bestWeek, longestRun, steepest } = facts.records;
  const opened = Date.parse(campaign.opensAt);
  const first = Date.parse(counts.byDay[0]?.day ?? campaign.opensAt);
  const isCountedSince = beginOf(opened, first) <= opened;
  const reached = facts.events.findLast(({ kind }) => kind === 'milestone');
  const records = [
    bestDay && [t('dashboard.record.day', { number: bestDay.signatures }), date(bestDay.day)],
    bestWeek && [
      t('dashboard.record.week', { number: bestWeek.signatures }),
      t('dashboard.record.between', { from: date(bestWeek.from), until: date(bestWeek.until) }),
    ],
    longestRun && [
      t('dashboard.record.run', { days: longestRun.days }),
      t('dashboard.record.between', { from: date(longestRun.from), until: date(longestRun.until) }),
    ],
    reached?.kind === 'milestone' && [
      t('dashboard.record.milestone', { signatures: reached.signatures }),
      isCountedSince
        ? t('dashboard.record.within', { days: daysUntil(reached.on, opened) })
        : eventDate(reached, translator),
    ],
  ].filter((record) => record !== undefined && record !== false);
  if (!steepest || records.length === 0) return null;
  return (
    <section class="records" aria-labelledby="records">
      <h2 id="records">{t('dashboard.records')}</h2>
      <ul>
        {records.map(([what, when]) => (
          <li>
            <strong>{what}</strong> <span>{when}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The days from the opening until the end of another day. */
const daysUntil = (on: string, opened: number): number => Math.max(1, (spanOf(on).until - dayOf(opened)) / DAY);
