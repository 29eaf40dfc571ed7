import { localTime } from '../../core/campaigns/local-time.ts';
import { isListed } from '../../core/campaigns/visibility.ts';
import { nextMilestone } from '../../core/published/milestones.ts';
import { languageOf } from '../../ui/language.ts';
import { Page } from '../../ui/layout.tsx';
import { Victory } from '../outcome.tsx';
import { Progress } from '../progress.tsx';
import { QrCode } from '../qr-code.tsx';
import { Turn } from '../status-words.tsx';
import type { DashboardView } from '../views.ts';
import { withFacts } from './facts.ts';
import { growthChart } from './over-time.tsx';
import { descriptionOf } from './page.tsx';

/**
 * The dashboard for the large screen of an event: few words, readable from afar, and a code to sign. A script keeps it up to
 * date; without one, the browser loads it again each minute.
 */
export const WallPage = (view: DashboardView) => {
  const { campaign, status, counts, now, translator, publicUrl } = view;
  const { t } = translator;
  const { total, goal, nextAt } = counts;
  const path = `/campaigns/${campaign.slug}`;
  const address = publicUrl + translator.publicHref(path);
  const milestone = nextMilestone(total, goal);
  const growth = total > 0 ? growthChart(withFacts(view)) : undefined;
  return (
    <Page
      {...view}
      title={t('dashboard.wall.of', { campaign: campaign.title })}
      description={descriptionOf(view)}
      // It has nothing that the dashboard does not have.
      path={`${path}/dashboard`}
      isUnlisted={!isListed(campaign)}
      sheet="wall"
      isBare
      reloadSeconds={RELOAD}
      script="wall.js"
      isScriptAlone
    >
      <article
        class={`wall wall-${status} wall-${lengthOf(total)}`}
        data-wall={`/api${path}/counts`}
        data-as-of={counts.asOf}
      >
        <header>
          <p class="kicker">{t('site.name')}</p>
          <h1 {...languageOf(campaign, translator)}>
            <a href={translator.href(path)}>{campaign.title}</a>
          </h1>
        </header>
        <div class="wall-count">
          <Victory campaign={campaign} translator={translator} />
          {status === 'upcoming' ? (
            <p class="figure">{t('campaign.upcoming', { date: opening(view) })}</p>
          ) : (
            <Progress {...{ campaign, status, translator }} signatures={total} />
          )}
          {status === 'open' && total > 0 && milestone !== goal && (
            <p class="wall-next">{t('dashboard.next-milestone', { milestone, missing: milestone - total })}</p>
          )}
          {status === 'closed' && (
            <p class="wall-next">
              <Turn {...{ campaign, status, now, translator }} />
            </p>
          )}
        </div>
        {growth && <div class="wall-curve chart">{growth.picture}</div>}
        {status !== 'closed' && (
          <aside class="wall-sign">
            <QrCode text={address} label={t('share.qr.label', { address })} />
            <p>
              <strong>{t(status === 'open' ? 'dashboard.wall.sign' : 'dashboard.wall.read')}</strong>
              <span>
                {address
                  .replace(/^https?:\/\//, '')
                  .split(/(?<=[/.-])/)
                  .map((part) => (
                    <>
                      {part}
                      <wbr />
                    </>
                  ))}
              </span>
            </p>
          </aside>
        )}
        <p class="hidden" role="status"></p>
      </article>
      <time hidden data-next={nextAt} data-live={campaign.publish === 'live' || undefined}></time>
    </Page>
  );
};

/** The date of the opening. In such large letters it takes two lines, and the day stays with its month. */
const opening = ({ campaign, translator }: DashboardView): string =>
  translator.date(localTime(campaign, campaign.opensAt)).replace(/(?<=^\p{Nd}{1,2}\.?) | (?=\p{Nd}{1,2}$)/u, '\u00a0');

/** A browser without script asks again after so many seconds. */
const RELOAD = 60;

/** Longer numbers are written smaller. There is room for one digit more, until the page follows. */
const lengthOf = (total: number) => (total < 100_000 ? 'short' : total < 10_000_000 ? 'long' : 'longest');
