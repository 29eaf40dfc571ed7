import { localTime } from '../../core/campaigns/local-time.ts';
import { nextMilestone } from '../../core/published/milestones.ts';
import { Progress } from '../progress.tsx';
import { Turn } from '../status-words.tsx';
import type { FactsView } from './facts.ts';
import { type Reach, reachOf, totalAt } from './forecast.ts';
import { rounded } from './remarks.ts';

/** The total, the distance to the goal, the pace and where it leads, in numbers and words. */
export const Headline = (view: FactsView) => {
  const { campaign, status, counts, facts: known, translator, now } = view;
  const { t, number, date } = translator;
  const { total, goal } = counts;
  const facts = [
    [t('dashboard.yesterday'), known.growth.yesterday ?? 0],
    [t('dashboard.per-day'), rounded(known.growth.perDay ?? 0)],
    [t('dashboard.missing'), goal - total],
  ] as const;
  return (
    <section class="dashboard-headline" aria-label={t('dashboard.total')}>
      <Progress {...{ campaign, status, translator }} signatures={total} nextAt={counts.nextAt} />
      {status === 'open' && campaign.closesAt && (
        <p>
          <Turn {...{ campaign, status, now, translator }} />
        </p>
      )}
      {status === 'upcoming' && (
        <>
          <p class="lead">
            <Turn {...{ campaign, status, now, translator }} />
          </p>
          <p>{t('dashboard.none.upcoming')}</p>
        </>
      )}
      {status === 'open' && total > 0 && (
        <>
          <dl>
            {facts
              .filter(([, value]) => value > 0)
              .map(([name, value]) => (
                <div>
                  <dt>{name}</dt>
                  <dd>{number(value)}</dd>
                </div>
              ))}
          </dl>
          <Outlook {...view} />
        </>
      )}
      {status === 'closed' && campaign.closesAt && (
        <p>{t('campaign.closed', { date: date(localTime(campaign, campaign.closesAt)) })}</p>
      )}
      <p class="actions">
        {status === 'open' ? (
          <a class="button" href={translator.href(`/campaigns/${campaign.slug}#sign`)}>
            {t('dashboard.sign')}
          </a>
        ) : (
          <a class="button" href={translator.href(`/campaigns/${campaign.slug}`)}>
            {t('dashboard.read')}
          </a>
        )}
        <a class="button button-quiet" href={translator.href(`/campaigns/${campaign.slug}/wall`)}>
          {t('dashboard.wall')}
        </a>
      </p>
    </section>
  );
};

/** The next milestone and the goal, and when each is reached at the pace of the last weeks. */
const Outlook = ({ campaign, counts, facts: { pace, known }, now, translator }: FactsView) => {
  const { t, date } = translator;
  const { total, goal } = counts;
  const { closesAt } = campaign;
  const milestone = nextMilestone(total, goal);
  const reach = (target: number) => pace && reachOf(pace, { total, known, target, now, closesAt });
  const toMilestone = milestone === goal ? undefined : reach(milestone);
  const toGoal = reach(goal);
  const local = (moment: number) => date(localTime(campaign, moment));
  const closing = closesAt !== undefined && now < Date.parse(closesAt) ? Date.parse(closesAt) : undefined;
  return (
    <div class="outlook">
      {milestone !== goal && <p>{t('dashboard.next-milestone', { milestone, missing: milestone - total })}</p>}
      {toMilestone && <p>{reachWords('milestone', toMilestone, milestone)}</p>}
      {toGoal && <p>{reachWords('goal', toGoal, goal)}</p>}
      {pace && closing !== undefined && (
        <p>
          {t('dashboard.forecast.close', {
            date: local(closing),
            low: totalAt(total, pace.slowest, { known, at: closing }),
            high: totalAt(total, pace.fastest, { known, at: closing }),
          })}
        </p>
      )}
    </div>
  );

  function reachWords(of: 'goal' | 'milestone', { earliest, latest }: Reach, target: number): string {
    const from = local(earliest);
    if (latest === undefined) return t(`dashboard.forecast.${of}.earliest`, { target, from });
    const until = local(latest);
    return t(`dashboard.forecast.${of}.${from === until ? 'around' : 'between'}`, { target, from, until });
  }
};
