import { setTimeout as sleep } from 'node:timers/promises';
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

type Request = { readonly actor: Pick<OrganiserActor, 'account' | 'client'>; readonly right: Right | 'anybody' };

/**
 * Lets one organiser have some requests under way at once, so that nobody takes all the time of one computer. Tokens and sessions count
 * apart, and so does what stops somebody: a thief who floods a computer with a stolen token cannot keep its owner from revoking it. A request
 * is under way until its work has ended, also if it was answered before. On AWS a process has one request at a time, and so no limit.
 * @throws {HttpProblem} `too-many-at-once`
 */
export function limitAtOnce(most = MOST): <Result>(request: Request, work: () => Promise<Result>) => Promise<Result> {
  const underWay = new Map<string, number>();
  return async ({ actor, right }, work) => {
    const key = [actor.account, actor.client, stopping.has(right)].join(' ');
    const before = underWay.get(key) ?? 0;
    if (before >= most) {
      await sleep(PAUSE);
      throw new HttpProblem('too-many-at-once');
    }
    underWay.set(key, before + 1);
    try {
      return await work();
    } finally {
      const left = (underWay.get(key) ?? 1) - 1;
      if (left > 0) underWay.set(key, left);
      else underWay.delete(key);
    }
  };
}
