import type { Challenge } from 'altcha-lib/types';
import { paddedJson } from './equal-length.ts';
import { isRight } from './fields.ts';

const PATIENCE = 10_000; // ms; so long a press of the button waits for a proof
const SETTLE = 1_050; // ms after the challenge; a proof that is sent sooner looks like a robot's (sign/admission)
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
 * Has the browser do some work for an address as soon as it is typed, and sends the proof of it with the form. Many forms
 * cost a robot much work, and one costs a person no time. The server also takes a form without a proof, with less trust.
 * @returns a function. It returns what the form must wait for, or undefined if the form may be sent.
 */
export function proveWork(form: HTMLFormElement): () => Promise<unknown> | undefined {
  const email = form.querySelector<HTMLInputElement>('input[type=email]');
  const { challenges } = form.dataset;
  // Without https, such as on a network at home, browsers have no WebCrypto.
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
  // A proof is good for one form. If the browser comes back to this page later, the form needs another one.
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

/** At midnight the server forgets which proofs were used, so every proof expires then. */
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
    body: paddedJson({ email }),
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
