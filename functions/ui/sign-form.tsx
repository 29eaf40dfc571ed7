import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { FieldFault } from '../core/problem.ts';
import { MOST } from '../core/typed/lengths.ts';
import { isTicked } from '../core/typed/ticked.ts';
import { consentIn } from './consent.ts';
import { CountryOptions } from './country-options.tsx';
import { EmailField } from './email-field.tsx';
import { Field, fieldId, Tick } from './field.tsx';
import { takesFocus } from './focus.ts';
import { Asks, Consent, groupName } from './group.tsx';
import { switchedFormId, whileEmpty } from './language-switch.tsx';
import type { Translator } from './messages/messages.ts';
import { ReasonField } from './reason-field.tsx';

/** What a form of a campaign gets. */
export interface FormProps {
  readonly campaign: Pick<CampaignHead, 'slug' | 'showNames' | 'countryOptional'> &
    Partial<Pick<CampaignHead, 'news' | 'group'>>;
  readonly translator: Translator;
  /** What the person has typed before, by field: a form that comes back must not lose it. */
  readonly values?: Readonly<Record<string, string>>;
  readonly faults?: readonly FieldFault[];
  /** Given in a frame on another site, where the answer opens in a new tab: what the form says then. */
  readonly inFrame?: { readonly again: string; readonly sent: string };
}

/** What the form posts to. */
export const signAction = ({ slug }: Pick<CampaignHead, 'slug'>): string => `/api/campaigns/${slug}/signatures`;

/**
 * The form to sign. The browser's own checks are off, so that everybody sees the same words: from `browser/page.ts` at once,
 * or without JavaScript from the server.
 */
export const SignForm = ({ campaign, translator, values = {}, faults = [], inFrame }: FormProps) => {
  const { t } = translator;
  const faultOf = (name: string) => faults.find(({ field }) => field === name)?.fault;
  const field = (name: string) => ({ translator, name, fault: faultOf(name) });
  return (
    <form
      class="sign-form"
      id={inFrame ? undefined : switchedFormId()}
      method="post"
      action={translator.dataHref(signAction(campaign))}
      novalidate
      data-checked
      data-challenges={`/api/campaigns/${campaign.slug}/challenges`}
      data-again={inFrame?.again}
      data-sent={inFrame?.sent}
    >
      {faults.length > 0 && <FaultSummary translator={translator} faults={faults} />}
      <Asks group={campaign.group ?? null} translator={translator} />
      <Field
        {...field('name')}
        label={t('sign.name')}
        input={(control) => (
          <input
            {...control}
            placeholder={whileEmpty()}
            type="text"
            autocomplete="name"
            required
            data-max={MOST.name}
            value={values.name}
          />
        )}
      />
      <EmailField
        translator={translator}
        fault={field('email').fault}
        hint={t('sign.email.hint')}
        value={values.email}
      />
      <Field
        {...field('country')}
        label={t('sign.country')}
        input={(control) => (
          <select {...control} autocomplete="country" required>
            <CountryOptions translator={translator} chosen={values.country} isOptional={campaign.countryOptional} />
          </select>
        )}
      />
      {values.comment && (
        <ReasonField
          translator={translator}
          isShown={campaign.showNames && 'maybe'}
          fault={faultOf('comment')}
          value={values.comment}
        />
      )}
      {campaign.showNames && (
        <Tick
          name="publicName"
          label={t('sign.public-name')}
          hint={t('sign.public-name.hint')}
          ticked={isTicked(values.publicName)}
        />
      )}
      {campaign.news && (
        <Tick
          name="updates"
          label={t('sign.updates')}
          hint={t('sign.updates.hint', { group: groupName(campaign.group, translator) })}
          ticked={isTicked(values.updates)}
        />
      )}
      <input type="hidden" name="locale" value={translator.locale} />
      <input type="hidden" name="consent" value={consentIn(translator.locale)} />
      {values.source && <input type="hidden" name="source" value={values.source} />}
      <Trap label={t('sign.leave-empty')} />
      <Consent slug={campaign.slug} group={campaign.group} translator={translator} />
      <button class="button" type="submit" data-waiting={t('sign.waiting')}>
        {t('sign.submit')}
      </button>
      <p class="hint" role="status"></p>
      <p class="hint">{t('sign.promise')}</p>
    </form>
  );
};

/**
 * A field that only robots fill in. A person does not see or hear it, cannot reach it by keyboard, and no browser fills it in.
 * If the page has no styles, the label says what to do.
 */
const Trap = ({ label }: { label: string }) => (
  <div class="leave-empty" aria-hidden="true">
    <label for={fieldId('website')}>{label}</label>
    <input type="text" id={fieldId('website')} name="website" tabindex={-1} autocomplete="off" />
  </div>
);

/** All errors at the top of the form, as links to their fields. The title of the page says that something is wrong. */
export const FaultSummary = ({ translator, faults }: { translator: Translator; faults: readonly FieldFault[] }) => (
  <div class="fault-summary" role="alert" {...takesFocus}>
    <ul>
      {faults.map(({ field, fault }) => (
        <li>
          <a href={`#${fieldId(field)}`}>{translator.fault(field, fault)}</a>
        </li>
      ))}
    </ul>
  </div>
);
