import { paddedJson } from './equal-length.ts';

const PATIENCE = 10_000; // ms; so long a press of the button waits for the file

/**
 * Loads what helps to fill in a form (`help.ts`) with the first field that a person reaches. If that fails, the form is sent
 * as without a script: the server finds the faults, and takes the form with less trust.
 * @returns a function, as in `proveWork`. It returns what the form must wait for, or undefined if the form may be sent.
 */
export function helpWhenFilledIn(form: HTMLFormElement): () => Promise<unknown> | undefined {
  let readiness: (() => Promise<unknown> | undefined) | undefined;
  let loading: Promise<unknown> | undefined;
  const giveUp = () => {
    readiness ??= () => undefined;
  };
  const loaded = async ({ help }: typeof import('./help.ts')) => {
    readiness = await help(form, paddedJson);
  };
  const load = () => {
    loading ??= import('./help.ts').then(loaded).catch(giveUp);
    return loading;
  };
  form.addEventListener('focusin', load, { once: true });
  // A form without a proof waits for nothing: its button may be pressed with nothing typed.
  if (!form.dataset.challenges) return () => undefined;
  return () => {
    if (readiness) return readiness();
    setTimeout(giveUp, PATIENCE);
    return Promise.race([load(), new Promise((late) => setTimeout(late, PATIENCE))]);
  };
}
