import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { LEGAL_BASIS } from '../core/campaigns/legal-basis.ts';
import { RECOVERY_DAYS, TRACE_DAYS } from '../core/signatures/lifetimes.ts';
import { Contact, groupName } from '../ui/group.tsx';
import type { Translator } from '../ui/messages/messages.ts';

interface PrivacyProps {
  readonly campaign: CampaignHead;
  /** Until when identities are kept (ISO 8601), if the campaign closes. */
  readonly keptUntil: string | undefined;
  readonly keepMonths: number;
  readonly translator: Translator;
}

/**
 * The privacy text of a campaign's page: the most important, in 200 words at most. It leads to the whole text. That nobody is
 * followed stands at the foot of every page.
 */
export const PrivacyInShort = ({ campaign, keptUntil, keepMonths: months, translator }: PrivacyProps) => {
  const { t, date } = translator;
  return (
    <section aria-labelledby="privacy">
      <h2 id="privacy">{t('privacy.title')}</h2>
      <ul class="promises">
        <Who campaign={campaign} translator={translator} />
        <li>{t('privacy.short.sealed', { group: groupName(campaign.group, translator) })}</li>
        <li>{t('privacy.short.open')}</li>
        {campaign.publish === 'live' && <li>{t('privacy.live')}</li>}
        {campaign.showNames && <li>{t('privacy.short.shown')}</li>}
        <li>{t(campaign.news ? 'privacy.short.news' : 'privacy.short.mail')}</li>
        <li>
          {t('privacy.short.withdraw', { days: TRACE_DAYS })}{' '}
          <a href={translator.href(`/campaigns/${campaign.slug}/my-signature`)}>{t('link.title')}</a>
        </li>
        <li>
          {keptUntil === undefined
            ? t('privacy.short.endless', { months })
            : t('privacy.short.until', { date: date(keptUntil) })}
        </li>
        <li>{t('privacy.short.rights')}</li>
      </ul>
      <p>
        <a href={translator.href(`/campaigns/${campaign.slug}/privacy`)}>{t('privacy.more')}</a>
      </p>
    </section>
  );
};

/** The whole text that a signer agrees to. Other words need another consent version (`ui/consent.ts`). */
export const Privacy = ({ campaign, keptUntil, keepMonths: months, translator }: PrivacyProps) => {
  const { t, date } = translator;
  return (
    <ul class="promises">
      <Who campaign={campaign} translator={translator} />
      <li>{t('privacy.sealed')}</li>
      <li>{t('privacy.unconfirmed')}</li>
      {campaign.publish === 'live' && <li>{t('privacy.live')}</li>}
      <li>{t('privacy.clear')}</li>
      <li>{t('privacy.left-field')}</li>
      <li>{t('privacy.checks')}</li>
      {campaign.showNames && <li>{t('privacy.shown')}</li>}
      <li>{t(campaign.news ? 'privacy.mail' : 'privacy.mail.only')}</li>
      <li>
        {t('privacy.withdraw', { days: TRACE_DAYS })}{' '}
        <a href={translator.href(`/campaigns/${campaign.slug}/my-signature`)}>{t('privacy.withdraw.lost')}</a>
      </li>
      <li>
        {keptUntil === undefined
          ? t('privacy.kept.endless', { months })
          : t('privacy.kept.until', { months, date: date(keptUntil) })}
      </li>
      <li>{t('privacy.backups', { days: RECOVERY_DAYS })}</li>
      <li>{t('privacy.short.rights')}</li>
      <li>{t('privacy.no-tracking')}</li>
    </ul>
  );
};

/** Who is responsible, by which law, and where to ask. */
const Who = ({ campaign: { group }, translator: { t } }: Pick<PrivacyProps, 'campaign' | 'translator'>) => (
  <li>
    {group ? (
      <>
        {t('privacy.who', {
          controller: group.controller ?? group.name,
          legalBasis: group.legalBasis === LEGAL_BASIS ? t('privacy.legal-basis.consent') : group.legalBasis,
        })}{' '}
        <Contact contact={group.contact} />
      </>
    ) : (
      t('privacy.who.unset')
    )}
  </li>
);
