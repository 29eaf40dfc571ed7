import { DAY } from '../../core/running/clock.ts';
import type { DashboardView } from '../views.ts';
import { eventsOf, spanOf } from './events.ts';
import { recordsOf } from './records.ts';

/** The best that the campaign has done, in words. Nothing before a day is over. */
export const Records = ({ campaign, counts, now, translator }: DashboardView) => {
  const { t, date } = translator;
  const { bestDay, bestWeek, longestRun } = recordsOf(counts, now);
  const reached = eventsOf(campaign, counts, now).findLast(({ kind }) => kind === 'milestone');
  const first = counts.byDay[0];
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
    first &&
      reached?.kind === 'milestone' && [
        t('dashboard.record.milestone', { signatures: reached.signatures }),
        t('dashboard.record.within', { days: (spanOf(reached.on).until - spanOf(first.day).from) / DAY }),
      ],
  ].filter((record) => record !== undefined && record !== false);
  if (!bestDay) return null;
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
