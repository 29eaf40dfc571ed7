import { parseGroupFile } from '../../functions/core/campaigns/file.ts';
import type { PictureMaker } from '../../functions/core/pictures/made.ts';
import { readChecked } from '../file.ts';
import { picturesBeside } from '../pictures/beside.ts';

/** Reads a group's file, and makes the logo beside it. Nothing is stored yet. @throws {CommandError} with all faults. */
export async function prepareGroup(path: string, make?: PictureMaker) {
  const { $schema, ...file } = await readChecked(path, parseGroupFile);
  const beside = picturesBeside(path, make);
  const logo = file.logo && (await beside.prepared(file.logo, { field: 'logo', use: 'logo' }));
  beside.assertGood();
  return { ...beside, file: { ...file, ...(logo && { logo }) } };
}
