import type { MadePicture } from '../../core/campaigns/picture.ts';
import { pictureFile } from '../../core/pictures/address.ts';
import type { PhotoUse, PictureUse } from '../../core/pictures/made.ts';
import { ConsoleField, type FieldError, fieldId } from '../ui/form.tsx';
import { hintOf, labelOf } from '../ui/labels.ts';
import { FileInput, fileHints, writtenMade } from '../ui/picture-file.tsx';
import { t } from '../ui/words.ts';
import { fileLabel, madeIn } from './taken.ts';

/** Where the file of a picture is seen. */
export type PictureAt = (file: string, made: MadePicture) => string;

/** Where the person who has uploaded a picture sees its file, until a campaign or a case has it. */
export const keptAt = (file: string): string => `/organise/pictures/${file}`;

type Typed = Readonly<Record<string, string | readonly string[]>>;

/** A picture in a form. Its form must be one with files (`ConsoleForm hasFiles`), and its route calls `takeFile`. */
interface PictureProps {
  /** Such as `picture`, for the fields `picture.file`, `picture.alt` and others. */
  readonly name: string;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** Where the file of a picture is seen. Left out: where the person sees it who has uploaded it. */
  readonly shownAt?: PictureAt | undefined;
}

const textOf = (typed: Typed, name: string): string => [typed[name] ?? ''].flat()[0] ?? '';

/**
 * A picture of a campaign or a case: the one that is there, a file in its place, what it shows in words, and whose it is.
 * @param language BCP 47 tag of the language of its words.
 */
export const PictureField = ({ language, ...props }: PictureProps & { language: string; use: PhotoUse }) => {
  const { name, typed, errors } = props;
  const text = { lang: language, dir: 'auto', spellcheck: true, rows: 2 } as const;
  return (
    <>
      <PictureFile {...props} alt={textOf(typed, `${name}.alt`)} />
      {['alt', 'credit'].map((field) => (
        <ConsoleField
          name={`${name}.${field}`}
          label={labelOf(`picture.${field}`)}
          hint={hintOf(`picture.${field}`)}
          errors={errors}
          input={(control) => (
            <textarea {...control} {...text}>
              {textOf(typed, `${name}.${field}`)}
            </textarea>
          )}
        />
      ))}
      <RemovePicture {...{ name, typed }} />
    </>
  );
};

/** The logo of a group. It needs no words: the name of the group stands beside it. */
export const LogoField = (props: PictureProps) => (
  <>
    <PictureFile {...props} use="logo" alt="" />
    <RemovePicture {...props} />
  </>
);

/** The picture that is there, and a file in its place. */
const PictureFile = ({
  name,
  typed,
  errors,
  use,
  alt,
  shownAt = keptAt,
}: PictureProps & { use: PictureUse; alt: string }) => {
  const made = madeIn(typed, name);
  const { shrunk, plain } = fileHints(use);
  return (
    <>
      {made && (
        <>
          <input type="hidden" name={`${name}.made`} value={writtenMade(made)} />
          <figure class="picture-now">
            <Shown {...{ made, use, alt, shownAt }} />
            <figcaption class="hint">
              {use === 'logo' ? t('logo.now') : t('picture.now', { width: made.width, height: made.height })}
            </figcaption>
          </figure>
        </>
      )}
      <ConsoleField
        name={`${name}.file`}
        label={fileLabel(typed, name)}
        hint={plain}
        errors={errors}
        input={(control) => <FileInput {...control} shrunk={shrunk} />}
      />
    </>
  );
};

/** The smallest file of a photograph that every browser shows. A logo has one file, at half its size on the pages. */
const Shown = ({
  made,
  use,
  alt,
  shownAt,
}: {
  made: MadePicture;
  use: PictureUse;
  alt: string;
  shownAt: PictureAt;
}) => {
  const { id, width, height, widths } = made;
  return use === 'logo' ? (
    <img src={shownAt(pictureFile(id, width, 'png'), made)} alt={alt} height={height / 2} />
  ) : (
    <img src={shownAt(pictureFile(id, widths[0] ?? width, 'jpg'), made)} alt={alt} width={width} height={height} />
  );
};

const RemovePicture = ({ name, typed }: Pick<PictureProps, 'name' | 'typed'>) =>
  madeIn(typed, name) ? (
    <div class="field choices">
      <div class="choice">
        <input id={fieldId(`${name}.remove`)} type="checkbox" name={`${name}.remove`} value="yes" />
        <label for={fieldId(`${name}.remove`)}>{labelOf(`${name}.remove`)}</label>
      </div>
    </div>
  ) : null;
