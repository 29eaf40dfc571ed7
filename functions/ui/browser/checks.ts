import { nameHasAddress } from '../../core/typed/addresses.ts';
import { isTooLong, type TextField, tidied } from '../../core/typed/lengths.ts';
import { meantAddress } from '../../core/typed/mistyped.ts';
import type { FormWords } from './form-words.ts';

/** The value of a field as the server takes it. */
export const tidiedValue = ({ name, value }: { name: string; value: string }): string =>
  tidied(name as TextField, value);

/** Why the server would refuse such a text: its length, or an address in it. */
export function textFault({ name, form }: Field, value: string): 'too-long' | 'address-in-text' | undefined {
  if (isTooLong(name as TextField, value)) return 'too-long';
  // Of a reason, the server refuses more.
  const isShown = name === 'comment' || !!form?.querySelector('[name=publicName]:checked');
  return name !== 'email' && nameHasAddress(value, isShown) ? 'address-in-text' : undefined;
}

type Field = Pick<HTMLInputElement, 'name' | 'form'>;

/**
 * Asks under the field for an address whether another one was meant, as soon as the person leaves the field. It refuses
 * nothing: the form is held once, if it is sent before the person could see the question.
 * @returns a function. It asks, and returns whether the question is new.
 */
export function askWhatWasMeant(form: HTMLFormElement, said: FormWords): () => boolean {
  const email = form.querySelector<HTMLInputElement>('input[type=email]');
  if (!email) return () => false;
  const question = form.querySelector<HTMLElement>('.meant') ?? newQuestion(email, said);
  const [words, asTyped, use] = ['p', 'input', 'button'].map((part) => question.querySelector(part)) as [
    HTMLElement,
    HTMLInputElement,
    HTMLButtonElement,
  ];

  const ask = (): boolean => {
    const meant = meantAddress(email.value);
    const isNew = meant !== undefined && asTyped.value !== email.value;
    asTyped.value = meant ? email.value : '';
    question.hidden = !meant;
    use.hidden = !meant;
    const asked = meant ? said.meant.replace('{address}', () => meant) : '';
    if (words.textContent !== asked) words.textContent = asked;
    return isNew;
  };
  use.addEventListener('click', () => {
    email.value = meantAddress(email.value) ?? email.value;
    ask();
    email.focus();
    // Other scripts check the field again.
    email.dispatchEvent(new Event('input', { bubbles: true }));
  });
  return ask;
}

/** The question as `email-field.tsx` makes it, not asked yet. */
function newQuestion(email: HTMLInputElement, { use, keep }: FormWords): HTMLElement {
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties: object) =>
    Object.assign(document.createElement(tag), properties);
  const question = make('div', { className: 'meant', id: `${email.id}-meant`, ariaLive: 'polite', hidden: true });
  question.append(
    make('p', {}),
    make('button', { type: 'button', className: 'button button-quiet', textContent: use }),
    make('p', { className: 'hint', textContent: keep }),
    make('input', { type: 'hidden', name: 'asTyped' }),
  );
  email.closest('.field')?.after(question);
  describe(email, question);
  return question;
}

/** Says to screen readers that an element describes a field. */
export function describe(field: Element, { id }: Element): void {
  const ids = new Set(field.getAttribute('aria-describedby')?.split(' '));
  field.setAttribute('aria-describedby', [...ids.add(id)].join(' '));
}
