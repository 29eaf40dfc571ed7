import { hasRight } from '../../core/access/rights.ts';
import type { SessionActor } from '../../core/access/sessions.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { organisedStatus, rightFor, stepsOf } from '../../core/campaigns/states.ts';
import { t } from '../ui/words.ts';
import { sectionAt } from './address.ts';
import { stepName, turnWords } from './turns.ts';

/**
 * The steps that an organiser can take with a campaign now, or why there are none. @param at the address of the campaign's page.
 */
export const Acts = ({
  campaign,
  actor,
  now,
  at,
}: {
  campaign: Campaign;
  actor: SessionActor;
  now: number;
  at: string;
}) => {
  const status = organisedStatus(campaign, now);
  const steps = stepsOf(campaign, now).filter((step) => hasRight(actor, rightFor(step), campaign.slug));
  return (
    <>
      {status === 'closed' && (
        <p>
          {t('campaign.acts.closed')}{' '}
          {hasRight(actor, 'campaign.publish', campaign.slug) && (
            <a href={sectionAt(campaign.slug, 'dates')}>{t('campaign.acts.dates')}</a>
          )}
        </p>
      )}
      {status === 'archived' && (
        <p>{t(campaign.visibility === 'draft' ? 'campaign.acts.archived-draft' : 'campaign.acts.archived')}</p>
      )}
      {!hasRight(actor, 'campaign.publish', campaign.slug) && <p>{t('campaign.acts.none')}</p>}
      {steps.length > 0 && (
        <ul class="rows">
          {steps.map((step) => (
            <li>
              <p class="row-name">
                <a href={`${at}/${step}`}>{stepName(step, campaign, now)}</a>
              </p>
              <p class="hint row-more">{turnWords(step, 'why', campaign)}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
