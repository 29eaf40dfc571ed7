import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { getStoredCampaign } from '../../functions/core/campaigns/store.ts';
import { MOST_IN } from '../../functions/core/campaigns/values.ts';
import { createCase } from '../../functions/core/cases/create.ts';
import { isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import { smallFile } from '../support/campaign.ts';
import { NOW, startConsole } from '../support/console.ts';
import { fieldsOf, organiserBrowser } from '../support/organiser-browser.ts';

const slug = 'free-them';
const UPDATES = `/organise/campaigns/${slug}/updates`;
const CASES = `/organise/campaigns/${slug}/edit/cases`;
let site: Awaited<ReturnType<typeof startConsole>>;
beforeEach(async () => {
  site = await startConsole();
});

const updates = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ at: isoTime(NOW - i * MINUTE), title: `News ${i}`, text: 'News.' }));
const cases = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `case-${i}`, name: `Name ${i}`, status: 'detained' as const }));
const create = (more: object) => createCampaign(site.deps, operator, { ...smallFile, ...more });
const stored = async () => (await getStoredCampaign(site.db.Campaigns, slug))?.campaign;
const admin = () => organiserBrowser(site, 'admin');
const update = { title: 'Ali is free', text: 'He is free.', when: 'draft', step: 'save' };

it('knows as many entries as the rules of each list', () => {
  const file = { ...smallFile, related: Array.from({ length: MOST_IN.related + 1 }, (_, i) => `other-${i}`) };
  expect(campaignFile.safeParse(file).error?.issues[0]?.path).toEqual(['related']);
});

describe('a campaign with as many updates as it can have', () => {
  it('says so before anything is written, with the count and what helps', async () => {
    await create({ updates: updates(15) });
    const ana = await admin();
    const opened = await ana.see(`${UPDATES}/new`);
    expect([opened.status, opened.at]).toEqual([303, UPDATES]);
    const { html } = await ana.see(UPDATES);
    expect(html).toContain('This campaign has 15 updates, which is the most that it can have.');
    expect(html).toContain('delete one that nobody needs');
    expect(html).not.toContain('Write an update');
  });

  it('says it in the words of the form to somebody who wrote meanwhile, and keeps what was typed', async () => {
    await create({ updates: updates(14) });
    const ana = await admin();
    const form = fieldsOf((await ana.see(`${UPDATES}/new`)).html);
    await ana.send(`${UPDATES}/new`, { ...form, ...update });
    const late = await ana.send(`${UPDATES}/new`, { ...form, ...update, title: 'Another', 'form-id': 'another' });
    expect(late.status).toBe(422);
    expect(late.html).toContain('This campaign has 15 updates');
    expect(late.html).toContain('value="Another"');
    expect(late.html).not.toContain('entries at most');
    expect((await stored())?.updates).toHaveLength(15);
  });

  it('also where languages leave no more room', async () => {
    const translations = { az: { title: 'Ad', demand: 'Tələb' } };
    const targets = Array.from({ length: 20 }, (_, i) => ({ name: `Target ${i}` }));
    await create({ translations, targets, cases: cases(60), updates: updates(14) });
    const ana = await admin();
    expect((await ana.see(UPDATES)).html).toContain(
      'In 1 further language, a campaign can have 94 targets, cases and updates together, and this one has as many.',
    );
  });
});

describe('a campaign with as many cases as it can have', () => {
  const full = 'This campaign has 60 cases, which is the most that it can have.';

  it('says so before anything is written', async () => {
    await create({ cases: cases(60) });
    const ana = await admin();
    for (const path of [`/organise/cases/new?campaign=${slug}`, `/organise/campaigns/${slug}/cases/add`])
      expect([path, (await ana.see(path)).at]).toEqual([path, CASES]);
    const { html } = await ana.see(CASES);
    expect(html).toContain(full);
    expect(html).not.toContain('/cases/add');
  });

  it('says it to somebody who has written or chosen one meanwhile', async () => {
    await create({ cases: cases(60) });
    await createCase(site.deps, operator, { fields: { name: 'Vali', status: 'detained' }, id: 'vali' });
    const ana = await admin();
    const fields = { name: 'Leyla', status: 'detained', campaign: slug };
    const late = await ana.send(`/organise/cases/new?campaign=${slug}`, fields);
    expect([late.status, late.html.includes(full), late.html.includes('value="Leyla"')]).toEqual([422, true, true]);
    const chosen = await ana.send(`/organise/campaigns/${slug}/cases/add`, { id: 'vali' });
    expect([chosen.status, chosen.html.includes(full)]).toEqual([422, true]);
    expect((await stored())?.cases).toHaveLength(60);
  });
});

it('says how many entries a list of a form can have, once it has as many', async () => {
  await create({ handedOver: Array.from({ length: 5 }, (_, i) => ({ on: `202${i}`, to: 'The king' })) });
  const ana = await admin();
  const { html } = await ana.see(`/organise/campaigns/${slug}/edit/hand-over`);
  expect(html).toContain('5 at most.');
  expect(html).not.toContain('name="more"');
});

it('says that nothing was changed, if the form of a case or an update is sent as it is', async () => {
  await create({ cases: cases(1), updates: updates(1) });
  const ana = await admin();
  const ofCase = await ana.fill('/organise/cases/case-0/edit', {});
  expect(ofCase.at).toBe('/organise/cases/case-0?done=same');
  expect((await ana.see(ofCase.at ?? '')).html).toContain('Nothing was changed.');
  await ana.fill(`${UPDATES}/new`, { ...update, when: 'now' });
  const { updates: found = [] } = (await stored()) ?? {};
  const ofUpdate = await ana.fill(`${UPDATES}/${found[1]?.id}`, { step: 'save' });
  expect(ofUpdate.at).toBe(`${UPDATES}?done=same`);
  expect((await ana.see(ofUpdate.at ?? '')).html).toContain('Nothing was changed.');
  expect((await stored())?.updates).toEqual(found);
});
