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
  at,
}: {
  problem: ShownProblem;
  assets: Assets;
  publicUrl: string;
  translator: Translator;
  group: Group | undefined;
  /** Where this page is, without the language. Undefined if nothing leads to it but a form. */
  at?: string | undefined;
}): string {
  const { title, detail } = problemWords(translator, problem.kind);
  const { href } = translator;
  const home =
    problem.campaign === undefined || problem.kind === 'campaign-deleted' ? '/' : `/campaigns/${problem.campaign}`;
  return renderPage(
    <Page {...{ assets, translator, publicUrl, title, group }} at={at ?? home}>
      <div class="column prose">
        <h1>{title}</h1>
        <p>{detail}</p>
        {home !== '/' && (
          <p>
            <a href={href(home)}>{translator.t('problem.to-campaign')}</a>
          </p>
        )}
        {problem.campaign !== undefined && CONCERN_A_SIGNATURE.has(problem.kind) && (
          <p>
            <a href={href(`/campaigns/${problem.campaign}/my-signature`)}>{translator.t('link.title')}</a>
          </p>
        )}
        <p>
          <a href={href('/')}>{translator.t('problem.to-campaigns')}</a>
        </p>
      </div>
    </Page>,
  );
}
