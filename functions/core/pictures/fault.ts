/** Why a file cannot be a picture of a campaign. The message follows the name of the file. */
export class PictureFault extends Error {
  override readonly name = 'PictureFault';
}
