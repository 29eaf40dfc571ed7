import { createHash } from 'node:crypto';
import { pictureFile } from './address.ts';
import type { Made } from './made.ts';

/**
 * The logo of a group is one small PNG, with white around it (docs/decisions/039). In pixels, for screens with two on each pixel of a
 * page, and bytes.
 */
export const LOGO = { height: 80, edge: 8, widest: 4, mostBytes: 15_000 } as const;

/** Names a logo by its content. @param size with the white around it. */
export function logoMade(png: Uint8Array, { width, height }: { width: number; height: number }): Made {
  const id = createHash('sha256').update(png).digest('hex').slice(0, 20);
  return { picture: { id, width, height, widths: [width] }, files: new Map([[pictureFile(id, width, 'png'), png]]) };
}
