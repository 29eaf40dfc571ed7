import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** What a signer agrees to. Whoever changes these words raises the consent version (`sign/signing.ts`). */
export const Privacy = ({ campaign, translator: { t } }: { campaign: CampaignHead; translator: Translator }) => (
  <section aria-labelledby="privacy">
    <h2 id="privacy">{t('privacy.title')}</h2>
    <ul class="promises">
      <li>{t('privacy.sealed')}</li>
      <li>{t('privacy.unconfirmed')}</li>
      <li>{t('privacy.clear')}</li>
      {campaign.showNames && <li>{t('privacy.shown')}</li>}
      <li>{t('privacy.mail')}</li>
      <li>{t('privacy.withdraw')}</li>
      <li>{t('privacy.no-tracking')}</li>
    </ul>
  </section>
);
