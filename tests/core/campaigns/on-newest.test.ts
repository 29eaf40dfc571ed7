import { expect, it, vi } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { onNewest } from '../../../functions/core/campaigns/on-newest.ts';
import { OtherVersion } from '../../../functions/core/campaigns/organise-deps.ts';

class Other extends OtherVersion {}
const overtaken = (times: number) => {
  let tries = 0;
  return vi.fn(async () => {
    tries++;
    if (tries <= times) throw new Other();
    return tries;
  });
};

it('says after ten tries that others were faster each time, and names no version: nobody has named one', async () => {
  const work = overtaken(10);
  await expect(onNewest(operator, undefined, work)).rejects.toMatchObject({ kind: 'changed-meanwhile' });
  expect(work).toHaveBeenCalledTimes(10);
});

it('tries again, unless somebody has named the version that they have read', async () => {
  expect(await onNewest(operator, undefined, overtaken(2))).toBe(3);
  await expect(onNewest(operator, 3, overtaken(1))).rejects.toBeInstanceOf(Other);
});
