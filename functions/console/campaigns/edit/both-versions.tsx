import { takesFocus } from '../../../ui/focus.ts';
import { bareLabel, withoutMark } from '../../ui/labels.ts';
import { shownValue } from '../../ui/picture-file.tsx';
import { t } from '../../ui/words.ts';
import { DATE_PART, dateWords } from './dates.tsx';
import { fieldsByUnit, marksOf } from './meanwhile.ts';
import type { Row, Typed } from './section.ts';
import { all, contentOf } from './typed.ts';

interface Both {
  /** What both have changed, in different ways: as `mergedWith` has it. */
  readonly conflicts: readonly string[];
  /** Who has changed it meanwhile, in words. */
  readonly writers: string;
  /** As it was typed. */
  readonly mine: Typed;
  readonly theirs: Typed;
  /** What the form below has. */
  readonly form: Typed;
  /** BCP 47 tag. */
  readonly language: string;
  /** What a field is called, if its name does not say it. */
  readonly labelOf?: (unit: string) => string | undefined;
  /** As a section has it. */
  readonly rowsOf?: (unit: string, typed: Typed) => readonly Row[] | undefined;
}

/** What two people have written in the same fields, side by side. */
export function BothVersions({ conflicts, writers, mine, theirs, form, language, labelOf, rowsOf }: Both) {
  const [yours, others] = [mine, theirs].map((typed) => fieldsByUnit(contentOf(typed)));
  return (
    <section class="waits" role="alert" {...takesFocus}>
      <h2>{t('edit.meanwhile.by', { who: writers })}</h2>
      <p>{t('edit.meanwhile.detail')}</p>
      {marksOf(mine) !== marksOf(form) && <p>{t('edit.meanwhile.joined')}</p>}
      {conflicts.map((unit) => (
        <div class="versions">
          <h3>{withoutMark(labelOf?.(unit) ?? bareLabel(unit))}</h3>
          <Version
            word="edit.meanwhile.yours"
            typed={yours?.get(unit) ?? {}}
            // Numbers of a list say something only in the list as it is now.
            rows={rowsOf?.(unit, form)}
            {...{ unit, language }}
          />
          <Version
            word="edit.meanwhile.theirs"
            typed={others?.get(unit) ?? {}}
            rows={rowsOf?.(unit, theirs)}
            {...{ unit, language }}
          />
        </div>
      ))}
    </section>
  );
}

const Version = ({
  word,
  typed,
  rows,
  unit,
  language,
}: {
  word: 'edit.meanwhile.yours' | 'edit.meanwhile.theirs';
  /** The fields of the unit. */
  typed: Typed;
  rows: readonly Row[] | undefined;
  unit: string;
  language: string;
}) => {
  const filled = Object.keys(typed).filter((name) => all(typed, name).some((value) => value.trim() !== ''));
  const shown = [...new Set(filled.map((name) => name.replace(DATE_PART, '')))];
  return (
    <div class="version">
      <p class="label">{t(word)}</p>
      {(rows ?? shown).length === 0 && <p>{t('edit.meanwhile.nothing')}</p>}
      {rows?.map(({ label, words }) => (
        <p>
          {label !== undefined && (
            <>
              <bdi lang={language}>{label}</bdi>:{' '}
            </>
          )}
          {words}
        </p>
      ))}
      {!rows &&
        shown.map((name) => (
          <>
            {name !== unit && <p class="hint">{bareLabel(name)}</p>}
            {filled.includes(name) ? (
              <p class="as-typed" lang={language} dir="auto">
                {shownValue(name, all(typed, name))}
              </p>
            ) : (
              <p>{dateWords(typed, name)}</p>
            )}
          </>
        ))}
    </div>
  );
};
