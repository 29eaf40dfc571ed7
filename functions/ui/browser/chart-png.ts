const WIDTH = 2_400; // pixels; enough for print across a newspaper's page

/**
 * Makes a picture of pixels (PNG) from the file of a chart (SVG), and saves it. The service has no program that could.
 * @param button with the address of the SVG, and the name of the file to save.
 */
export function offerPng(button: HTMLButtonElement): void {
  const { png: address = '', name = '' } = button.dataset;
  button.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    savePng(address, name)
      // The picture itself is still better than nothing.
      .catch(() => location.assign(address))
      .finally(() => {
        button.disabled = false;
      });
  });
}

async function savePng(address: string, name: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  const picture = new Image();
  // A browser draws a `data:` picture, but would not give away the pixels of another address.
  picture.src = `data:image/svg+xml,${encodeURIComponent(await answer.text())}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = Math.round((WIDTH / picture.width) * picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const file = await new Promise<Blob | null>((made) => canvas.toBlob(made));
  if (!file) throw new Error('The browser made no picture');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
