import { createHash } from 'node:crypto';
import type { PrisonerCase } from './case.ts';

/**
 * The id of each case: the one that the file gives, or one made from the name. A made one belongs to one campaign: two people
 * may have the same name. In one campaign their ids then also depend on their order, until the file gives them.
 */
export function caseIds(campaign: string, cases: readonly Pick<PrisonerCase, 'id' | 'name'>[]): string[] {
  const met = new Map<string, number>();
  return cases.map(({ id, name }) => {
    if (id !== undefined) return id;
    const before = met.get(name) ?? 0;
    met.set(name, before + 1);
    return madeId(campaign, before === 0 ? name : `${name}\n${before}`);
  });
}

function madeId(campaign: string, name: string): string {
  const own = createHash('sha256').update(`${campaign}\n${name}`).digest('hex').slice(0, 6);
  return `${wordsOfName(name) || 'case'}-${own}`.replace(/-{2,}/g, '-');
}

/** A name as a part of an address. Empty if it has no Latin letter and no digit. */
export const wordsOfName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replaceAll('ə', 'e')
    .replaceAll('ı', 'i')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
