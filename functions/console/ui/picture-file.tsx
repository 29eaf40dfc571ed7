import * as z from 'zod/mini';
import { type MadePicture, madePicture } from '../../core/campaigns/picture.ts';
import { caseStatuses } from '../../core/campaigns/values.ts';
import { LOGO } from '../../core/pictures/logo.ts';
import { MOST_UPLOADED, type PictureUse, WIDTHS } from '../../core/pictures/made.ts';
import type { Control } from './form.tsx';
import { t } from './words.ts';

/** How forms carry pictures: the file that is chosen, and what was made of it. */

/** Pixels of the longer side: more than any page shows, so that nothing is lost. */
const SHRINK = '2400';

const MEGABYTES = MOST_UPLOADED / 1_000_000;

/** How large a file must be, in words: with a script that makes large ones smaller, and without. */
export function fileHints(use: PictureUse): { readonly shrunk: string; readonly plain: string } {
  const [least, megabytes] = [use === 'logo' ? LOGO.height : (WIDTHS[use][0] ?? 0), MEGABYTES];
  return use === 'logo'
    ? { shrunk: t('logo.file.hint.shrunk', { least }), plain: t('logo.file.hint', { least, megabytes }) }
    : { shrunk: t('picture.file.hint.shrunk', { least }), plain: t('picture.file.hint', { least, megabytes }) };
}

/** Where the script writes how many MB a file has. */
const SIZE = '{size}';

/** Chooses a file. A script makes a large photo smaller meanwhile, and says so. @param shrunk its hint, where that script runs. */
export const FileInput = ({
  shrunk,
  ...control
}: Partial<Control> & { readonly name: string; readonly required?: boolean; readonly shrunk?: string }) => (
  <input
    {...control}
    type="file"
    accept="image/jpeg,image/png,image/webp,image/avif"
    data-shrink={SHRINK}
    data-shrinking={t('picture.shrinking')}
    data-most={MOST_UPLOADED}
    data-too-large={t('picture.too-large.here', { size: SIZE, megabytes: MEGABYTES })}
    data-hint={shrunk}
  />
);

/** Names the fields with files that were chosen in a form which came too late: nothing keeps files. */
export const CHOOSE_AGAIN = 'choose-again';

/** A picture as the value of a hidden field: id, width, height, and all widths. */
export const writtenMade = ({ id, width, height, widths }: MadePicture): string =>
  [id, width, height, ...widths].join(' ');

/** @returns undefined if it is none. */
export function readMade(value: string): MadePicture | undefined {
  const [id, width, height, ...widths] = value.trim().split(' ');
  const parsed = z.safeParse(madePicture, {
    ...{ id, width: Number(width), height: Number(height) },
    widths: widths.map(Number),
  });
  return parsed.success ? parsed.data : undefined;
}

/** What was typed, as a person reads it: of a picture its size, and of a case its status in words, not how a form writes them. */
export function shownValue(name: string, values: readonly string[]): string {
  const made = /(?:^|\.)made$/.test(name) ? readMade(values[0] ?? '') : undefined;
  if (made) return t('picture.is', { width: made.width, height: made.height });
  const status = /(?:^|\.)status$/.test(name) ? caseStatuses.find((one) => one === values[0]) : undefined;
  return status ? t(`case.status.${status}`) : values.join(', ');
}
