import { PictureFault } from './fault.ts';

/** The most that a picture may have: what large cameras make. Against files that would fill the memory when opened. */
export const MOST_BYTES = 30_000_000;
export const MOST_PIXELS = 100_000_000;

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** How each kind of picture begins. No other content reaches the decoders: they would also open PDF, SVG and more. */
const kinds: readonly ((bytes: Uint8Array) => boolean)[] = [
  (bytes) => startsWith(bytes, 0, '\xff\xd8\xff'),
  (bytes) => startsWith(bytes, 0, '\x89PNG\r\n\x1a\n'),
  (bytes) => startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP'),
  (bytes) => startsWith(bytes, 4, 'ftypavif'),
];

/** What iPhones make (https://nokiatech.github.io/heif/technical.html). Browsers do not show it. */
const isHeic = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 4, 'ftyp') && ['heic', 'heix'].some((brand) => startsWith(bytes, 8, brand));

/** @throws {PictureFault} if the content is none that `put` may open, whatever the name of its file says. */
export function assertIsPicture(content: Uint8Array): void {
  if (content.length === 0) throw new PictureFault('is empty.');
  if (content.length > MOST_BYTES)
    throw new PictureFault(`has ${Math.ceil(content.length / 1e6)} MB. It may have ${MOST_BYTES / 1e6} at most.`);
  if (isHeic(content)) throw new PictureFault('is HEIC, the format of iPhones. Export it as JPEG, and name that file.');
  if (!kinds.some((is) => is(content))) throw new PictureFault('is no JPEG, PNG, WebP or AVIF by its content.');
}
