import { Resolver } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, HOUR, MINUTE, SECOND } from '../core/running/clock.ts';
import { remember } from '../core/running/remember.ts';

/** Whether a domain receives mail. `unknown` if the DNS gives no answer in time, or fails. */
export type Reception = 'receives' | 'refuses' | 'unknown';

/** Finds out whether a domain receives mail. Never fails. */
export type MailDomains = (domain: string) => Promise<Reception>;

/** A signer waits no longer for the DNS, in milliseconds. */
const PATIENCE = 1 * SECOND;

/** When an answer is given at the soonest, in milliseconds: nearly every lookup is done by then. */
export const SOONEST = 100;

/** For how long each answer is used, in milliseconds. A domain may begin to receive mail at any time. */
const REMEMBERED: Record<Reception, number> = { receives: HOUR, refuses: 10 * MINUTE, unknown: 30 * SECOND };
/** A bound on memory, about 1 MB. Above it, the domain that was looked up longest ago is forgotten. */
const DOMAINS = 5_000;

/** What the DNS answers if a name does not exist, or has no record of a kind. */
const NO_NAME = 'ENOTFOUND';
const NO_RECORD = 'ENODATA';

/**
 * Looks up in the DNS whether a domain receives mail: by MX, or without one by an address (RFC 5321).
 *
 * An answer from memory takes as long as the lookup did. Otherwise the time of an attempt would show that somebody at the same
 * domain has attempted to sign within the hour, and many people have a domain of their own. The DNS has a memory, too, which
 * answers sooner: so no answer comes before `SOONEST`.
 * @param servers for tests, as `127.0.0.1:5353`. Left out: those of the system.
 */
export function createMailDomains({ clock, servers }: { clock: Clock; servers?: readonly string[] }): MailDomains {
  const resolver = new Resolver({ timeout: PATIENCE, tries: 1 });
  if (servers) resolver.setServers(servers);
  const lookedUp = remember(
    async (domain) => {
      const began = performance.now();
      const reception = await inTime(receptionOf(resolver, domain));
      return { reception, took: performance.now() - began };
    },
    { clock, forMs: ({ reception }) => REMEMBERED[reception], entries: DOMAINS },
  );
  return async (domain) => {
    const began = performance.now();
    const { reception, took } = await lookedUp(domain);
    await sleep(Math.max(0, Math.max(SOONEST, took) - (performance.now() - began)));
    return reception;
  };
}

async function receptionOf(resolver: Resolver, domain: string): Promise<Reception> {
  try {
    const exchanges = await resolver.resolveMx(domain);
    // A single exchange without a name says: no mail here (null MX, RFC 7505).
    return exchanges.some(({ exchange }) => exchange !== '' && exchange !== '.') ? 'receives' : 'refuses';
  } catch (error) {
    if (codeOf(error) === NO_NAME) return 'refuses';
    return codeOf(error) === NO_RECORD ? receptionByAddress(resolver, domain) : 'unknown';
  }
}

async function receptionByAddress(resolver: Resolver, domain: string): Promise<Reception> {
  const found = await Promise.allSettled([resolver.resolve4(domain), resolver.resolve6(domain)]);
  if (found.some(({ status }) => status === 'fulfilled')) return 'receives';
  const isNone = found.every((one) => one.status === 'rejected' && [NO_NAME, NO_RECORD].includes(codeOf(one.reason)));
  return isNone ? 'refuses' : 'unknown';
}

async function inTime(reception: Promise<Reception>): Promise<Reception> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Reception>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, 'unknown');
  });
  return Promise.race([reception, late]).finally(() => clearTimeout(timer));
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);
