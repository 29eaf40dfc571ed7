import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { checkTrail } from '../../../functions/core/access/trail.ts';
import { newTrail } from '../../support/records.ts';

it('checks a trail part by part, and names no part after the last one, however many entries that has', async () => {
  const { audit } = newTrail();
  const deps = { audit, clock: () => Date.UTC(2026, 10, 1) };
  for (let i = 0; i < 4; i++)
    await audit.append({ actor: 'operator', client: 'command', act: 'campaign.put', subject: 'free-them' }, i);
  const partsOf = async (most: number) => {
    const parts: number[] = [];
    let after: Parameters<typeof checkTrail>[2]['after'];
    do {
      const { entries, faults, next } = await checkTrail(deps, operator, { after, most });
      expect(faults).toEqual([]);
      parts.push(entries);
      after = next;
    } while (after !== undefined);
    return parts;
  };
  expect(await partsOf(3)).toEqual([3, 1]);
  expect(await partsOf(2)).toEqual([2, 2]);
  expect(await partsOf(4)).toEqual([4]);
  expect(await partsOf(5)).toEqual([4]);
});
