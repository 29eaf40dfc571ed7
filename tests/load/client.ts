import { setTimeout as sleep } from 'node:timers/promises';
import { createTurns } from '../../infra/local/turns.ts';
import type { Findings } from './findings.ts';
import type { Life } from './life.ts';

/** A browser or a program. It checks the promise that the service reports every failure. */
export interface Client {
  /** @returns undefined if the machine was killed meanwhile: then nobody knows the end of the request. */
  ask(call: Call): Promise<Answer | undefined>;
}

export interface Call {
  /** The name for counting, such as `confirm`. */
  readonly kind: string;
  readonly path: string;
  /** A form gets a page, JSON gets JSON. A request without either is a page view, unless it asks for data. */
  readonly form?: Record<string, string>;
  readonly json?: object;
  readonly data?: boolean;
  /** Whether a form that fails comes back, as it was typed, or its button. */
  readonly givesBack?: boolean;
  readonly headers?: Record<string, string>;
  /** Correct statuses, in addition to 503. */
  readonly right: readonly number[];
}

export interface Answer {
  readonly status: number;
  readonly isOk: boolean;
  readonly headers: Headers;
  readonly text: string;
}

/** Requests on their way at once: a machine of two cores serves these without a long line. */
const AT_ONCE = 48;
/** Milliseconds after which a caller has waited for ever. The service answers everybody within 9 s, once it is their turn. */
const FOR_EVER = 60_000;

export function clientOf(site: string, life: Life, { done, took, wrong }: Findings): Client {
  const inTurn = createTurns(AT_ONCE);

  const send = async (call: Call): Promise<Answer | undefined> => {
    await life.up();
    const began = Date.now();
    try {
      const response = await fetch(`${site}${call.path}`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(FOR_EVER),
        headers: { ...headersOf(call), ...call.headers },
        ...(call.form && { method: 'POST', body: new URLSearchParams(call.form) }),
        ...(call.json && { method: 'POST', body: JSON.stringify(call.json) }),
      });
      const { status, headers } = response;
      const answer = { status, headers, text: await response.text(), isOk: status < 400 };
      took.push(Date.now() - began);
      done.count(`${call.kind} ${status}`);
      const fault = faultOf(call, answer);
      if (fault) wrong('answer', `${call.kind} was answered ${status}: ${fault}`);
      return answer;
    } catch (error) {
      if (life.wasDownSince(began)) {
        done.count(`${call.kind} cut off`);
        await sleep(100);
      } else wrong('hang', `${call.kind} had no answer after ${Date.now() - began} ms (${causeOf(error)}).`);
      return undefined;
    }
  };
  return { ask: (call) => inTurn(() => send(call)) };
}

const isForProgram = ({ json, data = false }: Call): boolean => json !== undefined || data;

const headersOf = (call: Call): Record<string, string> => ({
  accept: isForProgram(call) ? 'application/json' : 'text/html',
  ...(call.json && { 'content-type': 'application/json' }),
});

/** The fault of an answer: nobody expects it, or it is a failure that its caller cannot understand. */
function faultOf(call: Call, { status, headers, text }: Answer): string | undefined {
  if (status < 400) return call.right.includes(status) ? undefined : 'unexpected';
  if (status !== 503 && !call.right.includes(status)) return `unexpected (${text.slice(0, 200)})`;
  if (status === 503 && !headers.has('retry-after')) return 'it does not say when to try again';
  const type = headers.get('content-type') ?? '';
  if (!isForProgram(call)) {
    if (call.givesBack && !text.includes('<form')) return 'what was typed or pressed is not given back';
    return type.startsWith('text/html') && text.includes('<h1') ? undefined : `no page (${type})`;
  }
  if (!type.startsWith('application/problem+json')) return `no problem (${type})`;
  const problem = JSON.parse(text);
  return problem.status === status && problem.type?.startsWith('urn:amparo:problem:') ? undefined : 'another problem';
}

const causeOf = (error: unknown): string => {
  const { cause, name } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? name;
};
