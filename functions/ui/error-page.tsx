import type { ProblemKind } from '../core/problem.ts';
import type { Assets } from './assets.ts';
import { Page, renderPage } from './layout.tsx';
import { problemWords, type Translator } from './messages/messages.ts';

/** The page that tells a person what went wrong and what to do about it, as complete HTML. */
export function errorPage({
  kind,
  assets,
  publicUrl,
  translator,
}: {
  kind: ProblemKind;
  assets: Assets;
  publicUrl: string;
  translator: Translator;
}): string {
  const { title, detail } = problemWords(translator, kind);
  return renderPage(
    <Page assets={assets} translator={translator} publicUrl={publicUrl} title={title}>
      <div class="column prose">
        <h1>{title}</h1>
        <p>{detail}</p>
        <p>
          <a href="/">{translator.t('problem.to-campaigns')}</a>
        </p>
      </div>
    </Page>,
  );
}
