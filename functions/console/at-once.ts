import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { OrganiserActor } from '../core/access/actor.ts';
import type { Right } from '../core/access/rights.ts';
import { HttpProblem } from '../http/problems.ts';

/** Requests of one account that may be under way. A browser sends six at once. */
const MOST = 16;

/** Milliseconds before a refusal: a program that sends again at once would take all the time by being refused. */
const PAUSE = 400;

/** By these an organiser stops a program that runs wild, or a thief: they end a token, or remove a person. */
const stopping: ReadonlySet<Right | 'anybody'> = new Set<Right>([
  ...(['account.own', 'token.read', 'organiser.read', 'organiser.write'] as const),
]);

type Work<Result> = () => Promise<Result>;

/** Counts what is under way under one name. A request is under way until its work has ended, also if it was answered before. */
export interface AtOnce {
  /** Does the work if there is room for it. @throws {HttpProblem} `too-many-at-once` */
  readonly admit: <Result>(name: string, work: Work<Result>) => Promise<Result>;
  /** Does more work for a request that has room already. It is counted, and never refused. */
  readonly goOn: <Result>(name: string, work: Work<Result>) => Promise<Result>;
}

/**
 * Lets only some requests of one name be under way at once, so that nobody takes all the time of one computer. Of one name, only one begins
 * in each turn of the event loop: between two of them, others go on.
 */
export function limitAtOnce(most = MOST): AtOnce {
  const underWay = new Map<string, { requests: number; turn: Promise<void> }>();
  async function goOn<Result>(name: string, work: Work<Result>): Promise<Result> {
    const all = underWay.get(name) ?? { requests: 0, turn: Promise.resolve() };
    underWay.set(name, all);
    all.requests++;
    all.turn = all.turn.then(() => nextTurn());
    try {
      await all.turn;
      return await work();
    } finally {
      all.requests--;
      if (all.requests === 0) underWay.delete(name);
    }
  }
  return {
    async admit(name, work) {
      if ((underWay.get(name)?.requests ?? 0) < most) return goOn(name, work);
      await sleep(PAUSE);
      throw new HttpProblem('too-many-at-once');
    },
    goOn,
  };
}

/**
 * The name under which a request of an organiser is counted. Tokens and sessions count apart, and so does what stops somebody: a thief who
 * floods a computer with a stolen token cannot keep its owner from revoking it. On AWS a process has one request at a time, and so no limit.
 */
export const nameOf = ({ account, client }: Pick<OrganiserActor, 'account' | 'client'>, right: Right | 'anybody') =>
  [account, client, stopping.has(right)].join(' ');
