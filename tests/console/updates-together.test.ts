import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { addUpdate, changeUpdate } from '../../functions/core/campaigns/organise-updates.ts';
import { getStoredCampaign } from '../../functions/core/campaigns/store.ts';
import { smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { fieldsOf, organiserBrowser } from '../support/organiser-browser.ts';

/** Two people change one update. Words are meant for a state, and a moment counts with the choice beside it. */

const slug = 'free-them';
const UPDATES = `/organise/campaigns/${slug}/updates`;
const JANUARY = { at: '2027-01-01T09:00:00+04:00' };
const JUNE = { at: '2027-06-01T09:00:00+04:00' };
const PAST = { at: '2026-02-01T09:00:00+04:00' };
const DRAFT = { draft: true };

type Change = Readonly<Record<string, unknown>>;

let site: Awaited<ReturnType<typeof startConsole>>;
beforeEach(async () => {
  site = await startConsole();
  await createCampaign(site.deps, operator, { ...smallFile, timeZone: 'Asia/Baku', visibility: 'public' });
});

const stored = async () =>
  (await getStoredCampaign(site.db.Campaigns, slug, { consistent: true }))!.campaign.updates[0];

/** The form of an update as an editor has opened it, and the update as a colleague has changed it since. */
async function bothChange(update: Change, theirs: Change) {
  const fields = { title: 'First', text: 'Old words.', ...update };
  const { id } = (await addUpdate(site.deps, operator, { slug, seen: undefined, update: fields })).update;
  const ana = await organiserBrowser(site, 'admin');
  const form = fieldsOf((await ana.see(`${UPDATES}/${id}`)).html);
  await changeUpdate(site.deps, operator, { slug, id, seen: undefined, patch: theirs });
  const send = async (mine: Record<string, string>) => {
    const { status, at, html } = await ana.send(`${UPDATES}/${id}`, mine);
    const both = /<section class="waits".*?<\/section>/s.exec(html)?.[0] ?? '';
    return {
      ...{ status, at, both: both.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') },
      again: () => send(fieldsOf(html)),
    };
  };
  return { send: (mine: Record<string, string>) => send({ ...form, ...mine }) };
}

it.each([
  [
    'a draft that was published',
    DRAFT,
    { draft: null, ...PAST },
    'Not yet: keep it as a draft',
    'Published : 1 February 2026 at 09:00 UTC\\+4',
  ],
  [
    'a draft that was scheduled',
    DRAFT,
    { draft: null, ...JUNE },
    'Not yet: keep it as a draft',
    'Appears on 1 June 2027 at 09:00 UTC\\+4',
  ],
  [
    'a scheduled one that was published',
    JUNE,
    PAST,
    'Appears on 1 June 2027 at 09:00 UTC\\+4',
    'Published : 1 February',
  ],
  ['a published one that became a draft', PAST, DRAFT, 'Appears on 1 February 2026', 'Not yet: keep it as a draft'],
])('asks before it saves words in %s meanwhile', async (_, before, theirs, mine, saved) => {
  const { send } = await bothChange(before, theirs);
  const now = await stored();
  const { status, both, again } = await send({ text: 'Not checked yet.' });
  expect([status, await stored()]).toEqual([409, now]);
  expect(both).toMatch(new RegExp(`When does it appear\\? You typed ${mine}.* Saved meanwhile ${saved}`));
  // The form has the choice of its writer.
  expect((await again()).status).toBe(303);
  expect(await stored()).toMatchObject({ text: 'Not checked yet.', ...before });
});

it('asks before it publishes words that a colleague wrote meanwhile in a draft, and shows them', async () => {
  const { send } = await bothChange(DRAFT, { text: 'Not checked yet.' });
  const { status, both, again } = await send({ when: 'now' });
  expect([status, (await stored())?.draft]).toEqual([409, true]);
  expect(both).toContain('Text You typed Old words. Saved meanwhile Not checked yet.');
  expect((await again()).at).toBe(`${UPDATES}?done=published`);
  expect(await stored()).toMatchObject({ text: 'Not checked yet.' });
});

it('asks nothing about a moment that both chose', async () => {
  const { send } = await bothChange(DRAFT, { draft: null, ...JUNE });
  const june = { when: 'at', 'at.day': '1', 'at.month': '6', 'at.year': '2027', 'at.time': '09:00' };
  expect((await send({ text: 'Checked.', ...june })).status).toBe(303);
  expect(await stored()).toMatchObject({ text: 'Checked.', ...JUNE });
});

it('asks before it publishes what a colleague has put off meanwhile', async () => {
  const { send } = await bothChange(JANUARY, JUNE);
  const { status, both } = await send({ when: 'now' });
  expect([status, await stored()]).toMatchObject([409, JUNE]);
  expect(both).toContain(
    'You typed Now, as soon as you press “Save” Saved meanwhile Appears on 1 June 2027 at 09:00 UTC+4',
  );
});

it.each([
  ['words, while a colleague moves the moment', JANUARY, JUNE, { text: 'New.' }, { text: 'New.', ...JUNE }],
  ['the moment, while a colleague writes', JANUARY, { text: 'New.' }, { 'at.month': '6' }, { text: 'New.', ...JUNE }],
  ['a draft of it, while a colleague writes', JANUARY, { text: 'New.' }, { when: 'draft' }, { text: 'New.', ...DRAFT }],
  ['nothing, while a colleague publishes it', DRAFT, { draft: null, ...PAST }, {}, PAST],
] as [string, Change, Change, Record<string, string>, object][])(
  'keeps both without a question, if somebody changes %s',
  async (_, before, theirs, mine, both) => {
    const { send } = await bothChange(before, theirs);
    expect((await send(mine)).status).toBe(303);
    expect(await stored()).toMatchObject(both);
  },
);

it('does not say that nothing was changed, if the same was saved since the form was opened', async () => {
  const { send } = await bothChange(PAST, { text: 'New.' });
  // It may be this form itself, sent twice.
  expect((await send({ text: 'New.' })).at).toBe(`${UPDATES}?done=changed`);
});

it('says that nothing was changed, if nothing was saved meanwhile either', async () => {
  const { send } = await bothChange(PAST, {});
  expect((await send({})).at).toBe(`${UPDATES}?done=same`);
});
