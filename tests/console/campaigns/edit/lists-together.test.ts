import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../../../functions/core/access/actor.ts';
import { changeCampaign, createCampaign } from '../../../../functions/core/campaigns/organise.ts';
import { getStoredCampaign, putCampaign } from '../../../../functions/core/campaigns/store.ts';
import { changeCase } from '../../../../functions/core/cases/change.ts';
import { campaignOf, smallFile } from '../../../support/campaign.ts';
import { startConsole } from '../../../support/console.ts';
import { fieldsOf, organiserBrowser } from '../../../support/organiser-browser.ts';

/** Two people change one list: an entry that a colleague has added goes only if somebody takes it out. */

const slug = 'free-them';
const person = (name: string) => ({ id: name.toLowerCase(), name, status: 'detained' });
const day = { on: '2026-02-01', to: 'The minister' };
const source = { title: 'Report', url: 'https://example.org/r', date: '2024-03' };

let site: Awaited<ReturnType<typeof startConsole>>;
beforeEach(async () => {
  site = await startConsole();
  for (const one of ['campaign-one', 'campaign-two', 'campaign-three'])
    await putCampaign(site.db.Campaigns, campaignOf({ slug: one }));
  await createCampaign(site.deps, operator, {
    ...{ ...smallFile, timeZone: 'Asia/Baku', visibility: 'draft', targets: [{ name: 'King' }] },
    ...{ cases: ['Ali', 'Bea', 'Cem'].map(person), sources: ['flyer'], related: ['campaign-one'] },
    ...{ references: [source], handedOver: [day] },
  });
});

const stored = async () => (await getStoredCampaign(site.db.Campaigns, slug, { consistent: true }))!.campaign;
const names = async () => (await stored()).cases.map(({ name }) => name);
const sectionAt = (name: string) => `/organise/campaigns/${slug}/edit/${name}`;
/** A colleague changes the campaign. */
const meanwhile = async (change: (now: Awaited<ReturnType<typeof stored>>) => object) =>
  changeCampaign(site.deps, operator, { slug, seen: undefined, patch: { ...change(await stored()) } });
