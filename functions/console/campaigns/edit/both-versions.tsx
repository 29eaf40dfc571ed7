import { takesFocus } from '../../../ui/focus.ts';
import { bareLabel, withoutMark } from '../../ui/labels.ts';
import { shownValue } from '../../ui/picture-file.tsx';
import { t } from '../../ui/words.ts';
import { unitOf } from './meanwhile.ts';
import type { Typed } from './section.ts';
import { all, contentOf } from './typed.ts';

interface Both {
  /** What both have changed, in different ways: as `mergedWith` has it. */
  readonly conflicts: readonly string[];
  /** Who has changed it meanwhile, in words. */
  readonly writers: string;
  readonly mine: Typed;
  readonly theirs: Typed;
  /** BCP 47 tag. */
  readonly language: string;
  /** What a field is called, if its name does not say it. */
  readonly labelOf?: (unit: string) => string | undefined;
}

/** What two people have written in the same fields, side by side. */
export const BothVersions = ({ conflicts, writers, mine, theirs, language, labelOf }: Both) => (
  <section class="waits" role="alert" {...takesFocus}>
    <h2>{t('edit.meanwhile.by', { who: writers })}</h2>
    <p>{t('edit.meanwhile.detail')}</p>
    {conflicts.map((unit) => (
      <div class="versions">
        <h3>{withoutMark(labelOf?.(unit) ?? bareLabel(unit))}</h3>
        <Version word="edit.meanwhile.yours" typed={mine} {...{ unit, language }} />
        <Version word="edit.meanwhile.theirs" typed={theirs} {...{ unit, language }} />
      </div>
    ))}
  </section>
);

const Version = ({
  word,
  typed,
  unit,
  language,
}: {
  word: 'edit.meanwhile.yours' | 'edit.meanwhile.theirs';
  typed: Typed;
  unit: string;
  language: string;
}) => {
  const shown = Object.keys(contentOf(typed)).filter(
    (name) => unitOf(name) === unit && all(typed, name).some((value) => value.trim() !== ''),
  );
  return (
    <div class="version">
      <p class="label">{t(word)}</p>
      {shown.length === 0 && <p>{t('edit.meanwhile.nothing')}</p>}
      {shown.map((name) => (
        <>
          {name !== unit && <p class="hint">{bareLabel(name)}</p>}
          <p class="as-typed" lang={language} dir="auto">
            {shownValue(name, all(typed, name))}
          </p>
        </>
      ))}
    </div>
  );
};
