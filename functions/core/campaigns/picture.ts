import * as z from 'zod/mini';
import { line } from './fields.ts';

/** Pixels on a side. */
const side = z.int().check(z.positive(), z.maximum(10_000));

/** What `put` has made of a picture. From it, a page knows each address, and leaves room before anything is loaded. */
export const madePicture = z.strictObject({
  id: z.string().check(z.regex(/^[0-9a-f]{20}$/, 'must be what `put` made')),
  width: side,
  height: side,
  widths: z.array(side).check(z.minLength(1), z.maxLength(3)),
});

export const picture = z
  .strictObject({
    file: z.optional(
      line(255).check(
        z.refine(isBeside, 'must be a path below the folder of the campaign’s file, such as faces/ali.jpg'),
        z.describe('JPEG, PNG, WebP or AVIF. The path begins at the folder of the campaign’s file.'),
      ),
    ),
    made: z.optional(
      madePicture.check(
        z.describe(
          'What `show` prints in place of `file`: the picture that is stored already. Never write it by hand.',
        ),
      ),
    ),
    alt: line(300).check(z.describe('What the picture shows, in words, for people who do not see it.')),
    credit: z.optional(line(120).check(z.describe('Who made the picture, or to whom it belongs.'))),
  })
  .check(
    z.refine(({ file, made }) => (file === undefined) !== (made === undefined), {
      path: ['file'],
      error: 'must name the picture, unless `made` is there',
    }),
  );

/** A file from a stranger must not publish a picture from elsewhere on the organiser's computer. */
function isBeside(path: string): boolean {
  return !/[\\:]/.test(path) && path.split('/').every((part) => part !== '' && part !== '..');
}

export type Picture = z.infer<typeof picture>;
export type MadePicture = z.infer<typeof madePicture>;
