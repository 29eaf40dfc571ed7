import type { FaultKind } from '../core/problem.ts';
import { MOST } from '../core/typed/lengths.ts';
import { meantAddress } from '../core/typed/mistyped.ts';
import { Field, fieldId } from './field.tsx';
import { whileEmpty } from './language-switch.tsx';
import type { Translator } from './messages/messages.ts';

/**
 * The field for a signer's address, the same in every form. Under it stands the address that the person perhaps meant: from
 * `browser/checks.ts` at once, or without JavaScript from the server. Both make it alike. A form that was shown it is not asked again.
 */
export const EmailField = ({
  translator,
  fault,
  hint,
  value,
}: {
  translator: Translator;
  fault: FaultKind | undefined;
  hint: string;
  value: string | undefined;
}) => {
  const { t, dir } = translator;
  const meant = value && meantAddress(value);
  const id = `${fieldId('email')}-meant`;
  return (
    <>
      <Field
        translator={translator}
        name="email"
        fault={fault}
        label={t('sign.email')}
        hint={hint}
        describedBy={meant && id}
        input={(control) => (
          <input
            {...control}
            placeholder={whileEmpty()}
            type="email"
            // From the left, also on a page from the right: else the caret jumps at each dot and @.
            dir={dir === 'rtl' ? 'ltr' : undefined}
            autocomplete="email"
            inputmode="email"
            autocapitalize="none"
            spellcheck={false}
            required
            data-max={MOST.email}
            value={value}
          />
        )}
      />
      {meant && (
        <div class="meant" id={id} aria-live="polite">
          <p>{t('sign.email.meant', { address: meant })}</p>
          <button type="button" class="button button-quiet" hidden>
            {t('sign.email.meant.use')}
          </button>
          <p class="hint">{t('sign.email.meant.else')}</p>
          <input type="hidden" name="asTyped" value={value} />
        </div>
      )}
    </>
  );
};
