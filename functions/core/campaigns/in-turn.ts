import { HOUR } from '../running/clock.ts';

/**
 * Gives each campaign its turn, one after the other: what one fails with takes nothing from the others.
 * @param mayGoOn asked before each; once it says no, this ends.
 * @throws what the first failed with that did, after the others had their turns.
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

/** Campaigns in an order that begins with another one each hour: one that takes hours must not keep the others from their turns. */
export function anotherFirst<Campaign>(campaigns: readonly Campaign[], now: number): Campaign[] {
  const first = campaigns.length === 0 ? 0 : Math.floor(now / HOUR) % campaigns.length;
  return [...campaigns.slice(first), ...campaigns.slice(0, first)];
}
