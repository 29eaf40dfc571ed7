/**
 * Makes a photo smaller before it is sent, where the page says by `data-shrink` how many pixels the longer side needs: phones make files of
 * 10 MB, and an upload may have 4. A form that is sent meanwhile waits for it, and its button says so. A file that stays too large is
 * refused here, so that no words are lost with it. Without this script the file is sent as it is.
 */
const inputs = document.querySelectorAll<HTMLInputElement>('input[data-shrink]');

for (const input of inputs) {
  const { shrink: longest, shrinking = '', tooLarge = '', hint } = input.dataset;
  const hinted = document.getElementById(`${input.id}-hint`);
  if (hinted && hint) hinted.textContent = hint;
  const says = document.createElement('p');
  says.id = `${input.id}-says`;
  says.setAttribute('role', 'status');
  input.before(says);
  input.setAttribute('aria-describedby', [input.getAttribute('aria-describedby'), says.id].filter(Boolean).join(' '));
  /** The photo that is being made smaller. */
  let busy: File | undefined;
  /** Sends the form as the button does that was pressed meanwhile. */
  let send: (() => void) | undefined;

  const say = (words: string, kind: 'hint' | 'error') => {
    says.className = kind;
    says.textContent = words;
    if (kind === 'error') input.ariaInvalid = 'true';
    else input.removeAttribute('aria-invalid');
  };
  const end = (file: File, small?: File) => {
    // Another file was chosen meanwhile: its turn comes.
    if (busy !== file) return;
    if (small) put(small, input);
    busy = undefined;
    refuse();
    send?.();
    send = undefined;
  };
  /** Says that the file is too large. @returns whether it is. */
  const refuse = (): boolean => {
    const size = input.files?.[0]?.size ?? 0;
    const isTooLarge = size > Number(input.dataset.most);
    if (isTooLarge) say(tooLarge.replace('{size}', String(Math.ceil(size / 1e5) / 10)), 'error');
    else say('', 'hint');
    return isTooLarge;
  };

  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    forgive(input);
    busy = file && file.size > FINE ? file : undefined;
    say(busy ? shrinking : '', 'hint');
    // A small file in its place: there is nothing to wait for.
    if (!busy) send?.();
    if (!busy) send = undefined;
    // The console says what is wrong with a small file that the browser cannot open.
    if (file && busy)
      shrink(file, Number(longest)).then(
        (small) => end(file, small),
        () => end(file),
      );
  });

  input.form?.addEventListener('submit', (event) => {
    if (!busy) {
      if (!refuse()) return;
      event.preventDefault();
      input.focus({ preventScroll: true });
      // Its words stand above it.
      says.scrollIntoView({ block: 'center' });
      return;
    }
    event.preventDefault();
    if (send) return;
    const button = event.submitter;
    const words = button?.textContent ?? '';
    // Where somebody looks, and once.
    if (button) button.textContent = shrinking;
    if (button) says.className = 'hidden';
    button?.setAttribute('aria-disabled', 'true');
    send = () => {
      if (button) button.textContent = words;
      button?.removeAttribute('aria-disabled');
      input.form?.requestSubmit(button);
    };
  });
}

/** Takes away what the page says of a file before this one, at the field and above the title. */
function forgive({ id }: HTMLInputElement): void {
  document.getElementById(`${id}-error`)?.remove();
  const summary = document.querySelector('.fault-summary');
  for (const link of summary?.querySelectorAll(`a[href="#${CSS.escape(id)}"]`) ?? []) link.closest('li')?.remove();
  if (summary && !summary.querySelector('li')) summary.remove();
}

/** An upload takes a while, and is sent once, however often the button is pressed. */
for (const form of new Set([...inputs].map((input) => input.form))) {
  form?.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (form.ariaBusy === 'true') event.preventDefault();
    form.ariaBusy = 'true';
  });
  addEventListener('pageshow', () => form?.removeAttribute('aria-busy'));
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
  const drawn = canvas.getContext('2d', { alpha: false });
  if (!drawn) return undefined;
  // JPEG has no transparency: what was transparent would become black.
  drawn.fillStyle = '#fff';
  drawn.fillRect(0, 0, canvas.width, canvas.height);
  drawn.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  return blob && blob.size < file.size ? new File([blob], 'photo.jpg', { type: blob.type }) : undefined;
}

function put(small: File, input: HTMLInputElement): void {
  const files = new DataTransfer();
  files.items.add(small);
  input.files = files.files;
}
