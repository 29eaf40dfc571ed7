/**
 * What pages can do in addition with JavaScript. Every page is complete without it.
 */
import { padForm } from './equal-length.ts';
import { sendOnce } from './send-once.ts';
import { watchWhenDue } from './watch-when-due.ts';
import { helpWhenFilledIn } from './when-filled-in.ts';

// A language was pressed: the form comes back as it is. So it is not checked, and needs no proof.
addEventListener(
  'submit',
  (event) => (event.submitter as HTMLButtonElement | null)?.formNoValidate && event.stopPropagation(),
  true,
);
for (const form of document.forms) {
  const isFilledIn = form.hasAttribute('data-checked');
  sendOnce(form, isFilledIn ? helpWhenFilledIn(form) : undefined);
  if (isFilledIn) padForm(form);
}
for (const counter of document.querySelectorAll<HTMLElement>('[data-counts]')) watchWhenDue(counter);
const boxes = [...document.querySelectorAll<HTMLElement>('[data-share]')];
// Few pages have one. If the file cannot be loaded, their links remain.
if (boxes.length > 0)
  import('./share.ts').then(({ offerToShare }) => boxes.forEach(offerToShare)).catch(() => undefined);
