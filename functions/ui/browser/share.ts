/**
 * Shows the two ways to share that need a script: the list of the phone or computer itself, and the clipboard. Each appears
 * only where the browser has it.
 */
export function offerToShare(box: HTMLElement): void {
  const { share: url = '', title = '' } = box.dataset;
  const sheet = box.querySelector<HTMLElement>('[data-sheet]');
  const copy = box.querySelector<HTMLElement>('[data-copied]');
  const offer = (button: HTMLElement | null, act: () => Promise<unknown>) => {
    button?.addEventListener('click', () => void act().catch(() => undefined));
    button?.parentElement?.removeAttribute('hidden');
  };
  if ('share' in navigator) offer(sheet, () => navigator.share({ title, url }));
  if (navigator.clipboard)
    offer(copy, async () => {
      await navigator.clipboard.writeText(url);
      const status = box.querySelector('[role=status]');
      if (status) status.textContent = copy?.dataset.copied ?? '';
    });
}
