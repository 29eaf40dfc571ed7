import { hasRight } from '../../core/access/rights.ts';
import { organisedStatus } from '../../core/campaigns/states.ts';
import type { OrganisedChoice, OrganisedPage } from '../../core/overview/organise-list.ts';
import { takesFocus } from '../../ui/focus.ts';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { t, type Word } from '../ui/words.ts';
import { campaignAt } from './address.ts';
import { isChosen, listAt } from './asked.ts';
import { ListForm } from './list-form.tsx';
import { type ListedCampaign, sharesTitle } from './listed.ts';
import { momentOf, State } from './state.tsx';
import { ageWords, WaitsSummary } from './waits.tsx';

interface List extends Omit<OrganisedPage, 'entries'> {
  readonly campaigns: readonly ListedCampaign[];
  readonly choice: OrganisedChoice;
  /** Whether this is the first page. */
  readonly isFirst: boolean;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** The first screen: the campaigns of this organiser, with what waits for somebody. */
export function campaignsPage(view: ConsoleView & { readonly me: Me }, list: List): string {
  const { campaigns, choice, found, all, next, isFirst, waits, languages, now } = list;
  const mayCreate = hasRight(view.me.actor, 'campaign.create');
  const { campaigns: roles } = view.me.actor;
  const heads = campaigns.map(({ head }) => head);
  return consolePage(
    view,
    { title: t('campaigns.title') },
    <h1>{t('campaigns.title')}</h1>,
    mayCreate && (
      <p>
        <a class="button" href="/organise/campaigns/new">
          {t('new.link')}
        </a>
      </p>
    ),
    all === 0 ? (
      <>
        <p class="lead">{t('campaigns.none')}</p>
        <p>{t(mayCreate ? 'campaigns.none.admin' : 'campaigns.none.ask')}</p>
      </>
    ) : (
      <>
        <WaitsSummary waits={waits} shown={campaigns} now={now} />
        <ListForm {...{ choice, languages }} hasRoles={Object.keys(roles).length > 0} />
        <p class="hint" role="status" {...(isChosen(choice) && takesFocus)}>
          {found > 0 ? t(isChosen(choice) ? 'list.found' : 'list.all', { campaigns: found }) : t(nothingFound(choice))}
        </p>
        {found > 0 && (
          <ul class="rows">
            {campaigns.map((one) => (
              <Row {...one} now={now} isAlike={sharesTitle(one.head.title, heads)} />
            ))}
          </ul>
        )}
        {found > 0 && <p class="hint">{t('campaigns.lead')}</p>}
      </>
    ),
    (next !== undefined || !isFirst) && (
      <p class="buttons">
        {next !== undefined && <a href={listAt(choice, next)}>{t('campaigns.more')}</a>}
        {!isFirst && <a href={listAt(choice)}>{t('campaigns.first')}</a>}
      </p>
    ),
  );
}

/** What to say if no campaign fits. Without a state, a search finds archived ones, and a list leaves them out. */
function nothingFound({ q, state }: OrganisedChoice): Word {
  if (state === 'archived') return 'list.nothing.archived';
  return q !== undefined && state === undefined ? 'list.nothing.found' : 'list.nothing';
}

const Row = ({
  head,
  numbers: { total, underReview, waitsSince },
  now,
  isAlike,
}: ListedCampaign & { now: number; isAlike: boolean }) => (
  <li>
    <p class="row-name" lang={head.language} dir="auto">
      <a href={campaignAt(head.slug)}>{head.title}</a>
    </p>
    <p class="row-side">
      <State status={organisedStatus(head, now)} campaign={head} />
      <b>{t('campaigns.signatures', { signatures: total })}</b>
    </p>
    <p class="hint row-more">
      {[
        isAlike && head.slug,
        underReview > 0 && t('campaigns.under-review', { signatures: underReview }),
        underReview > 0 && waitsSince !== undefined && ageWords(waitsSince, now),
        momentOf(head, now),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  </li>
);
