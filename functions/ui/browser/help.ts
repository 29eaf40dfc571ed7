import type { paddedJson } from './equal-length.ts';
import { checkFields } from './fields.ts';
import { proveWork } from './proof.ts';

/**
 * What only a person who fills in a form needs. It has a file of its own, which is loaded with the first field that they
 * reach: `when-filled-in.ts`.
 * @returns what the form must wait for, each time that it is to be sent.
 */
export function help(form: HTMLFormElement, padded: typeof paddedJson): () => Promise<unknown> | undefined {
  if (form.hasAttribute('data-checked')) checkFields(form);
  return proveWork(form, padded);
}
