/** Why a file cannot be a picture of a campaign. The message follows the name of the file. */
export class PictureFault extends Error {
  override readonly name = 'PictureFault';
}

/** @throws {PictureFault} if a file has more bytes than it may have. */
export function assertSize({ length }: Uint8Array, most: number): void {
  if (length > most) throw new PictureFault(`has ${inMillions(length)} MB. It may have ${inMillions(most)} at most.`);
}

/** Rounded up: a file that is too large never seems to have just the size that is allowed. */
const inMillions = (bytes: number): number => Math.ceil(bytes / 1e5) / 10;
