import { hasRight } from '../../../core/access/rights.ts';
import type { SessionActor } from '../../../core/access/sessions.ts';
import { t } from '../../ui/words.ts';
import { campaignAt } from '../address.ts';

/**
 * Who sees a draft: organisers, and people who have a link to its preview.
 * @param links how many work. @param isNext whether the campaign becomes a draft, and is none yet.
 */
export const SeenBy = ({
  slug,
  links,
  actor,
  isNext = false,
}: {
  slug: string;
  links: number;
  actor: SessionActor;
  isNext?: boolean;
}) =>
  links === 0 ? (
    isNext ? null : (
      <p class="hint">{t('preview.seen-by.none')}</p>
    )
  ) : (
    <p class="waits">
      {t(isNext ? 'preview.seen-by.then' : 'preview.seen-by', { links })}{' '}
      {hasRight(actor, 'campaign.write', slug) && (
        <a href={`${campaignAt(slug)}/preview`}>{t('preview.seen-by.show', { links })}</a>
      )}
    </p>
  );
