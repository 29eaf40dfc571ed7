/**
 * The script of a frame on another site. The frame is complete without it. It reports its height to the page around it,
 * keeps the count up to date, and helps a form whose answer opens in a new tab.
 */
import { watchCounts } from './live-count.ts';

/** What WordPress adds to the address of a frame, to recognise the messages of it. */
const secret = /[?&]secret=(\w+)/.exec(location.hash)?.[1];

const form = document.querySelector('form');
const { body, title } = document;
const content = body.firstElementChild as HTMLElement;
/** Pixels for all that a form says about what is typed into it: errors, a question and a status, in a frame of 320 px. */
const ROOM = 400;
let height = 0;
let isTouched = false;

/** The page around us may be any, so we cannot name it. Until somebody uses the form, this is the height of a public page. */
const report = (): void => {
  parent.postMessage({ amparo: 'height', height, title }, '*');
  if (secret) parent.postMessage({ message: 'height', value: height, secret }, '*');
};
const measure = (): void => {
  if (isTouched) return;
  // The body fills the frame, so it may be higher than what is in it.
  height = content.offsetHeight + body.offsetHeight - body.clientHeight;
  report();
};
/**
 * In a narrow frame each letter more of a question makes it higher, and each error has a height of its own. So the page around
 * hears once that there is need for room, and then no more: what it hears is the same, whatever is typed.
 */
const touched = (): void => {
  if (isTouched) return;
  // A browser may not have drawn yet what is out of sight.
  if (height === 0) measure();
  isTouched = true;
  height += ROOM;
  report();
};
if (parent !== window) {
  new ResizeObserver(measure).observe(content);
  for (const event of ['focusin', 'input', 'submit']) form?.addEventListener(event, touched, { capture: true });
  if (secret) parent.postMessage({ message: 'ready', secret }, '*');
}

// WordPress allows a frame to open no tab. It opens a link itself, if the frame asks it to.
document.addEventListener('click', ({ target }) => {
  const link = target instanceof Element ? target.closest('a') : null;
  if (secret && link) parent.postMessage({ message: 'link', value: link.href, secret }, '*');
});

// The script of pages, which is there with a form, keeps the count, too.
if (!form) for (const counter of document.querySelectorAll<HTMLElement>('[data-counts]')) watchCounts(counter);

const say = (words: string | undefined): void => {
  const status = form?.querySelector('[role=status]');
  if (status) status.textContent = words ?? '';
};
/**
 * After a long wait for the proof, the script of pages presses the button itself. A browser opens no tab for that, if the
 * person's own press was long ago. The second press needs no wait.
 */
form?.addEventListener(
  'click',
  (event) => {
    if (event.isTrusted || navigator.userActivation?.isActive !== false) return;
    event.preventDefault();
    event.stopPropagation();
    // After the script of pages has freed the form.
    setTimeout(say, 0, form.dataset.again);
  },
  true,
);
form?.addEventListener('submit', (event) => {
  // The others have looked at it by then. The answer is in a new tab, and this page stays.
  setTimeout(() => {
    if (event.defaultPrevented) return;
    // As if the person had come back: the form can be sent again.
    dispatchEvent(new Event('pageshow'));
    say(form.dataset.sent);
  });
});
