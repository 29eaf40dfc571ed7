import type { FaultKind } from '../core/problem.ts';
import { Field } from './field.tsx';
import type { Translator } from './messages/messages.ts';

/** The field for a signer's address, the same in every form. */
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
}) => (
  <Field
    translator={translator}
    name="email"
    fault={fault}
    label={translator.t('sign.email')}
    hint={hint}
    checked={['missing', 'malformed', 'too-long', 'undeliverable']}
    input={(control) => (
      <input
        {...control}
        type="email"
        autocomplete="email"
        inputmode="email"
        autocapitalize="none"
        spellcheck={false}
        required
        data-max="320"
        value={value}
      />
    )}
  />
);
