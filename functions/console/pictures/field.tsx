import type { MadePicture } from '../../core/campaigns/picture.ts';
import { pictureFile } from '../../core/pictures/address.ts';
import { ConsoleField, type FieldError, fieldId } from '../ui/form.tsx';
import { hintOf, labelOf } from '../ui/labels.ts';
import { FileInput, LEAST, writtenMade } from '../ui/picture-file.tsx';
import { t } from '../ui/words.ts';
import { fileLabel, madeIn } from './taken.ts';

/** Where the file of a picture is seen. */
export type PictureAt = (file: string, made: MadePicture) => string;

/** Where the person who has uploaded a picture sees its file, until a campaign or a case has it. */
export const keptAt = (file: string): string => `/organise/pictures/${file}`;

/**
 * A picture of a campaign or a case: the one that is there, a file in its place, what it shows in words, and whose it is. Its form must
 * be one with files (`ConsoleForm hasFiles`), and its route calls `takeFile`.
 * @param name such as `picture`, for the fields `picture.file`, `picture.alt` and others.
 * @param language BCP 47 tag of the language of its words.
 * @param shownAt where the file of a picture is seen. Left out: where the person sees it who has uploaded it.
 */
export const PictureField = ({
  name,
  typed,
  errors,
  language,
  shownAt = keptAt,
}: {
  name: string;
  typed: Readonly<Record<string, string | readonly string[]>>;
  errors: readonly FieldError[];
  language: string;
  shownAt?: PictureAt | undefined;
}) => {
  const made = madeIn(typed, name);
  const value = (field: string) => [typed[`${name}.${field}`] ?? ''].flat()[0] ?? '';
  const text = { lang: language, dir: 'auto', spellcheck: true, rows: 2 } as const;
  return (
    <>
      {made && (
        <>
          <input type="hidden" name={`${name}.made`} value={writtenMade(made)} />
          <figure class="picture-now">
            <img
              src={shownAt(pictureFile(made.id, made.widths[0] ?? made.width, 'jpg'), made)}
              alt={value('alt')}
              width={made.width}
              height={made.height}
            />
            <figcaption class="hint">{t('picture.now', { width: made.width, height: made.height })}</figcaption>
          </figure>
        </>
      )}
      <ConsoleField
        name={`${name}.file`}
        label={fileLabel(typed, name)}
        hint={t('picture.file.hint', LEAST)}
        errors={errors}
        input={(control) => <FileInput {...control} />}
      />
      <ConsoleField
        name={`${name}.alt`}
        label={labelOf('picture.alt')}
        hint={hintOf('picture.alt')}
        errors={errors}
        input={(control) => (
          <textarea {...control} {...text}>
            {value('alt')}
          </textarea>
        )}
      />
      <ConsoleField
        name={`${name}.credit`}
        label={labelOf('picture.credit')}
        hint={hintOf('picture.credit')}
        errors={errors}
        input={(control) => (
          <textarea {...control} {...text}>
            {value('credit')}
          </textarea>
        )}
      />
      {made && (
        <div class="field choices">
          <div class="choice">
            <input id={fieldId(`${name}.remove`)} type="checkbox" name={`${name}.remove`} value="yes" />
            <label for={fieldId(`${name}.remove`)}>{labelOf('picture.remove')}</label>
          </div>
        </div>
      )}
    </>
  );
};
