import type { Challenge } from 'altcha-lib/types';
import { isRight } from './fields.ts';

const PATIENCE = 10_000; // ms that a press of the button waits for a proof
const SETTLE = 1_050; // ms after its challenge that a proof is good; what comes sooner counts as a machine's (sign/admission)
const KEEPS_FOR = 15 * 60_000; // ms; a challenge expires 20 minutes after it was made

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
 * Has the browser do some work for an address as soon as it is typed, and sends the proof of it with the form. Many
 * forms cost a machine much, and one costs a person nothing. A form that goes without is taken too, with less trust.
 * @returns what the form must wait for before it goes, or undefined if it may go.
 */
export function proveWork(form: HTMLFormElement): () => Promise<unknown> | undefined {
  const email = form.querySelector<HTMLInputElement>('input[type=email]');
  const { challenges } = form.dataset;
  // WebCrypto is missing where a page came over plain http, such as on a network at home.
  if (!email || !challenges || !globalThis.crypto?.subtle) return () => undefined;
  let work: Work | undefined;

  const isFresh = ({ address, begunAt }: Work) =>
    address === email.value && Date.now() - begunAt < KEEPS_FOR && utcDay(begunAt) === utcDay(Date.now());
  const begin = () => {
    work?.stop.abort();
    work = startWork(challenges, email.value);
  };
  form.addEventListener('focusout', () => {
    if (form.ariaBusy === 'true' || !isRight(email)) return;
    if (!work || !isFresh(work) || (work.isOver && !work.proof)) begin();
  });
  // A proof is good for one form: what the browser brings back to this page later needs another one.
  form.addEventListener('formdata', ({ formData }) => {
    if (work?.proof && isFresh(work)) formData.set('proof', work.proof);
    work?.stop.abort();
    work = undefined;
  });

  return () => {
    if (!work || !isFresh(work)) begin();
    if (!work || work.isOver) return undefined;
    const { done, stop } = work;
    const impatience = setTimeout(() => stop.abort(), PATIENCE);
    return done.then(() => clearTimeout(impatience));
  };
}

/** The server forgets at midnight which proofs were used, so that none is good beyond it. */
const utcDay = (moment: number): number => Math.floor(moment / 86_400_000);

function startWork(challenges: string, address: string): Work {
  const stop = new AbortController();
  const work: Work = {
    address,
    begunAt: Date.now(),
    stop,
    isOver: false,
    done: findProof(challenges, address, stop.signal)
      .catch(() => undefined)
      .then((proof) => {
        if (proof) work.proof = proof;
        work.isOver = true;
      }),
  };
  return work;
}

/** @returns base64 of the challenge and its solution, as the field `proof` takes it. */
async function findProof(challenges: string, address: string, signal: AbortSignal): Promise<string | undefined> {
  const [{ solve }, challenge] = await Promise.all([
    import('./solve.ts'),
    askForChallenge(challenges, address, signal),
  ]);
  const settled = new Promise((resolve) => setTimeout(resolve, SETTLE));
  const solution = await solve(challenge, signal);
  if (!solution) return undefined;
  await settled;
  return btoa(JSON.stringify({ challenge, solution }));
}

async function askForChallenge(challenges: string, email: string, signal: AbortSignal): Promise<Challenge> {
  const answer = await fetch(challenges, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
    mode: 'same-origin',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    redirect: 'error',
    signal,
  });
  if (!answer.ok) throw new Error(`Asking for a challenge was answered with ${answer.status}`);
  const { challenge } = (await answer.json()) as { challenge: Challenge };
  return challenge;
}
