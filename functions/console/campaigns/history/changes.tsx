import type { Child } from 'hono/jsx';
import type { Change } from '../../../core/campaigns/changes.ts';
import type { DangerKind } from '../../../core/campaigns/dangers.ts';
import type { SaidCase } from '../../../core/campaigns/undo-cases.ts';
import { roomForPage, type WordRun, wordDiff } from '../../ui/word-diff.ts';
import { statusWord, t } from '../../ui/words.ts';
import { dangerWords, whatWords } from './words.ts';

/**
 * What differs between two versions of a campaign, side by side: words that were taken are marked on the left, words that were added on
 * the right. Each text goes in the direction of its own script.
 * @param sides what the two sides are called. @param language of the original texts.
 */
export const Changes = ({
  changes,
  sides,
  language,
}: {
  changes: readonly Change[];
  sides: { before: string; after: string };
  language: string;
}) => {
  if (changes.length === 0) return <p>{t('compare.none')}</p>;
  // All texts of a page share it. Those that stand first are compared word by word.
  const room = roomForPage();
  return (
    <div class="changes">
      {changes.map(({ what, before, after }) => {
        const lang = languageOf(what, language);
        const runs = before !== undefined && after !== undefined ? wordDiff(before, after, lang, room) : undefined;
        return (
          <section class="change">
            <h2 dir="auto">{whatWords(what)}</h2>
            <Side name={sides.before} lang={lang} text={before} runs={runs} mark="taken" />
            <Side name={sides.after} lang={lang} text={after} runs={runs} mark="added" />
          </section>
        );
      })}
    </div>
  );
};

const Side = ({
  name,
  lang,
  text,
  runs,
  mark,
}: {
  name: string;
  lang: string;
  text: string | undefined;
  runs: readonly WordRun[] | undefined;
  mark: 'taken' | 'added';
}) => (
  <div class="change-side">
    <p class="label">{name}</p>
    {text === undefined ? (
      <p class="hint">{t('compare.missing')}</p>
    ) : (
      <p class="change-text" lang={lang} dir="auto">
        {(runs ?? [{ kind: mark, text }]).flatMap((run): Child[] =>
          run.kind === 'same' ? [run.text] : run.kind === mark ? [<Marked mark={mark}>{run.text}</Marked>] : [],
        )}
      </p>
    )}
  </div>
);

/** Screen readers pass over `del` and `ins`: hidden words say what is marked. They are English in a text of any language. */
const Marked = ({ mark, children }: { mark: 'taken' | 'added'; children?: Child }) =>
  mark === 'taken' ? (
    <del>
      <span class="hidden" lang="en">
        {t('compare.taken')}{' '}
      </span>
      {children}
    </del>
  ) : (
    <ins>
      <span class="hidden" lang="en">
        {t('compare.added')}{' '}
      </span>
      {children}
    </ins>
  );

/** Of a change, for `partOf`. */
export const textOf = ({ before = '', after = '' }: Change): string => before + after;

/** What would be lost or seen by signers, before a change is written. @param takenBack the people of whom it takes something back. */
export const Dangers = ({
  dangers,
  takenBack,
  language,
}: {
  dangers: readonly DangerKind[];
  takenBack: readonly SaidCase[];
  language: string;
}) => {
  const words = dangerWords(dangers);
  return words.length + takenBack.length === 0 ? null : (
    <div class="waits">
      <ul>
        {takenBack.map(({ name, now, back, others }) => (
          <li>
            <bdi lang={language}>{name}</bdi>{' '}
            {back === undefined
              ? t('danger.person-gone', { others })
              : t('danger.person-back', { now: statusWord(now), back: statusWord(back), others })}
          </li>
        ))}
        {words.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
    </div>
  );
};

/** `translations › ru › title` is in Russian. */
const languageOf = (what: string, language: string): string => /^translations › (\S+)/.exec(what)?.[1] ?? language;
