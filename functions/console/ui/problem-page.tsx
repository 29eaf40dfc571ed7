import { type ConsoleView, consolePage } from './page.tsx';
import { t } from './words.ts';

/** Says why something was not done, and what would help. */
export const problemPage = (view: ConsoleView, { title, detail }: { title: string; detail: string }): string =>
  consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    <p>{detail}</p>,
    <p>
      <a href="/organise">{t('console.problem-home')}</a>
    </p>,
  );
