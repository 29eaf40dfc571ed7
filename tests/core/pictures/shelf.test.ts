import { basename } from 'node:path/posix';
import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { putGroup } from '../../../functions/core/campaigns/group-store.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { OtherRevision } from '../../../functions/core/campaigns/organise-deps.ts';
import { takeTurn } from '../../../functions/core/campaigns/turns.ts';
import { filesOf, keptName, logoName, pictureName } from '../../../functions/core/pictures/address.ts';
import { groupOf, smallFile } from '../../support/campaign.ts';
import { organiseDeps } from '../../support/organise.ts';
import { freshTables } from '../../support/tables.ts';

const time = { now: Date.parse('2026-03-01T12:00:00Z') };
const slug = 'free-them';
const made = (letter: string) => ({ id: letter.repeat(20), width: 480, height: 384, widths: [480] });
const pictureOf = (letter: string) => ({ made: made(letter), alt: 'A wall' });

let deps: ReturnType<typeof organiseDeps>;
beforeEach(async () => {
  const { Campaigns } = await freshTables();
  deps = organiseDeps(Campaigns, time);
  await putGroup(Campaigns, groupOf(), 0);
  for (const letter of ['a', 'b', 'c', 'd'])
    for (const file of filesOf(made(letter))) await deps.pictures.put(keptName(file), Buffer.from(file));
});

const online = () => deps.pictures.names().filter((name) => name.startsWith('pictures/'));
const filesIn = (...letters: string[]) =>
  letters.flatMap((letter) => filesOf(made(letter)).map((file) => pictureName(slug, file))).sort();
const change = (patch: Record<string, unknown>, seen?: number, with_ = deps) =>
  changeCampaign(with_, operator, { slug, patch, seen });
const create = (more: object) => createCampaign(deps, operator, { ...smallFile, ...more });

/** Something happens once: after a change has shown its pictures, and before it is written. */
function beforeTheWrite(happens: () => Promise<unknown>) {
  let next: (() => Promise<unknown>) | undefined = happens;
  const append: typeof deps.audit.append = async (...entry) => {
    const first = next;
    next = undefined;
    await first?.();
    return deps.audit.append(...entry);
  };
  return { ...deps, audit: { ...deps.audit, append } };
}

it('shows the picture of one change alone, if several come at once', async () => {
  await create({ visibility: 'public' });
  const letters = ['a', 'b', 'c', 'd'];
  const all = await Promise.allSettled(letters.map((letter) => change({ picture: pictureOf(letter) }, 1)));
  const won = letters.filter((_, i) => all[i]?.status === 'fulfilled');
  expect(won).toHaveLength(1);
  expect(online()).toEqual(filesIn(...won));
});

it('forgets all files of a picture, also those of which a campaign never knew', async () => {
  const names = deps.pictures.names();
  const face = { id: 'e'.repeat(20), width: 640, height: 384, widths: [320, 640] };
  for (const file of filesOf(face)) await deps.pictures.put(keptName(file), Buffer.from(file));
  await deps.shelf.forget([{ ...face, width: 320, height: 192, widths: [320] }]);
  expect(deps.pictures.names()).toEqual(names);
});

it('shows no picture of a draft whose opening is refused', async () => {
  await create({ picture: pictureOf('a') });
  const interrupted = beforeTheWrite(() => change({ title: 'Other' }));
  const opening = takeTurn(interrupted, operator, 'open', { slug, seen: 1 });
  await expect(opening).rejects.toThrow(OtherRevision);
  expect(online()).toEqual([]);
});

it('shows no picture of a campaign that is refused, whatever refuses it', async () => {
  await create({ visibility: 'public', picture: pictureOf('a') });
  const broken = beforeTheWrite(() => Promise.reject(new Error('no trail')));
  await expect(change({ picture: pictureOf('b') }, undefined, broken)).rejects.toThrow('no trail');
  expect(online()).toEqual(filesIn('a'));
});

it('leaves the picture of a change that was refused, if somebody else has the campaign show it', async () => {
  await create({ visibility: 'public' });
  const late = change(
    { picture: pictureOf('a'), title: 'Late' },
    1,
    beforeTheWrite(() => change({ picture: pictureOf('a') })),
  );
  await expect(late).rejects.toThrow(OtherRevision);
  expect(online()).toEqual(filesIn('a'));
});

it('brings a picture back that a refused change took away just before somebody else wrote it', async () => {
  await create({ visibility: 'public' });
  // The other change has shown the picture when the refused one, which was to show it, too, takes it away.
  const refused = async () => {
    const broken = beforeTheWrite(() => Promise.reject(new Error('no trail')));
    await expect(change({ picture: pictureOf('a') }, undefined, broken)).rejects.toThrow('no trail');
    expect(online()).toEqual([]);
  };
  await change({ picture: pictureOf('a') }, 1, beforeTheWrite(refused));
  expect(online()).toEqual(filesIn('a'));
});

it('brings a picture back if the campaign comes to show it while it is taken away', async () => {
  await create({ visibility: 'public', picture: pictureOf('a') });
  const { remove } = deps.pictures;
  let meanwhile: (() => Promise<unknown>) | undefined = () => change({ picture: pictureOf('a') });
  deps.pictures.remove = async (name) => {
    const first = meanwhile;
    meanwhile = undefined;
    // The files are still there, so that nobody misses one.
    await first?.();
    await remove(name);
  };
  await change({ picture: null });
  expect(online()).toEqual(filesIn('a'));
});

it('keeps the logo of a group of its own when nobody sees it any more, also one that a command has stored', async () => {
  const [name, kept] = [logoName(made('a')), keptName(basename(logoName(made('a'))))];
  // A command stores a logo where everybody sees it, and nowhere else.
  await deps.pictures.put(name, Buffer.from('logo'));
  await create({ visibility: 'public', group: groupOf({ logo: { made: made('a') } }) });
  await deps.pictures.remove(kept);
  await change({ visibility: 'draft' });
  expect([deps.pictures.names().includes(name), deps.pictures.names().includes(kept)]).toEqual([false, true]);
  await change({ visibility: 'public' });
  expect(deps.pictures.names()).toContain(name);
});
