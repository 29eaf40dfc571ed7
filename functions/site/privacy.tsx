import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { RECOVERY_DAYS } from '../core/signatures/lifetimes.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** What a signer agrees to. Other words need another consent version (`ui/consent.ts`). */
export const Privacy = ({
  campaign,
  keptUntil,
  keepMonths: months,
  translator: { t, date },
}: {
  campaign: CampaignHead;
  keptUntil: string | undefined;
  keepMonths: number;
  translator: Translator;
}) => (
  <section aria-labelledby="privacy">
    <h2 id="privacy">{t('privacy.title')}</h2>
    <ul class="promises">
      <li>{t('privacy.sealed')}</li>
      <li>{t('privacy.unconfirmed')}</li>
      {campaign.publish === 'live' && <li>{t('privacy.live')}</li>}
      <li>{t('privacy.clear')}</li>
      <li>{t('privacy.left-field')}</li>
      <li>{t('privacy.checks')}</li>
      {campaign.showNames && <li>{t('privacy.shown')}</li>}
      <li>{t('privacy.mail')}</li>
      <li>
        {t('privacy.withdraw')} <a href={`/campaigns/${campaign.slug}/my-signature`}>{t('privacy.withdraw.lost')}</a>
      </li>
      <li>
        {keptUntil === undefined
          ? t('privacy.kept.endless', { months })
          : t('privacy.kept.until', { months, date: date(keptUntil) })}
      </li>
      <li>{t('privacy.backups', { days: RECOVERY_DAYS })}</li>
      <li>{t('privacy.no-tracking')}</li>
    </ul>
  </section>
);
