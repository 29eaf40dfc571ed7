/** Sends a form once, however often its button is pressed. The server would answer a second time the same anyway. */
export function sendOnce(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (form.ariaBusy === 'true') {
      event.preventDefault();
      return;
    }
    form.ariaBusy = 'true';
    button?.setAttribute('aria-disabled', 'true');
  });
  // Coming back to this page, as the browser kept it, is a new try.
  addEventListener('pageshow', () => {
    form.ariaBusy = null;
    button?.removeAttribute('aria-disabled');
  });
}
