import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { EmailField } from './email-field.tsx';
import { switchedFormId } from './language-switch.tsx';
import { FaultSummary, type FormProps } from './sign-form.tsx';

/** What the form posts to. */
export const linkAction = ({ slug }: Pick<CampaignHead, 'slug'>): string => `/api/campaigns/${slug}/links`;

/**
 * The form that asks for a link that withdraws. It works for every address and at any time, so it shows nothing about any.
 */
export const LinkForm = ({ campaign, translator, values = {}, faults = [] }: FormProps) => {
  const { t } = translator;
  return (
    <form
      class="sign-form"
      id={switchedFormId()}
      method="post"
      action={translator.dataHref(linkAction(campaign))}
      novalidate
      data-checked
      data-challenges={`/api/campaigns/${campaign.slug}/challenges`}
    >
      {faults.length > 0 && <FaultSummary translator={translator} faults={faults} />}
      <EmailField
        translator={translator}
        fault={faults.find(({ field }) => field === 'email')?.fault}
        hint={t('link.email.hint')}
        value={values.email}
      />
      <input type="hidden" name="locale" value={translator.locale} />
      <button class="button" type="submit" data-waiting={t('sign.waiting')}>
        {t('link.submit')}
      </button>
      <p class="hint" role="status"></p>
    </form>
  );
};
