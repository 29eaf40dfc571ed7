import { createHash } from 'node:crypto';

const CODE_BYTES = 12;

/**
 * The code by which a signature knows the e-mail that made it: a hash of the random id that is sealed in both links. It
 * says nothing about time or address, and is the same for nobody else.
 * @param showsName for the code of a link that asked to show a name.
 */
export const linkCode = (linkId: string | undefined, showsName = false): Uint8Array =>
  createHash('sha256')
    .update(`${linkId ?? ''}${showsName ? '\0name' : ''}`)
    .digest()
    .subarray(0, CODE_BYTES);
