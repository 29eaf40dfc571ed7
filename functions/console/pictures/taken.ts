import type { MadePicture } from '../../core/campaigns/picture.ts';
import { PictureFault } from '../../core/pictures/fault.ts';
import type { PictureUse } from '../../core/pictures/made.ts';
import type { Upload } from '../../core/pictures/upload.ts';
import { HttpProblem } from '../../http/problems.ts';
import type { FieldError } from '../ui/form.tsx';
import { bareLabel, labelOf, withoutMark } from '../ui/labels.ts';
import { CHOOSE_AGAIN, readMade, writtenMade } from '../ui/picture-file.tsx';
import type { SentForm } from '../ui/sent-form.ts';
import { inOneLine } from '../ui/typed.ts';
import { t } from '../ui/words.ts';

/** What stands in the fields of a form. Those of a picture are `X.file`, `X.made`, `X.alt`, `X.credit` and `X.remove`. */
type Typed = Readonly<Record<string, string | readonly string[]>>;

/** The one picture that a form may have: `name.file` is its field with a file. */
export interface PictureTaken {
  /** Such as `picture`. */
  readonly name: string;
  readonly use: PictureUse;
}

/** The label of the field with the file: it says whether another picture is there. */
export const fileLabel = (typed: Typed, name: string): string =>
  madeIn(typed, name) ? t('picture.replace') : labelOf(`${name}.file`);

/**
 * Takes the picture of a form. What was made of it stands in the form from then on, so that it survives a fault in another field:
 * nobody chooses a file twice. To make one takes seconds, so a form with further files is refused before that.
 * @param taken undefined: the form has no picture. @param take stores one.
 * @returns what was typed, with the picture, and what is wrong with the file. @throws {HttpProblem} `request-malformed`
 */
export async function takeFile(
  { typed, files }: { readonly typed: Typed; readonly files: SentForm['files'] },
  taken: PictureTaken | undefined,
  take: (upload: Upload) => Promise<MadePicture>,
): Promise<{ readonly typed: Typed; readonly errors: readonly FieldError[] }> {
  if (taken === undefined) return { typed, errors: [] };
  const { name, use } = taken;
  const file = `${name}.file`;
  const { [CHOOSE_AGAIN]: again = [], ...others } = typed;
  const made: Record<string, string> = {};
  const errors: FieldError[] = [];
  if (Object.keys(files).some((field) => field !== file)) throw new HttpProblem('request-malformed');
  const content = files[file];
  try {
    if (content) made[`${name}.made`] = writtenMade(await take({ content, use }));
  } catch (error) {
    if (!(error instanceof PictureFault)) throw error;
    const label = withoutMark(fileLabel(typed, name));
    errors.push({ field: file, message: t('edit.fault', { label, fault: error.message }) });
  }
  if (!content && [again].flat().includes(file))
    errors.push({ field: file, message: t(use === 'logo' ? 'logo.not-sent' : 'picture.not-sent') });
  return { typed: { ...others, ...made }, errors };
}

const textOf = (typed: Typed, name: string): string => [typed[name] ?? ''].flat()[0]?.trim() ?? '';

const lineOf = (typed: Typed, name: string): string => inOneLine(textOf(typed, name));

/** The picture that a form shows: the one that was uploaded last, or is stored. Undefined if there is none, or it shall go. */
export const madeIn = (typed: Typed, name: string): MadePicture | undefined =>
  textOf(typed, `${name}.remove`) === 'yes' ? undefined : readMade(textOf(typed, `${name}.made`));

/** The fields of a picture, from what is stored. */
export const pictureFields = (
  name: string,
  picture: { made?: MadePicture | undefined; alt: string; credit?: string | undefined } | undefined,
): Typed => ({
  [`${name}.made`]: picture?.made ? writtenMade(picture.made) : '',
  [`${name}.alt`]: picture?.alt ?? '',
  [`${name}.credit`]: picture?.credit ?? '',
});

/** What to store of what was typed. Null removes the picture. @returns undefined if there is none. */
export function picturePatch(
  typed: Typed,
  name: string,
): { made: MadePicture; file: null; alt: string; credit: string | null } | null {
  const made = madeIn(typed, name);
  if (!made) return null;
  // Null removes the name of a file, which an older command may have left.
  return { made, file: null, alt: lineOf(typed, `${name}.alt`), credit: lineOf(typed, `${name}.credit`) || null };
}

/** Words without a picture: a person who typed them meant to send one. */
export function pictureFaults(typed: Typed, name: string): FieldError[] {
  if (textOf(typed, `${name}.remove`) === 'yes') return [];
  const made = readMade(textOf(typed, `${name}.made`));
  const has = (field: string) => textOf(typed, `${name}.${field}`) !== '';
  if (!made)
    return has('alt') || has('credit')
      ? [{ field: `${name}.file`, message: t('edit.fault.empty', { label: withoutMark(fileLabel(typed, name)) }) }]
      : [];
  return has('alt')
    ? []
    : [{ field: `${name}.alt`, message: t('edit.fault.empty', { label: bareLabel('picture.alt') }) }];
}
