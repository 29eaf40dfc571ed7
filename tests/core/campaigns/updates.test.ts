import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import type { CampaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { inLanguage } from '../../../functions/core/campaigns/in-language.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import {
  addUpdate,
  changeUpdate,
  listUpdates,
  publishUpdate,
  removeUpdate,
} from '../../../functions/core/campaigns/organise-updates.ts';
import { getStoredCampaign } from '../../../functions/core/campaigns/store.ts';
import { publicTexts, publicUpdates, updateIds } from '../../../functions/core/campaigns/updates.ts';
import { organiserActor } from '../../support/access.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';
import { organiseDeps } from '../../support/organise.ts';
import { refusedFields } from '../../support/refused-fields.ts';
import { freshTables } from '../../support/tables.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const past = '2026-02-01T08:00:00Z';
const later = '2026-03-02T08:00:00Z';
const slug = 'free-them';

describe('what the public sees', () => {
  const news = (given: object) => ({ at: past, title: 'News', text: 'Some.', ...given });

  it('is what is published, and when that changes next', () => {
    const updates = [
      news({ title: 'Seen' }),
      news({ title: 'Draft', draft: true }),
      news({ title: 'Later', at: later }),
      news({ title: 'Much later', at: '2026-05-01T00:00:00Z' }),
      news({ title: 'Draft of later', at: '2026-03-01T13:00:00Z', draft: true }),
    ];
    const shown = (now: number) => publicUpdates(campaignOf({ updates }), now);
    expect(shown(start)).toMatchObject({ updates: [{ title: 'Seen' }], nextUpdateAt: Date.parse(later) });
    expect(JSON.stringify(shown(start))).not.toMatch(/Draft|Later|later/);
    expect(shown(Date.parse(later) - 1).updates).toHaveLength(1);
    expect(shown(Date.parse(later)).updates.map(({ title }) => title)).toEqual(['Seen', 'Later']);
    expect(shown(Date.parse('2027-01-01')).nextUpdateAt).toBeUndefined();
  });

  it('has the same ids and the words of the same translations, whatever is left out before it', () => {
    const updates = [news({ title: 'Draft', draft: true }), news({ title: 'Seen' })];
    const campaign = campaignOf({ updates });
    const texts = { updates: { [past]: { title: 'Qaralama' }, [`${past} (2)`]: { title: 'Görünən' } } };
    const translation = { language: 'az', texts };
    const shown = publicUpdates(campaign, start);
    expect(inLanguage(shown, translation).updates.map(({ title }) => title)).toEqual(['Görünən']);
    expect(updateIds(shown.updates)).toEqual([updateIds(updates)[1]]);
    expect(publicTexts(campaign, translation, start).texts).toEqual({
      updates: { [`${past} (2)`]: { title: 'Görünən' } },
    });
  });

  it('is the campaign as it is, if all is published', () => {
    const campaign = campaignOf({ updates: [news({})] });
    expect(publicUpdates(campaign, start)).toBe(campaign);
  });
});

