/**
 * Makes a photo smaller before it is sent, where the page says by `data-shrink` how many pixels the longer side needs: phones make files of
 * 10 MB, and an upload may have 4. A form that is sent meanwhile waits for it. Without this script, or if the browser cannot do it, the
 * file is sent as it is.
 */
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-shrink]')) {
  const says = document.createElement('p');
  says.className = 'hint';
  says.setAttribute('role', 'status');
  input.after(says);
  /** The photo that is being made smaller. */
  let busy: File | undefined;
  /** Sends the form as the button does that was pressed meanwhile. */
  let send: (() => void) | undefined;

  const end = (file: File, small?: File) => {
    // Another file was chosen meanwhile: its turn comes.
    if (busy !== file) return;
    if (small) put(small, input);
    busy = undefined;
    says.textContent = '';
    send?.();
    send = undefined;
  };

  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    busy = file && file.size > FINE ? file : undefined;
    says.textContent = busy ? (input.dataset.shrinking ?? '') : '';
    // A small file in its place: there is nothing to wait for.
    if (!busy) send?.();
    if (!busy) send = undefined;
    // The console says what is wrong with a file that the browser cannot open.
    if (file && busy)
      shrink(file, Number(input.dataset.shrink)).then(
        (small) => end(file, small),
        () => end(file),
      );
  });

  input.form?.addEventListener('submit', (event) => {
    if (!busy) return;
    event.preventDefault();
    const { submitter } = event;
    send = () => input.form?.requestSubmit(submitter);
  });
}

/** Files below this size are sent as they are, in bytes. */
const FINE = 1_000_000;

/** @param longest pixels of the longer side. @returns undefined if the file is fine as it is. */
async function shrink(file: File, longest: number): Promise<File | undefined> {
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

function put(small: File, input: HTMLInputElement): void {
  const files = new DataTransfer();
  files.items.add(small);
  input.files = files.files;
}
