type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * Tells what is wrong with a field as soon as it is left, and takes it back as soon as it is put right. The words are
 * the server's own, which `Field` wrote beside the input (`data-missing`, `data-malformed` …).
 */
export function checkFields(form: HTMLFormElement): void {
  const inputs = [...form.querySelectorAll<Input>('.field :is(input, select, textarea)')];
  for (const input of inputs) {
    input.addEventListener('blur', () => {
      // Who only passes through an empty form has done nothing wrong yet.
      if (input.value.trim() !== '') onceReleased(() => show(input));
    });
    input.addEventListener('input', () => {
      if (input.ariaInvalid === 'true') show(input);
    });
  }
  form.addEventListener('submit', (event) => {
    const wrong = inputs.filter((input) => !show(input));
    if (wrong.length === 0) return;
    event.preventDefault();
    wrong[0]?.focus();
  });
}

const SETTLE = 100; // ms from the release of a pointer to the last of the events that follow from it

/**
 * An error pushes down what is below it. While a pointer presses the form's button, that would take the button away from
 * under it, and the press would be lost.
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

/** @returns whether the field is right. */
function show(input: Input): boolean {
  const fault = faultOf(input);
  const error = document.getElementById(`${input.id}-error`);
  const words = fault && input.getAttribute(`data-${fault}`);
  input.ariaInvalid = words ? 'true' : null;
  if (error) {
    // Writing the same words again would make a screen reader say them again.
    if (error.textContent !== (words ?? '')) error.textContent = words ?? '';
    error.hidden = !words;
  }
  return !words;
}

/** Whether the server may find nothing wrong with what a field holds. */
export const isRight = (input: Input): boolean => faultOf(input) === undefined;

/** What the server would surely find, and no more: it has the last word. */
function faultOf(input: Input): string | undefined {
  const value = input.value.trim();
  if (input.required && value === '') return 'missing';
  if (value.length > Number(input.dataset.max ?? Number.POSITIVE_INFINITY)) return 'too-long';
  if (input.type !== 'email' || !input.validity.typeMismatch) return undefined;
  // Browsers refuse `"first last"@example.org`, which is an address, and letters outside ASCII, which is another fault.
  const local = value.slice(0, Math.max(value.lastIndexOf('@'), 0));
  if (local.startsWith('"')) return undefined;
  return /[^\x20-\x7e]/.test(local) ? 'undeliverable' : 'malformed';
}
