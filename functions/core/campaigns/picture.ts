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

/** @param example a path, for the person who wrote another one. */
const besideFile = (example: string) =>
  line(255).check(
    z.refine(isBeside, `must be a path below the folder of this file, such as ${example}`),
    z.describe('JPEG, PNG, WebP or AVIF. The path begins at the folder of this file.'),
  );

const stored = madePicture.check(
  z.describe('What `show` prints in place of `file`: the picture that is stored already. Never write it by hand.'),
);

const isNamedOnce = z.refine<Logo>(({ file, made }) => (file === undefined) !== (made === undefined), {
  path: ['file'],
  error: 'must name the picture, unless `made` is there',
});

export const picture = z
  .strictObject({
    file: z.optional(besideFile('faces/ali.jpg')),
    made: z.optional(stored),
    alt: line(300).check(z.describe('What the picture shows, in words, for people who do not see it.')),
    credit: z.optional(line(120).check(z.describe('Who made the picture, or to whom it belongs.'))),
  })
  .check(isNamedOnce);

/** A file from a stranger must not publish a picture from elsewhere on the organiser's computer. */
function isBeside(path: string): boolean {
  return !/[\\:]/.test(path) && path.split('/').every((part) => part !== '' && part !== '..');
}

/** The logo of a group: a path in its file, and what was made of it once it is stored. */
export const logo: z.ZodMiniType<Logo, string | Logo> = z.union(
  [
    z.pipe(
      besideFile('logo.png'),
      z.transform((file) => ({ file })),
    ),
    z.strictObject({ file: z.optional(besideFile('logo.png')), made: z.optional(stored) }).check(isNamedOnce),
  ],
  'must be a path below the folder of this file, such as logo.png',
);

export interface Logo {
  file?: string | undefined;
  made?: MadePicture | undefined;
}

export type Picture = z.infer<typeof picture>;
export type MadePicture = z.infer<typeof madePicture>;

/** The same for two that say the same of a picture: an id alone does not say which files there are. */
export const madeKey = ({ id, width, height, widths }: MadePicture): string =>
  JSON.stringify([id, width, height, widths]);
