import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { MadePicture } from '../../functions/core/campaigns/picture.ts';
import { logoName, pictureName } from '../../functions/core/pictures/address.ts';
import { PictureFault } from '../../functions/core/pictures/fault.ts';
import type { Made, PhotoUse, PictureMaker } from '../../functions/core/pictures/made.ts';
import { makePicture } from '../../infra/pictures/make.ts';
import { CommandError, fileError } from '../terminal/errors.ts';

/** A picture as a file names it, or as it is stored. */
interface Named {
  readonly file?: string | undefined;
  readonly made?: MadePicture | undefined;
}

/** Where a picture is in the file, and where it will be shown. */
interface Place {
  /** Such as `cases › Ali › picture`. */
  readonly field: string;
  /** A campaign's folder has its pictures. All logos are in one folder. */
  readonly use: 'logo' | { readonly slug: string; readonly use: PhotoUse };
}

/** Makes the pictures that the file of a campaign or a group names, which are beside it. Nothing is stored yet. */
export function picturesBeside(path: string, make: PictureMaker = makePicture) {
  /** The files of all pictures, by the names under which they will be stored. */
  const files = new Map<string, Uint8Array>();
  /** What was made, for the person who puts them. */
  const lines: string[] = [];
  const faults: string[] = [];
  return {
    files,
    lines,
    /** @returns the picture with what was made, in place of the name of its file. */
    async prepared<Picture extends Named>(picture: Picture, { field, use }: Place): Promise<Picture> {
      const { file: name, ...rest } = picture;
      if (name === undefined) return picture;
      try {
        const at = resolve(dirname(path), name);
        const content = await readFile(at).catch((error) => {
          throw fileError(at, 'read', error);
        });
        const one = await make(content, use === 'logo' ? use : use.use);
        for (const [file, bytes] of one.files)
          files.set(use === 'logo' ? logoName(one.picture) : pictureName(use.slug, file), bytes);
        lines.push(madeLine(basename(name), one));
        return { ...rest, made: one.picture } as Named as Picture;
      } catch (error) {
        if (!(error instanceof PictureFault || error instanceof CommandError)) throw error;
        faults.push(`${field}: ${error instanceof PictureFault ? `${name} ${error.message}` : error.message}`);
        return picture;
      }
    },
    /** @throws {CommandError} with the faults of all pictures. */
    assertGood(): void {
      if (faults.length > 0) throw new CommandError(...faults);
    },
  };
}

function madeLine(name: string, { files, picture: { widths } }: Made): string {
  const sizes = [...files.values()].map(({ length }) => length / 1_000);
  const [least, most] = [Math.floor(Math.min(...sizes)), Math.ceil(Math.max(...sizes))];
  const inWords = new Intl.ListFormat('en').format(widths.map(String));
  const weight = sizes.length === 1 ? `${most} kB` : `${least} to ${most} kB each`;
  return `${name}: made ${inWords} pixels wide, ${weight}, upright and without metadata.`;
}
