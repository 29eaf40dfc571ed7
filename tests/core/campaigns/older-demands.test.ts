import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import type { CampaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { olderTranslations } from '../../../functions/core/campaigns/older-demands.ts';
import { carryOut, planCampaign } from '../../../functions/core/campaigns/plan.ts';
import { getCampaign } from '../../../functions/core/campaigns/store.ts';
import { SECOND } from '../../../functions/core/running/clock.ts';
import { campaignOf } from '../../support/campaign.ts';
import { anyTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';

const { Campaigns: db } = await freshTables();
const time = { now: Date.parse('2026-06-01T00:00:00Z') };
const deps = { campaigns: db, audit: anyTrail(), clock: () => time.now };
const [one, all] = ['Release them.', 'Release all of them.'];
const ar = { title: 'أطلقوا', demand: 'أفرجوا عنهم.' };
const arOfAll = { ...ar, demand: 'أفرجوا عن الجميع.' };
const ru = { title: 'Свободу', demand: 'Освободите их.' };

let slug = 'older-0';
beforeEach(() => {
  slug = `older-${Number(slug.slice(6)) + 1}`;
});

/** Writes a file. @returns the languages whose demand is older than the original, and whether the plan warned. */
async function put(more: Partial<CampaignFile>): Promise<[string[], boolean]> {
  time.now += SECOND;
  const { createdAt, ...file } = campaignOf({ slug, ...more });
  const plan = await planCampaign(deps, operator, file);
  await carryOut(deps, operator, plan);
  const stored = await getCampaign(db, slug);
  return [stored ? olderTranslations(stored) : [], plan.dangers.includes('translations-older')];
}

it('names the languages whose demand stays when that of the original changes', async () => {
  expect(await put({ demand: one, translations: { ar, ru } })).toEqual([[], false]);
  expect(await put({ demand: all, translations: { ar, ru } })).toEqual([['ar', 'ru'], true]);
  // It warns of what a change does, not at each change after it.
  expect(await put({ demand: all, goal: 200, translations: { ar, ru } })).toEqual([['ar', 'ru'], false]);
  const retitled = { ...ru, title: 'Свободу всем' };
  expect(await put({ demand: all, translations: { ar: arOfAll, ru: retitled } })).toEqual([['ru'], false]);
  expect(await put({ demand: one, translations: { ar: arOfAll, ru: retitled } })).toEqual([['ar'], true]);
});

it('names none that changes with the original, or that was added after it', async () => {
  await put({ demand: one, translations: { ar } });
  expect(await put({ demand: all, translations: { ar: arOfAll } })).toEqual([[], false]);
  expect(await put({ demand: all, translations: { ar: arOfAll, ru } })).toEqual([[], false]);
  expect(await put({ demand: all, goal: 200, translations: { ar: arOfAll, ru } })).toEqual([[], false]);
  expect(await put({ demand: one, translations: { ar: arOfAll, ru } })).toEqual([['ar', 'ru'], true]);
});

it('names none of a draft, which nobody has signed, nor where the title alone changes', async () => {
  await put({ demand: one, visibility: 'draft', translations: { ar } });
  expect(await put({ demand: all, visibility: 'draft', translations: { ar } })).toEqual([[], false]);
  await put({ demand: all, translations: { ar } });
  expect(await put({ title: 'All of them', demand: all, translations: { ar } })).toEqual([[], false]);
});

describe('after more changes of the title than are kept', () => {
  const titles = ['Free one', 'Free two', 'Free three', 'Free four', 'Free five', 'Free six', 'Free seven'];
  const retitle = async (more: Partial<CampaignFile>, translated = (_: string): Partial<CampaignFile> => ({})) => {
    for (const title of titles) await put({ ...more, title, ...translated(title) });
    return put({ ...more, title: 'Free all', ...translated('Free all') });
  };
  const retitled = (title: string) => ({ translations: { ar: { ...arOfAll, title } } });

  it('names none if the demand never changed', async () => {
    await put({ demand: one, translations: { ar } });
    expect(await retitle({ demand: one, translations: { ar } })).toEqual([[], false]);
  });

  it('names none that followed the demand, whose own titles changed as often', async () => {
    await put({ demand: one, translations: { ar } });
    await put({ demand: all, translations: { ar: arOfAll } });
    expect(await retitle({ demand: all, translations: { ar: arOfAll } })).toEqual([[], false]);
    expect(await retitle({ demand: all }, retitled)).toEqual([[], false]);
    expect(await put({ demand: one, ...retitled('Free one') })).toEqual([['ar'], true]);
  });

  it('still names one that did not follow the demand, until it does', async () => {
    await put({ demand: one, translations: { ar } });
    await put({ demand: all, translations: { ar } });
    expect(await retitle({ demand: all, translations: { ar } })).toEqual([['ar'], false]);
    expect(await put({ demand: all, translations: { ar: arOfAll } })).toEqual([[], false]);
  });
});
