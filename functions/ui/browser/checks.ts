import { nameHasAddress } from '../../core/typed/addresses.ts';
import { isTooLong, type TextField, tidied } from '../../core/typed/lengths.ts';
import { meantAddress } from '../../core/typed/mistyped.ts';

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
export function askWhatWasMeant(form: HTMLFormElement): () => boolean {
  const email = form.querySelector<HTMLInputElement>('input[type=email]');
  const question = form.querySelector<HTMLElement>('.meant');
  const words = question?.querySelector<HTMLElement>('[data-meant]');
  const asTyped = question?.querySelector('input');
  const use = question?.querySelector('button');
  if (!email || !question || !words || !asTyped || !use) return () => false;

  const ask = (): boolean => {
    const meant = meantAddress(email.value);
    const isNew = meant !== undefined && asTyped.value !== email.value;
    asTyped.value = meant ? email.value : '';
    question.hidden = !meant;
    use.hidden = !meant;
    const said = (words.dataset.meant ?? '').replace('{address}', () => meant ?? '');
    if (words.textContent !== said) words.textContent = meant ? said : '';
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
