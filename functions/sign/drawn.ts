import { createHmac, type KeyObject } from 'node:crypto';

/** A number from 0 to 1 that nobody can guess who does not have the key. The same names give the same number. */
export const fractionOf = (key: KeyObject, ...of: readonly (string | number)[]): number =>
  createHmac('sha256', key).update(of.join('\0')).digest().readUInt32BE() / 2 ** 32;
