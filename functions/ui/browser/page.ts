/**
 * What pages can do in addition with JavaScript. Every page is complete without it.
 */
import { padForm } from './equal-length.ts';
import { checkFields } from './fields.ts';
import { hideToken } from './hide-token.ts';
import { watchCounts } from './live-count.ts';
import { proveWork } from './proof.ts';
import { sendOnce } from './send-once.ts';
import { offerToShare } from './share.ts';

// A language was pressed: the form comes back as it is. So it is not checked, and needs no proof.
addEventListener(
  'submit',
  (event) => (event.submitter as HTMLButtonElement | null)?.formNoValidate && event.stopPropagation(),
  true,
);
hideToken();
for (const form of document.forms) {
  // The check of the fields comes first: a form that it refuses must not count as sent.
  if (form.hasAttribute('data-checked')) checkFields(form);
  sendOnce(form, proveWork(form));
  // Last: the padding depends on the proof.
  if (form.hasAttribute('data-checked')) padForm(form);
}
for (const counter of document.querySelectorAll<HTMLElement>('[data-counts]')) watchCounts(counter);
for (const box of document.querySelectorAll<HTMLElement>('[data-share]')) offerToShare(box);
