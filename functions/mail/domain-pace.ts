import { largeProviders } from '../core/abuse/large-providers.ts';
import { type Clock, MINUTE } from '../core/running/clock.ts';

/** Gives turns to e-mails of one domain, so that the host of a small group is not flooded. */
export interface DomainPace {
  /** Takes a turn of the domain. @returns false if it has none now. */
  turn(domain: string): boolean;
}

/** A bound on memory. Above it, the domain that was asked about longest ago is forgotten. */
const REMEMBERED = 5_000;

/** The name of a domain without its country: `hotmail` of `hotmail.fr`. Undefined below another domain. */
const brandOf = (domain: string): string | undefined => /^([^.]+)\.(?:com?\.)?[a-z]{2,3}$/.exec(domain)?.[1];
const largeBrands: ReadonlySet<string | undefined> = new Set([...largeProviders].map(brandOf));

/**
 * Whether a domain is of a provider with very many mailboxes. The list has few of the countries in which a provider has a
 * domain. A small domain with such a name would only have no pace.
 */
function isLarge(domain: string): boolean {
  const brand = brandOf(domain);
  return largeProviders.has(domain) || (brand !== undefined && largeBrands.has(brand));
}

/** No pace at all: for one machine, whose e-mails all go to one inbox. */
export const anyDomainPace: DomainPace = { turn: () => true };

/**
 * The pace of one running function. A domain saves up turns for a minute. Large providers have no limit.
 * @param perMinute turns a minute.
 */
export function createDomainPace({ perMinute, clock }: { perMinute: number; clock: Clock }): DomainPace {
  const interval = MINUTE / perMinute;
  const savedUp = Math.max(0, MINUTE - interval);
  /** When each domain would have its next turn, if it saved up none. */
  const nextTurns = new Map<string, number>();
  return {
    turn(domain) {
      if (isLarge(domain)) return true;
      const now = clock();
      const next = Math.max(now, nextTurns.get(domain) ?? now);
      const isInTurn = next <= now + savedUp;
      nextTurns.delete(domain);
      nextTurns.set(domain, isInTurn ? next + interval : next);
      const [longestAgo] = nextTurns.keys();
      if (nextTurns.size > REMEMBERED && longestAgo !== undefined) nextTurns.delete(longestAgo);
      return isInTurn;
    },
  };
}
