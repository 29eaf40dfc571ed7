import { hasRight } from '../../core/access/rights.ts';
import type { CampaignHead } from '../../core/campaigns/campaign.ts';
import { organisedStatus } from '../../core/campaigns/turns.ts';
import type { InsideNumbers } from '../../core/counts/store.ts';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { t } from '../ui/words.ts';
import { momentOf, State } from './state.tsx';

/** A campaign in a list of organisers. */
export interface ListedCampaign {
  readonly head: CampaignHead;
  readonly numbers: InsideNumbers;
}

/**
 * The first screen: the campaigns of this organiser, with what waits for somebody.
 * @param next the slug after which the next page begins. @param isFirst whether this is the first page.
 */
export function campaignsPage(
  view: ConsoleView & { readonly me: Me },
  {
    campaigns,
    next,
    isFirst,
    now,
  }: {
    campaigns: readonly ListedCampaign[];
    next: string | undefined;
    isFirst: boolean;
    now: number;
  },
): string {
  const waiting = campaigns.filter(({ numbers }) => numbers.underReview > 0);
  const signatures = waiting.reduce((sum, { numbers }) => sum + numbers.underReview, 0);
  const mayCreate = hasRight(view.me.actor, 'campaign.create');
  return consolePage(
    view,
    { title: t('campaigns.title') },
    <h1>{t('campaigns.title')}</h1>,
    mayCreate && (
      <p>
        <a class="button button-quiet" href="/organise/campaigns/new">
          {t('new.link')}
        </a>
      </p>
    ),
    waiting.length > 0 && <p class="waits">{t('campaigns.waits', { signatures, campaigns: waiting.length })}</p>,
    campaigns.length === 0 ? (
      <>
        <p class="lead">{t('campaigns.none')}</p>
        <p>{t(mayCreate ? 'campaigns.none.admin' : 'campaigns.none.ask')}</p>
      </>
    ) : (
      <>
        <ul class="rows">
          {campaigns.map(({ head, numbers }) => (
            <li>
              <p class="row-name" lang={head.language} dir="auto">
                <a href={`/organise/campaigns/${head.slug}`}>{head.title}</a>
              </p>
              <p class="row-side">
                <State status={organisedStatus(head, now)} />
                <b>{t('campaigns.signatures', { signatures: numbers.total })}</b>
              </p>
              <p class="hint row-more">
                {[
                  momentOf(head, now),
                  numbers.underReview > 0 && t('campaigns.under-review', { signatures: numbers.underReview }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
        <p class="hint">{t('campaigns.lead')}</p>
      </>
    ),
    (next !== undefined || !isFirst) && (
      <p class="buttons">
        {next !== undefined && <a href={`/organise?${new URLSearchParams({ after: next })}`}>{t('campaigns.more')}</a>}
        {!isFirst && <a href="/organise">{t('campaigns.first')}</a>}
      </p>
    ),
  );
}
