import { HOUR } from '../running/clock.ts';

/**
 * Gives each campaign its turn, one after the other. If one fails, the others still get their turns.
 * @param mayGoOn is asked before each. This ends at the first no.
 * @throws the error of the first that failed, after the others had their turns.
 */
export async function eachInTurn<Campaign>(
  campaigns: readonly Campaign[],
  mayGoOn: () => boolean,
  work: (campaign: Campaign) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const campaign of campaigns) {
    if (!mayGoOn()) break;
    await work(campaign).catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/**
 * Orders campaigns so that another one comes first each hour. So one that takes hours cannot keep the others from their
 * turns.
 */
export function anotherFirst<Campaign>(campaigns: readonly Campaign[], now: number): Campaign[] {
  const first = campaigns.length === 0 ? 0 : Math.floor(now / HOUR) % campaigns.length;
  return [...campaigns.slice(first), ...campaigns.slice(0, first)];
}
