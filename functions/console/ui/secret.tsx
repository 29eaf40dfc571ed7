import { t } from './words.ts';

/** What a page shows once, in a box. The script of a page that `copies` adds a button to copy it. @param label for screen readers. */
export const Secret = ({ text, label }: { text: string; label?: string }) => (
  <div data-share={text}>
    <p class="secret">
      {label && <span class="hidden">{label} </span>}
      <code>{text}</code>
    </p>
    <p hidden>
      <button type="button" class="button button-quiet" data-copied={t('secret.copied')}>
        {t('secret.copy')}
      </button>
    </p>
    <p class="hint" role="status"></p>
  </div>
);
