/**
 * Makes a photo smaller before it is sent, where the page says by `data-shrink` how many pixels the longer side needs: phones make files of
 * 10 MB, and an upload may have 4. Without this script, or if the browser cannot do it, the file is sent as it is.
 */
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-shrink]'))
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) shrink(file, Number(input.dataset.shrink)).then((small) => put(small, input), ignore);
  });

/** Files below this size are sent as they are, in bytes. */
const FINE = 1_000_000;

/** @param longest pixels of the longer side. @returns undefined if the file is fine as it is. */
async function shrink(file: File, longest: number): Promise<File | undefined> {
  if (file.size <= FINE) return undefined;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  return blob && blob.size < file.size ? new File([blob], 'photo.jpg', { type: blob.type }) : undefined;
}

function put(small: File | undefined, input: HTMLInputElement): void {
  if (!small) return;
  const files = new DataTransfer();
  files.items.add(small);
  input.files = files.files;
}

/** The console says what is wrong with a file that the browser cannot open. */
function ignore(): void {}