/** The words of the page that shows both versions. */
const bothIn = (html: string) =>
  (/<section class="waits".*?<\/section>/s.exec(html)?.[0] ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** Sends a form that was opened before a colleague changed the same list, and once more as the page of both versions has it. */
async function bothChange(section: string, mine: Record<string, string>, theirs: Parameters<typeof meanwhile>[0]) {
  const ana = await organiserBrowser(site, 'admin');
  const form = fieldsOf((await ana.see(sectionAt(section))).html);
  await meanwhile(theirs);
  const asked = await ana.send(sectionAt(section), { ...form, ...mine });
  expect(asked.status).toBe(409);
  return {
    both: bothIn(asked.html),
    form: fieldsOf(asked.html),
    saveAgain: async () => (await ana.send(sectionAt(section), fieldsOf(asked.html))).status,
  };
}

describe('the cases', () => {
  const adds: Parameters<typeof meanwhile>[0] = ({ cases }) => ({ cases: [...cases, person('Dua')] });

  it('keep one that was added while somebody put them in order', async () => {
    const { both, form, saveAgain } = await bothChange('cases', { 'cases.2.place': '1' }, adds);
    expect(form).toMatchObject({ 'cases.2.place': '1', 'cases.3.key': 'dua', 'cases.3.place': '4' });
    expect(both).toContain(
      'Cases You typed Cem : Position 3 → 1 Saved meanwhile Ali : Position 1 Bea : Position 2 Cem : Position 3 Dua : Position 4 ',
    );
    expect(both).toContain('Where you changed nothing, the form has what was saved meanwhile: ');
    expect(await saveAgain()).toBe(303);
    expect(await names()).toEqual(['Cem', 'Ali', 'Bea', 'Dua']);
  });

  it('keep one that was added while somebody took another one out', async () => {
    const { both, saveAgain } = await bothChange('cases', { 'cases.0.out': 'yes' }, adds);
    expect(both).toContain('You typed Ali : Take out of this campaign Saved meanwhile ');
    expect(await saveAgain()).toBe(303);
    expect(await names()).toEqual(['Bea', 'Cem', 'Dua']);
  });

  it('keep the order that a colleague gave to those that stayed where they were', async () => {
    const { both, saveAgain } = await bothChange('cases', { 'cases.2.out': 'yes' }, ({ cases: [ali, bea, cem] }) => ({
      cases: [bea, ali, cem],
    }));
    expect(both).toContain('You typed Cem : Take out of this campaign Saved meanwhile Bea : Position 1 Ali');
    expect(await saveAgain()).toBe(303);
    expect(await names()).toEqual(['Bea', 'Ali']);
  });

  it('leave one out that a colleague took out', async () => {
    const { form, saveAgain } = await bothChange('cases', { 'cases.2.place': '1' }, ({ cases }) => ({
      cases: cases.slice(1),
    }));
    expect(form['cases.2.key']).toBeUndefined();
    expect(await saveAgain()).toBe(303);
    expect(await names()).toEqual(['Cem', 'Bea']);
  });

  it('say who was taken out while somebody put them in order', async () => {
    const swapped = { 'cases.0.place': '3', 'cases.2.place': '1' };
    const { both, form, saveAgain } = await bothChange('cases', swapped, ({ cases }) => ({ cases: cases.slice(0, 2) }));
    expect(both).toContain(
      'You typed Ali : Position 1 → 3 Cem : Position 3 → 1 Saved meanwhile Ali : Position 1 Bea : Position 2 Cem : No longer in this campaign ',
    );
    expect(both).toContain('new entries of lists are in it, and removed ones are not.');
    expect(form).toMatchObject({ 'cases.0.place': '2', 'cases.1.place': '2' });
    expect(await saveAgain()).toBe(303);
    expect(await names()).toEqual(['Bea', 'Ali']);
  });

  it('say who was taken out while somebody took another one out', async () => {
    const { both, saveAgain } = await bothChange('cases', { 'cases.0.out': 'yes' }, ({ cases: [ali, bea] }) => ({
      cases: [ali, bea],
    }));
    expect(both).toContain('You typed Ali : Take out of this campaign Saved meanwhile Ali : Position 1 Bea');
    expect(both).toContain('Cem : No longer in this campaign');
    expect(await saveAgain()).toBe(303);
    expect(await names()).toEqual(['Bea']);
  });

  it('say what was typed over a version that nobody knows, as they are now', async () => {
    const { both } = await bothChange('cases', { 'cases.2.place': '1', seen: '9999' }, ({ cases }) => ({
      cases: cases.slice(1),
    }));
    expect(both).toContain('You typed Cem : Position 2 → 1 Saved meanwhile Bea : Position 1 Cem : Position 2 ');
  });

  it('stay if a form has no row for them', async () => {
    const ana = await organiserBrowser(site, 'admin');
    const { seen = '', was = '' } = fieldsOf((await ana.see(sectionAt('cases'))).html);
    const form = { seen, was, 'cases.0.key': 'cem', 'cases.0.place': '1' };
    expect((await ana.send(sectionAt('cases'), form)).status).toBe(303);
    expect(await names()).toEqual(['Cem', 'Ali', 'Bea']);
  });

  it.each([
    ['two at one position keep their order', { 'cases.1.place': '1', 'cases.2.place': '1' }, ['Bea', 'Cem', 'Ali']],
    ['two at the last', { 'cases.0.place': '3', 'cases.1.place': '3' }, ['Cem', 'Ali', 'Bea']],
    [
      'all to other positions',
      { 'cases.0.place': '2', 'cases.1.place': '3', 'cases.2.place': '1' },
      ['Cem', 'Ali', 'Bea'],
    ],
  ])('go where they are put: %s', async (_, places, order) => {
    const ana = await organiserBrowser(site, 'admin');
    expect((await ana.fill(sectionAt('cases'), places)).status).toBe(303);
    expect(await names()).toEqual(order);
  });
});

describe('another list', () => {
  const lists: [string, Record<string, string>, Parameters<typeof meanwhile>[0], object][] = [
    [
      'targets',
      { 'targets.0.role': 'Head' },
      ({ targets }) => ({ targets: [...targets, { name: 'Judge' }] }),
      { targets: [{ name: 'King', role: 'Head' }, { name: 'Judge' }] },
    ],
    [
      'references',
      { 'references.0.publisher': 'HRW' },
      ({ references }) => ({ references: [{ title: 'Other', url: 'https://example.org/o' }, ...references] }),
      { references: [{ title: 'Other' }, { title: 'Report', publisher: 'HRW' }] },
    ],
    [
      'hand-over',
      { 'handedOver.0.answer': 'Nothing.' },
      ({ handedOver }) => ({ handedOver: [...handedOver, { on: '2026-02-02', to: 'The king' }] }),
      { handedOver: [{ to: 'The minister', answer: 'Nothing.' }, { to: 'The king' }] },
    ],
    [
      'sources',
      { sources: 'flyer\nletter', related: 'campaign-two' },
      ({ sources, related }) => ({ sources: [...sources, 'radio'], related: [...related, 'campaign-three'] }),
      { sources: ['flyer', 'letter', 'radio'], related: ['campaign-two', 'campaign-three'] },
    ],
  ];
  it.each(lists)('keeps what a colleague added meanwhile: %s', async (section, mine, theirs, both) => {
    const { saveAgain } = await bothChange(section, mine, theirs);
    expect(await saveAgain()).toBe(303);
    expect(await stored()).toMatchObject(both);
  });

  it('shows dates in words', async () => {
    const { both } = await bothChange('references', { 'references.0.publisher': 'HRW' }, ({ references }) => ({
      references: [{ ...references[0], date: '2025-04-02' }],
    }));
    expect(both).toMatch(/You typed .* Source 1, Date March 2024 Saved meanwhile .* Source 1, Date 2 April 2025 /);
  });

  it('of translations keeps a language that was added while another one is removed', async () => {
    const words = { title: 'Ad', demand: 'Tələb' };
    await meanwhile(() => ({ translations: { az: words } }));
    const ana = await organiserBrowser(site, 'admin');
    const form = fieldsOf((await ana.see(sectionAt('translations'))).html);
    await meanwhile(() => ({ translations: { fr: words } }));
    expect((await ana.send(sectionAt('translations'), { ...form, 'removed-languages': 'az' })).status).toBe(303);
    expect(Object.keys((await stored()).translations ?? {})).toEqual(['fr']);
  });

  it('of what happened to a prisoner keeps what a colleague added', async () => {
    const event = { status: 'detained', on: '2026-01-01' };
    await changeCase(site.deps, operator, { id: 'ali', patch: { history: [event] }, seen: undefined });
    const ana = await organiserBrowser(site, 'admin');
    const form = fieldsOf((await ana.see('/organise/cases/ali/edit')).html);
    const released = { status: 'released', on: '2026-02-02' };
    await changeCase(site.deps, operator, {
      ...{ id: 'ali', seen: undefined },
      patch: { history: [event, released], status: 'released' },
    });
    const asked = await ana.send('/organise/cases/ali/edit', { ...form, 'history.0.note': 'At night' });
    expect(asked.status).toBe(409);
    expect(bothIn(asked.html)).toContain(
      'Saved meanwhile Entry 1, What happened In prison Entry 1, Date 1 January 2026',
    );
    expect((await ana.send('/organise/cases/ali/edit', fieldsOf(asked.html))).status).toBe(303);
    const [ali] = (await stored()).cases;
    expect(ali).toMatchObject({ status: 'released', history: [{ ...event, note: 'At night' }, released] });
  });
});

it('asks about an opening and a closing that two people typed, by the clocks of each', async () => {
  const { both } = await bothChange(
    'dates',
    { 'closesAt.day': '9', 'closesAt.month': '8', 'closesAt.year': '2027' },
    () => ({
      timeZone: 'Europe/Berlin',
    }),
  );
  expect(both).toMatch(
    / Dates You typed Opens : \S.* UTC\+4 Closes : 9 August 2027 Time zone : Asia\/Baku Saved meanwhile /,
  );
});
