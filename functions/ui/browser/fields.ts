import { askWhatWasMeant, describe, textFault, tidiedValue } from './checks.ts';
import type { FormWords } from './form-words.ts';

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * Shows a fault of a field as soon as the person leaves it, and hides it as soon as it is corrected.
 * @param words those of the server.
 */
export function checkFields(form: HTMLFormElement, words: FormWords): void {
  const ask = askWhatWasMeant(form, words);
  const show = (input: Input): boolean => showFault(input, words);
  const inputs = [...form.querySelectorAll<Input>('.field :is(input, select, textarea)')];
  const leave = (input: Input) => {
    // A person who only moves through an empty form has done nothing wrong yet.
    if (input.value.trim() !== '')
      onceReleased(() => {
        show(input);
        if (input.type === 'email') ask();
      });
  };
  for (const input of inputs) {
    input.addEventListener('blur', () => leave(input));
    // Left while this file was loading. A fault that the server has found stays.
    if (input !== document.activeElement && input.ariaInvalid !== 'true') leave(input);
  }
  // A box to tick may right a field, too.
  form.addEventListener('input', () => {
    for (const input of inputs) if (input.ariaInvalid === 'true') show(input);
  });
  const refuse = (event: SubmitEvent) => {
    const wrong = inputs.filter((input) => !show(input));
    // Also once, if the person could not see the question yet.
    const mistyped = ask() ? inputs.find(({ type }) => type === 'email') : undefined;
    const first = wrong[0] ?? mistyped;
    if (!first) return;
    event.preventDefault();
    first.focus();
  };
  // Before the script of the page, which was there first: a form that is refused must not count as sent.
  form.addEventListener('submit', refuse, { capture: true });
}

const SETTLE = 100; // ms from the release of a pointer to the last event that follows

/**
 * An error that appears moves down everything below it. If that happened while the person presses the form's button, the
 * button would move away from under the pointer, and the press would be lost.
 */
function onceReleased(then: () => void): void {
  if (isPressed) addEventListener('pointerup', () => setTimeout(then, SETTLE), { once: true });
  else setTimeout(then, SETTLE);
}

let isPressed = false;
addEventListener('pointerdown', () => {
  isPressed = true;
});
for (const release of ['pointerup', 'pointercancel']) {
  addEventListener(release, () => {
    isPressed = false;
  });
}

/** Shows or hides the fault of a field. @returns whether the field is right. */
function showFault(input: Input, { faults }: FormWords): boolean {
  const fault = faultOf(input);
  const words = (fault && faults[input.name]?.[fault]) ?? '';
  const id = `${input.id}-error`;
  let error = document.getElementById(id);
  if (words && !error) {
    error = Object.assign(document.createElement('p'), { className: 'error', id });
    input.before(error);
    describe(input, error);
  }
  input.ariaInvalid = words ? 'true' : null;
  if (error) {
    // If the same words are written again, a screen reader says them again.
    if (error.textContent !== words) error.textContent = words;
    error.hidden = !words;
  }
  return !words;
}

/** Whether the server may accept the value of a field. */
export const isRight = (input: Input): boolean => faultOf(input) === undefined;

/** Finds only faults that the server would surely find. The server decides. */
function faultOf(input: Input): string | undefined {
  const isText = input.dataset.max !== undefined;
  const value = isText ? tidiedValue(input) : input.value.trim();
  if (input.required && value === '') return 'missing';
  const fault = isText ? textFault(input, value) : undefined;
  if (fault || input.type !== 'email') return fault;
  // The server reads wide letters, as keyboards of East Asia type them, as the usual ones. The field has them as typed.
  const read = input.cloneNode() as HTMLInputElement;
  read.value = value.normalize('NFKC');
  if (!read.validity.typeMismatch) return undefined;
  // Browsers refuse `"first!last"@example.org`, which is an address, and letters outside ASCII, which are another fault.
  if (/^".*@/.test(read.value)) return undefined;
  return /[^ -~].*@/.test(read.value) ? 'undeliverable' : 'malformed';
}