describe('organisers', () => {
  const time = { now: start };
  let deps: ReturnType<typeof organiseDeps>;
  const role = (name: 'editor' | 'viewer') => organiserActor({ campaigns: { [slug]: name }, freshAt: start });
  const any = { slug, seen: undefined };
  const create = (more: Partial<CampaignFile> = {}) => createCampaign(deps, operator, { ...smallFile, ...more });
  const states = async () =>
    (await listUpdates(deps, operator, slug)).updates.map(({ title, state }) => `${title}: ${state}`);
  beforeEach(async () => {
    time.now = start;
    const { Campaigns } = await freshTables();
    deps = organiseDeps(Campaigns, time);
  });

  it('add an update of this moment, a draft, and one for later, which is published by itself', async () => {
    await create();
    const add = (update: Record<string, unknown>) => addUpdate(deps, role('editor'), { ...any, update });
    const now = await add({ title: 'Now', text: 'Some.' });
    expect(now.update).toMatchObject({ id: '20260301t120000z', at: '2026-03-01T12:00:00.000Z', state: 'published' });
    await add({ title: 'Draft', text: 'Some.', draft: true });
    expect((await add({ title: 'Later', text: 'Some.', at: later })).stored.revision).toBe(4);
    expect(await states()).toEqual(['Now: published', 'Draft: draft', 'Later: scheduled']);
    time.now = Date.parse(later);
    expect(await states()).toEqual(['Now: published', 'Draft: draft', 'Later: published']);
    expect(deps.relisted).toEqual([slug, slug, slug, slug]);
  });

  it('publish one now, by the clocks of the campaign, and the same id stays', async () => {
    await create({ timeZone: 'Asia/Baku', updates: [{ at: later, title: 'Later', text: 'Some.', draft: true }] });
    const [before] = (await listUpdates(deps, operator, slug)).updates;
    const id = before?.id ?? '';
    const { update, stored } = await publishUpdate(deps, role('editor'), { ...any, id });
    expect(update).toEqual({
      ...{ id, at: '2026-03-01T16:00:00.000+04:00', title: 'Later', text: 'Some.', state: 'published' },
    });
    const again = await publishUpdate(deps, role('editor'), { ...any, id });
    expect(again.stored.revision).toBe(stored.revision);
  });

  it('move the translations of an update with it, and delete them with it', async () => {
    const texts = (updates: object) => ({ az: { title: 'Azad', demand: 'Azad edin.', updates } });
    await create({
      updates: [
        { at: later, title: 'First', text: 'Some.' },
        { at: later, title: 'Second', text: 'Some.' },
      ],
      translations: texts({ [later]: { title: 'Birinci' }, [`${later} (2)`]: { title: 'İkinci' } }) as never,
    });
    const [first, second] = updateIds((await listUpdates(deps, operator, slug)).updates);
    const translated = async () => (await getStoredCampaign(deps.campaigns, slug))?.campaign.translations?.az?.updates;
    await publishUpdate(deps, operator, { ...any, id: first ?? '' });
    expect(await translated()).toEqual({
      '2026-03-01T12:00:00.000Z': { title: 'Birinci' },
      [later]: { title: 'İkinci' },
    });
    await removeUpdate(deps, operator, { ...any, id: first ?? '' });
    expect(await translated()).toEqual({ [later]: { title: 'İkinci' } });
    await removeUpdate(deps, operator, { ...any, id: second ?? '' });
    expect(await translated()).toEqual({});
  });

  it('learn of faults by the fields of the update, and nothing is written', async () => {
    await create({ updates: [{ at: past, title: 'One', text: 'Some.' }] });
    const id = '20260201t080000z';
    const add = (update: Record<string, unknown>) => refusedFields(addUpdate(deps, operator, { ...any, update }));
    expect(await add({ title: '', at: 'soon', more: 1 })).toEqual(['at', 'title', 'text', 'more']);
    expect(await add({ title: 'x', text: '[a](javascript:x)' })).toEqual(['text']);
    expect(await add({ title: 'x', text: 'x', id: 'mine' })).toEqual(['id']);
    const change = (patch: object) =>
      refusedFields(changeUpdate(deps, operator, { ...any, id, patch: patch as never }));
    expect(await change({ title: null, id: 'other' })).toEqual(['id', 'title']);
    expect(await change({ title: null })).toEqual(['title']);
    expect((await getStoredCampaign(deps.campaigns, slug))?.revision).toBe(1);
  });

  it('need the right to write, the revision that they have seen, and an update that is there', async () => {
    await create();
    const update = { title: 'Now', text: 'Some.' };
    await expect(addUpdate(deps, role('viewer'), { ...any, update })).rejects.toMatchObject({ kind: 'not-allowed' });
    const { update: made } = await addUpdate(deps, operator, { slug, seen: 1, update });
    await expect(
      changeUpdate(deps, operator, { slug, seen: 1, id: made.id, patch: { title: 'Other' } }),
    ).rejects.toMatchObject({ name: 'OtherRevision', current: { revision: 2 } });
    for (const work of [publishUpdate, removeUpdate])
      await expect(work(deps, operator, { ...any, id: 'nothing' })).rejects.toMatchObject({ kind: 'update-unknown' });
  });

  it('add updates at the same moment, and none is lost', async () => {
    await create();
    const add = (title: string) => addUpdate(deps, operator, { ...any, update: { title, text: 'Some.' } });
    const made = await Promise.all([add('One'), add('Two')]);
    expect(new Set(made.map(({ update }) => update.id)).size).toBe(2);
    expect((await states()).sort()).toEqual(['One: published', 'Two: published']);
  });

  it('keep updates that have no id yet as the file has them, until they change', async () => {
    await create({ updates: [{ at: past, title: 'One', text: 'Some.' }] });
    await changeCampaign(deps, operator, { slug, seen: 1, patch: { goal: 200 } });
    expect((await getStoredCampaign(deps.campaigns, slug))?.campaign.updates).toEqual([
      { at: past, title: 'One', text: 'Some.' },
    ]);
    await addUpdate(deps, operator, { ...any, update: { title: 'Two', text: 'Some.' } });
    expect((await getStoredCampaign(deps.campaigns, slug))?.campaign.updates.map(({ id }) => id)).toEqual([
      ...['20260201t080000z', '20260301t120000z'],
    ]);
  });
});
