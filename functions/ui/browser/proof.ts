import { isRight } from './fields.ts';

const PATIENCE = 10_000; // ms; so long a press of the button waits for a proof
const KEEPS_FOR = 15 * 60_000; // ms; a challenge expires 20 minutes after it was made

type PaddedJson = typeof import('./equal-length.ts').paddedJson;

/** The search for the proof of one address. */
interface Work {
  readonly address: string;
  readonly begunAt: number;
  readonly stop: AbortController;
  /** Never rejects. */
  readonly done: Promise<void>;
  proof?: string;
  isOver: boolean;
}

/**
 * Has the browser do some work for an address as soon as it is typed, and sends the proof of it with the form. Many forms
 * cost a robot much work, and one costs a person no time. The server also takes a form without a proof, with less trust.
 * @param paddedJson the page's own (`equal-length.ts`).
 * @returns a function. It returns what the form must wait for, or undefined if the form may be sent.
 */
export function proveWork(form: HTMLFormElement, paddedJson: PaddedJson): () => Promise<unknown> | undefined {
  const email = form.querySelector<HTMLInputElement>('input[type=email]');
  const { challenges } = form.dataset;
  // Without https, such as on a network at home, browsers have no WebCrypto.
  if (!email || !challenges || !globalThis.crypto?.subtle) return () => undefined;
  let work: Work | undefined;

  const isFresh = ({ address, begunAt }: Work) =>
    address === email.value && Date.now() - begunAt < KEEPS_FOR && utcDay(begunAt) === utcDay(Date.now());
  const begin = () => {
    work?.stop.abort();
    work = startWork(challenges, paddedJson({ email: email.value }), email.value);
  };
  // Loaded while the address is typed. If that fails, the proof will say so.
  const loadEarly = () => void loadSolver().catch(() => undefined);
  if (document.activeElement === email) loadEarly();
  else email.addEventListener('focus', loadEarly, { once: true });
  form.addEventListener('focusout', () => {
    if (form.ariaBusy === 'true' || !isRight(email)) return;
    if (!work || !isFresh(work) || (work.isOver && !work.proof)) begin();
  });
  // A proof is good for one form. If the browser comes back to this page later, the form needs another one.
  const attach = ({ formData }: FormDataEvent) => {
    if (work?.proof && isFresh(work)) formData.set('proof', work.proof);
    work?.stop.abort();
    work = undefined;
  };
  // Before the script of the page pads the form: the padding depends on the proof.
  form.addEventListener('formdata', attach, { capture: true });

  return () => {
    if (!work || !isFresh(work)) begin();
    if (!work || work.isOver) return undefined;
    const { done, stop } = work;
    const impatience = setTimeout(() => stop.abort(), PATIENCE);
    return done.then(() => clearTimeout(impatience));
  };
}

const loadSolver = () => import('./solve.ts');

/** At midnight the server forgets which proofs were used, so every proof expires then. */
const utcDay = (moment: number): number => Math.floor(moment / 86_400_000);

function startWork(challenges: string, body: string, address: string): Work {
  const stop = new AbortController();
  const work: Work = {
    address,
    begunAt: Date.now(),
    stop,
    isOver: false,
    done: loadSolver()
      .then(({ findProof }) => findProof({ challenges, body }, stop.signal))
      .catch(() => undefined)
      .then((proof) => {
        if (proof) work.proof = proof;
        work.isOver = true;
      }),
  };
  return work;
}
