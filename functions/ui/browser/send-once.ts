/**
 * Sends a form once, however often its button is pressed. The server would answer a second time the same anyway.
 * @param readiness what the form must wait for, or undefined if it may go. Asked at each press, and again after the wait:
 * what was typed may have changed meanwhile. While it waits, the button says so.
 */
export function sendOnce(form: HTMLFormElement, readiness: () => Promise<unknown> | undefined = () => undefined): void {
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  const status = form.querySelector('[role=status]');
  const label = button?.textContent ?? '';
  let visit = 0;

  const say = (isWaiting: boolean) => {
    if (button) button.textContent = (isWaiting && button.dataset.waiting) || label;
    if (status) status.textContent = (isWaiting && button?.dataset.why) || '';
  };
  const free = () => {
    form.ariaBusy = null;
    button?.removeAttribute('aria-disabled');
    say(false);
  };
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (form.ariaBusy === 'true') {
      event.preventDefault();
      return;
    }
    form.ariaBusy = 'true';
    button?.setAttribute('aria-disabled', 'true');
    const ready = readiness();
    if (!ready) return;
    event.preventDefault();
    say(true);
    const pressedIn = visit;
    void ready.then(() => {
      // Whoever went away while it waited, and came back, has not pressed again.
      if (visit !== pressedIn) return;
      free();
      button?.click();
    });
  });
  addEventListener('pagehide', () => {
    visit++;
  });
  // Coming back to this page, as the browser kept it, is a new try.
  addEventListener('pageshow', free);
}
