/** The page that makes code for other sites: shows what was chosen at once, and copies code. Without it, a button does the first. */
import { choicesOf, framePath, HEIGHTS, heightOf } from './embed/choices.ts';
import { badgePath, codesOf, type Embedded, wordsOf } from './embed/snippets.ts';

const form = document.querySelector<HTMLFormElement>('form[data-embedded]');
const frame = document.querySelector<HTMLIFrameElement>('iframe[data-preview]');

if (form && frame) {
  const embedded = JSON.parse(form.dataset.embedded ?? '') as Embedded;
  form.querySelector('button')?.parentElement?.setAttribute('hidden', '');
  form.addEventListener('change', () => {
    const chosen = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    const choices = choicesOf(Object.fromEntries(chosen));
    // Not by `src`, which would be a step for the button that goes back.
    frame.contentWindow?.location.replace(framePath(embedded.slug, choices));
    frame.height = String(heightOf(choices.show, wordsOf(embedded, choices).title));
    const badge = document.querySelector<HTMLImageElement>('img[data-badge]');
    if (badge) {
      const { slug } = embedded;
      Object.assign(badge, { src: badgePath(slug, choices.lang), alt: wordsOf(embedded, choices).badge });
    }
    for (const [name, code] of Object.entries(codesOf(embedded, choices))) {
      const shown = document.querySelector(`[data-code="${name}"]`);
      if (shown) shown.textContent = code;
    }
  });
  addEventListener('message', ({ source, origin, data }) => {
    if (origin !== location.origin || source !== frame.contentWindow || data?.amparo !== 'height') return;
    frame.height = String(Number(data.height) || HEIGHTS.button);
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copies]')) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener('click', () => {
    const code = document.querySelector(`[data-code="${button.dataset.copies}"]`)?.textContent ?? '';
    const say = () => {
      const status = button.parentElement?.querySelector('[role=status]');
      if (status) status.textContent = button.dataset.copied ?? '';
    };
    void navigator.clipboard.writeText(code).then(say, () => undefined);
  });
}
