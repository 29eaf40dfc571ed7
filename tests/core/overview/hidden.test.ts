import { expect, it } from 'vitest';
import { readOrganisedOf } from '../../../functions/core/overview/organised.ts';
import { readOverviewOf } from '../../../functions/core/overview/reader.ts';
import { hiddenIn } from '../../../functions/core/overview/store.ts';
import { MINUTE } from '../../../functions/core/running/clock.ts';
import { unitsOf } from '../../support/units.ts';
import { installation, NOW } from './installation.ts';

/** An installation with a public campaign, a draft and an unlisted one. */
async function some() {
  const place = await installation();
  await place.put('open');
  await place.put('draft', { visibility: 'draft', cases: [{ name: 'Leyla', status: 'detained' }] });
  await place.put('unlisted', { visibility: 'unlisted' });
  const hidden = readOverviewOf(hiddenIn(place.campaigns));
  const slugs = async () => (await hidden())?.entries.map(({ slug }) => slug).sort();
  return { ...place, slugs };
}

it('keeps drafts and unlisted campaigns apart from the public overview, and announces nothing of them', async () => {
  const { run, slugs, lists, types } = await some();
  expect(await slugs()).toBeUndefined();
  await run();
  expect(await slugs()).toEqual(['draft', 'unlisted']);
  expect(await lists()).toEqual(['open: Free them, 0']);
  expect(types()).toEqual([]);
});

it('follows them at the next run: a changed title, a draft that was opened, a campaign that was deleted', async () => {
  const { run, put, slugs, time, campaigns } = await some();
  await run();
  await put('draft', { visibility: 'draft', title: 'Another title' });
  await put('unlisted');
  time.now = NOW + MINUTE;
  await run();
  expect(await slugs()).toEqual(['draft']);
  const entries = (await readOverviewOf(hiddenIn(campaigns))())?.entries;
  expect(entries?.[0]?.title).toBe('Another title');
  expect(await unitsOf({ ...campaigns }, run)).not.toContain(undefined);
});

it('shows a change at once to who has written it: in one of both places, or in none', async () => {
  const { run, put, relist, slugs, lists } = await some();
  await run();
  await put('draft');
  await relist('draft');
  expect([await slugs(), (await lists())?.length]).toEqual([['unlisted'], 2]);
  await put('open', { visibility: 'draft' });
  await relist('open');
  expect([await slugs(), (await lists())?.length]).toEqual([['open', 'unlisted'], 1]);
});

it('is read as one list with the public ones, from heads before the first run', async () => {
  const { run, campaigns, counts } = await some();
  const read = readOrganisedOf({ campaigns, counts });
  const all = async () => [...(await read()).bySlug.keys()].sort();
  expect(await all()).toEqual(['draft', 'open', 'unlisted']);
  expect((await read()).bySlug.get('draft')?.cases).toEqual([]);
  await run();
  expect(await all()).toEqual(['draft', 'open', 'unlisted']);
  expect((await read()).bySlug.get('draft')?.cases[0]?.name).toBe('Leyla');
  // The same array while nothing changes: what was worked out from it is still right.
  expect((await read()).entries).toBe((await read()).entries);
});
