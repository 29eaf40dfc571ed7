import type { Child } from 'hono/jsx';
import type { SessionEnd } from '../../core/access/ended.ts';
import { type ConsoleView, consolePage } from '../ui/page.tsx';
import { t, type Word } from '../ui/words.ts';
import { signInAt } from './pages.tsx';

/** After these, a provider must not go on with the account that it remembers: that one is not, or no longer, here. */
const afresh: ReadonlySet<SessionEnd> = new Set(['removed', 'invited-again']);

/**
 * Says why a session has ended, and what to do.
 * @param to where the person wanted to go. @param form what became of the form that they sent.
 */
export function endedPage(view: ConsoleView, publicUrl: string, end: SessionEnd, to: string, form?: Child): string {
  const title = t(`ended.${end}.title` satisfies Word);
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    <p class="lead">{t(`ended.${end}.detail` satisfies Word)}</p>,
    form,
    <p>
      <a class={end === 'removed' ? undefined : 'button'} href={signInAt(publicUrl, to, { isAfresh: afresh.has(end) })}>
        {t(end === 'removed' ? 'sign-in.as-other' : 'sign-in.again')}
      </a>
    </p>,
  );
}
