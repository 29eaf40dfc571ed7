import type { FaultKind } from '../core/problem.ts';
import type { FormWords } from './browser/form-words.ts';
import type { Translator } from './messages/messages.ts';

/** The faults that a browser finds itself, before the server does. */
const found = {
  name: ['missing', 'too-long', 'address-in-text'],
  email: ['missing', 'malformed', 'too-long', 'undeliverable'],
  country: ['missing'],
  comment: ['too-long', 'address-in-text'],
} as const satisfies Record<string, readonly FaultKind[]>;

/** Where a script asks for the words of a language. */
export const FORM_WORDS = '/api/form-words';

/** The words, which no page carries: only a person who fills in a form needs them. */
export const formWords = ({ t, fault }: Translator): FormWords => ({
  faults: Object.fromEntries(
    Object.entries(found).map(([field, kinds]) => [
      field,
      Object.fromEntries(kinds.map((kind) => [kind, fault(field, kind)])),
    ]),
  ),
  meant: t('sign.email.meant', { address: '{address}' }),
  use: t('sign.email.meant.use'),
  keep: t('sign.email.meant.else'),
  why: t('sign.waiting.why'),
});
