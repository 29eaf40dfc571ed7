import type { Problem } from '../core/problem.ts';
import type { Assets } from './assets.ts';
import { Page, renderPage } from './layout.tsx';
import { problemWords, type Translator } from './messages/messages.ts';

/** The page that tells a person what went wrong and what to do about it, as complete HTML. */
export function errorPage({
  problem,
  assets,
  publicUrl,
  translator,
}: {
  problem: Problem;
  assets: Assets;
  publicUrl: string;
  translator: Translator;
}): string {
  const { title, detail } = problemWords(translator, problem.kind);
  return renderPage(
    <Page assets={assets} translator={translator} publicUrl={publicUrl} title={title}>
      <div class="column prose">
        <h1>{title}</h1>
        <p>{detail}</p>
        {problem.campaign !== undefined && (
          <p>
            <a href={`/campaigns/${problem.campaign}`}>{translator.t('problem.to-campaign')}</a>
          </p>
        )}
        <p>
          <a href="/">{translator.t('problem.to-campaigns')}</a>
        </p>
      </div>
    </Page>,
  );
}
