import type { paddedJson } from './equal-length.ts';
import { checkFields } from './fields.ts';
import type { FormWords } from './form-words.ts';
import { proveWork } from './proof.ts';

/**
 * What only a person who fills in a form needs. It has a file of its own, which is loaded with the first field that they
 * reach: `when-filled-in.ts`.
 * @returns what the form must wait for, each time that it is to be sent.
 */
export async function help(
  form: HTMLFormElement,
  padded: typeof paddedJson,
): Promise<() => Promise<unknown> | undefined> {
  const ready = proveWork(form, padded);
  const words = await wordsOf(document.documentElement.lang);
  const button = form.querySelector<HTMLButtonElement>('[data-waiting]');
  if (button && words) button.dataset.why = words.why;
  // Without its words it could not say what is wrong. The server can.
  if (words) checkFields(form, words);
  return ready;
}

/** Pages do not carry what only a script says. */
const wordsOf = (language: string): Promise<FormWords | undefined> =>
  fetch(`/api/form-words?lang=${language}`)
    .then((answer) => (answer.ok ? answer.json() : undefined))
    .catch(() => undefined);
