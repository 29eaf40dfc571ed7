import { shortened } from '../../../core/shortened.ts';
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
  /** As a section has it. `isSaved`: of what is saved, not of what was typed. */
  readonly rowsOf?: (unit: string, isSaved: boolean) => readonly Row[] | undefined;
}

/** What two people have written in the same fields, side by side. */
export const BothVersions = ({ conflicts, writers, mine, theirs, form, language, labelOf, rowsOf }: Both) => {
  const shown = conflicts.slice(0, MOST_FIELDS);
  const [yours, others] = [withinRoom(mine, shown), fieldsByUnit(contentOf(theirs))];
  return (
    <section class="waits" role="alert" {...takesFocus}>
      <h2>{t('edit.meanwhile.by', { who: writers })}</h2>
      <p>{t('edit.meanwhile.detail')}</p>
      {marksOf(mine) !== marksOf(form) && <p>{t('edit.meanwhile.joined')}</p>}
      {shown.map((unit) => (
        <div class="versions">
          <h3>{shortened(withoutMark(labelOf?.(unit) ?? bareLabel(unit)))}</h3>
          <Version
            word="edit.meanwhile.yours"
            typed={yours.get(unit) ?? {}}
            rows={rowsOf?.(unit, false)}
            {...{ unit, language }}
          />
          <Version
            word="edit.meanwhile.theirs"
            typed={others.get(unit) ?? {}}
            rows={rowsOf?.(unit, true)}
            {...{ unit, language }}
          />
        </div>
      ))}
    </section>
  );
};

/** Letters of what was typed, and its fields: more than the rules allow in one section. The form below has all of them, so no page has them twice. */
const MOST_LETTERS = 100_000;
const MOST_FIELDS = 500;

/** What was typed in some units, by unit, as far as it has room beside what others wrote. */
function withinRoom(typed: Typed, units: readonly string[]): ReadonlyMap<string, Typed> {
  const byUnit = fieldsByUnit(contentOf(typed));
  let [letters, fields] = [MOST_LETTERS, MOST_FIELDS];
  const within = (text: string) => {
    const room = letters;
    letters = Math.max(0, letters - text.length);
    return shortened(text, room);
  };
  const fieldsOf = (unit: string): Typed => {
    const shown = Object.keys(byUnit.get(unit) ?? {}).slice(0, fields);
    fields -= shown.length;
    return Object.fromEntries(shown.map((name) => [name, all(typed, name).slice(0, MOST_FIELDS).map(within)]));
  };
  return new Map(units.map((unit) => [unit, fieldsOf(unit)]));
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
