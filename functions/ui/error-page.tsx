import type { Group } from '../core/campaigns/group.ts';
import type { Assets } from './assets.ts';
import { Page, renderPage } from './layout.tsx';
import { problemWords, type Translator, type WordedKind } from './messages/messages.ts';

/** A problem as a page shows it. */
export interface ShownProblem {
  readonly kind: WordedKind;
  /** The slug of the campaign that it is about, if it is about one. */
  readonly campaign?: string | undefined;
}

/** After these, people may want to withdraw what they signed. */
const CONCERN_A_SIGNATURE: ReadonlySet<WordedKind> = new Set([
  'campaign-closed',
  'campaign-deleted',
  'signature-withdrawn',
  'token-expired',
]);

/** The page that says what went wrong and what to do about it. @returns complete HTML. */
export function errorPage({
  problem,
  assets,
  publicUrl,
  translator,
  group,
}: {
  problem: ShownProblem;
  assets: Assets;
  publicUrl: string;
  translator: Translator;
  group: Group | undefined;
}): string {
  const { title, detail } = problemWords(translator, problem.kind);
  return renderPage(
    <Page assets={assets} translator={translator} publicUrl={publicUrl} title={title} group={group}>
      <div class="column prose">
        <h1>{title}</h1>
        <p>{detail}</p>
        {problem.campaign !== undefined && problem.kind !== 'campaign-deleted' && (
          <p>
            <a href={`/campaigns/${problem.campaign}`}>{translator.t('problem.to-campaign')}</a>
          </p>
        )}
        {problem.campaign !== undefined && CONCERN_A_SIGNATURE.has(problem.kind) && (
          <p>
            <a href={`/campaigns/${problem.campaign}/my-signature`}>{translator.t('link.title')}</a>
          </p>
        )}
        <p>
          <a href="/">{translator.t('problem.to-campaigns')}</a>
        </p>
      </div>
    </Page>,
  );
}
