import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { checkTrail } from '../../../functions/core/access/trail.ts';
import { newTrail } from '../../support/records.ts';

it('checks a trail part by part, and names no part after the last one, however many entries that has', async () => {
  const { audit } = newTrail();
  const deps = { audit, clock: () => Date.UTC(2026, 10, 1) };
  for (let i = 0; i < 4; i++)
    await audit.append({ actor: 'operator', client: 'command', act: 'campaign.put', subject: 'free-them' }, i);
  const partsOf = async (size: { most?: number; mostBytes?: number }) => {
    const parts: number[] = [];
    let after: Parameters<typeof checkTrail>[2]['after'];
    do {
      const { entries, faults, next } = await checkTrail(deps, operator, { after, ...size });
      expect(faults).toEqual([]);
      parts.push(entries);
      after = next;
    } while (after !== undefined);
    return parts;
  };
  expect(await partsOf({ most: 3 })).toEqual([3, 1]);
  expect(await partsOf({ most: 2 })).toEqual([2, 2]);
  expect(await partsOf({ most: 4 })).toEqual([4]);
  expect(await partsOf({ most: 5 })).toEqual([4]);
  // Each part has an entry at least, and ends with the one that fills it.
  expect(await partsOf({ mostBytes: 1 })).toEqual([1, 1, 1, 1]);
  const { length } = (await audit.records.get('audit/000/000/001.json')) ?? { length: 0 };
  expect(await partsOf({ mostBytes: length + 1 })).toEqual([2, 2]);
  expect(await partsOf({ mostBytes: 5 * length })).toEqual([4]);
});

it('checks in one request no more bytes than it has time for', async () => {
  const { audit } = newTrail();
  const deps = { audit, clock: () => Date.UTC(2026, 10, 1) };
  const large = { after: { letter: 'x'.repeat(1_000_000) } };
  for (let i = 0; i < 22; i++)
    await audit.append({ actor: 'operator', client: 'command', act: 'campaign.put', subject: 'a', ...large }, i);
  const first = await checkTrail(deps, operator, {});
  expect(first).toMatchObject({ entries: 20, faults: [], next: { id: '000000020' } });
  expect(await checkTrail(deps, operator, { after: first.next })).toMatchObject({ entries: 2, faults: [] });
});

it('finds that entries were cut off behind a part that is full', async () => {
  const { audit } = newTrail();
  const deps = { audit, clock: () => Date.UTC(2026, 10, 1) };
  for (let i = 0; i < 4; i++)
    await audit.append({ actor: 'operator', client: 'command', act: 'campaign.put', subject: 'free-them' }, i);
  const noted = [{ id: '000000009', hash: 'a'.repeat(64) }];
  const first = await checkTrail(deps, operator, { noted, most: 2 });
  expect(first).toMatchObject({ faults: [], next: { id: '000000002' } });
  const last = await checkTrail(deps, operator, { noted, most: 2, after: first.next });
  expect(last).toMatchObject({ faults: [{ id: '000000009', kind: 'missing' }], next: undefined });
});
