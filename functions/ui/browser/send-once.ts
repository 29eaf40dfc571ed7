/**
 * Sends a form once, however often its button is pressed. (To a second one the server would answer the same.)
 * @param readiness returns what the form must wait for, or undefined if it may be sent. It is called at each press, and
 * again after the wait, because the fields may have changed meanwhile. The button says that the form waits.
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
      // The person has left the page during the wait, and has come back: that is no press.
      if (visit !== pressedIn) return;
      free();
      button?.click();
    });
  });
  addEventListener('pagehide', () => {
    visit++;
  });
  // A person who comes back to this page, as the browser kept it, may try again.
  addEventListener('pageshow', free);
}
