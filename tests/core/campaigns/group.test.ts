import { expect, it } from 'vitest';
import { faultLines } from '../../../commands/file.ts';
import { operator } from '../../../functions/core/access/actor.ts';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { groupYaml, parseGroupFile } from '../../../functions/core/campaigns/file.ts';
import { carryOutGroup, planGroup } from '../../../functions/core/campaigns/group-plan.ts';
import { getGroup, getStoredGroup, putGroup, withGroup } from '../../../functions/core/campaigns/group-store.ts';
import { listCampaignHeads } from '../../../functions/core/campaigns/head-store.ts';
import { planCampaign } from '../../../functions/core/campaigns/plan.ts';
import { ChangedMeanwhile, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { isSlug } from '../../../functions/core/campaigns/values.ts';
import { campaignOf, groupOf } from '../../support/campaign.ts';
import { anyTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const parse = (text: string) => parseGroupFile(Buffer.from(text));
const faultsIn = (text: string) => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof FaultyFile) return error.message.split('\n');
    throw error;
  }
  return [];
};

it('reads a file, and writes a group so that the file reads as the same group', () => {
  const group = parse('name: Free Voices\ncontact: https://free-voices.example/ask\n');
  expect(group.legalBasis).toContain('GDPR, Articles 6(1)(a)');
  expect(parse(groupYaml(group))).toEqual(group);
});

it.each([
  'https://free-voices.example',
  'HTTPS://free-voices.example:8443/a?b#c',
  'https://münchen.example/impressum',
  'https://пример.испытание/',
])('takes %s for a page', (page) => {
  expect(parse(`name: Free Voices\ncontact: ${page}\nimprint: ${page}\n`)).toMatchObject({
    contact: page,
    imprint: page,
  });
});

it.each([
  ['contact: ask us', 'contact must be an e-mail address, or a page that begins with https://'],
  ['contact: http://free-voices.example', 'contact must be an e-mail address, or a page that begins with https://'],
  ['contact: https://ask', 'such as https://example.org/ask, but “ask” has no dot'],
  ['contact: "javascript:alert(1)"', 'contact must be an e-mail address, or a page that begins with https://'],
  ['contact: a@b.example\nimprint: mail@b.example', 'imprint must be a page that begins with https://'],
  ['contact: a@b.example\nimprnt: x', 'imprnt is not a field that a group has: did you mean imprint?'],
])('refuses %j, with the line and the reason', (line, fault) => {
  const faults = faultsIn(`name: Free Voices\n${line}\n`);
  expect(faults).toEqual([expect.stringMatching(/^line [23]: /)]);
  expect(faults[0]).toContain(fault);
});

it.each([
  ['another kind of file', 'goal: 1\n: x'],
  ['a mark that ends it', 'name: Free Voices\n---\ncontact: a@b.example\n'],
  ['a field of another kind', 'name: [Free Voices]\ncontact: a@b.example\n'],
  ['an unknown field', 'name: Free Voices\ncontact: a@b.example\ntitle: x\n'],
  ['repeated fields', 'name: Free Voices\n'.repeat(9)],
  ['nothing', ''],
  ['too much', `name: ${'x'.repeat(4_000_001)}\n`],
])('speaks of no campaign where a group’s file is at fault: %s', (_, text) => {
  let words: string[] = [];
  try {
    parse(text);
  } catch (error) {
    if (error instanceof FaultyFile) words = faultLines(error);
  }
  expect(words.length).toBeGreaterThan(0);
  expect(words.join('\n')).not.toMatch(/campaign/i);
});

it('stores the group beside the campaigns: no list shows it, and no slug is its key', async () => {
  const { Campaigns: db } = await freshTables();
  expect(await getGroup(db)).toBeUndefined();
  await putCampaign(db, campaignOf());
  await putGroup(db, groupOf(), 0);
  expect(await getGroup(db)).toEqual(groupOf());
  expect((await listCampaignHeads(db)).map(({ slug }) => slug)).toEqual(['free-them']);
  expect(isSlug('#group')).toBe(false);
  expect(await unitsOf(db, () => getGroup(db))).toEqual([0.5]);
});

it('shows what a file would change, and writes it only over what was compared', async () => {
  const { Campaigns: campaigns } = await freshTables();
  const deps = { campaigns, audit: anyTrail(), clock: () => Date.parse('2026-06-01T00:00:00Z') };
  const first = await planGroup(deps, operator, groupOf());
  expect(first.changes).toContainEqual({ what: 'name', after: 'Free Voices' });
  await carryOutGroup(deps, operator, first);
  await expect(carryOutGroup(deps, operator, first)).rejects.toThrow(ChangedMeanwhile);
  const second = await planGroup(deps, operator, groupOf({ name: 'Freer Voices' }));
  expect(second.changes).toEqual([{ what: 'name', before: 'Free Voices', after: 'Freer Voices' }]);
  await carryOutGroup(deps, operator, second);
  expect(await getStoredGroup(campaigns)).toMatchObject({ group: { name: 'Freer Voices' }, revision: 2 });
});

it('names the campaigns whose signers agreed to the group as it was', async () => {
  const { Campaigns: campaigns } = await freshTables();
  const deps = { campaigns, clock: () => Date.parse('2026-06-01T00:00:00Z') };
  const signedBefore = async (changes: Parameters<typeof groupOf>[0]) =>
    (await planGroup(deps, operator, groupOf(changes))).signedBefore;
  await putCampaign(campaigns, campaignOf({ slug: 'signed' }));
  await putCampaign(campaigns, campaignOf({ slug: 'upcoming', opensAt: '2026-07-01T00:00:00Z' }));
  await putCampaign(campaigns, campaignOf({ slug: 'of-its-own', group: groupOf() }));
  expect(await signedBefore({})).toEqual([]);
  await putGroup(campaigns, groupOf(), 0);
  for (const changes of [{ name: 'Freer Voices' }, { controller: 'Ada, 1 Some Street' }])
    expect(await signedBefore(changes)).toEqual(['signed']);
  expect(await signedBefore({ contact: 'other@example.org', controller: 'Free Voices' })).toEqual([]);
});

it('gives a campaign the group of the installation, unless it names its own', () => {
  const own = groupOf({ name: 'Its Own' });
  expect(withGroup(campaignOf(), groupOf()).group).toEqual(groupOf());
  expect(withGroup(campaignOf({ group: own }), groupOf()).group).toEqual(own);
  expect(withGroup(campaignOf(), undefined).group).toBeUndefined();
});

it('warns of a campaign that nobody asks for', async () => {
  const { Campaigns: campaigns } = await freshTables();
  const dangersOf = async (file: Parameters<typeof campaignOf>[0]) =>
    (await planCampaign({ campaigns, clock: Date.now }, operator, campaignOf(file))).dangers;
  expect(await dangersOf({})).toContain('no-group');
  expect(await dangersOf({ group: groupOf() })).not.toContain('no-group');
  await putGroup(campaigns, groupOf(), 0);
  expect(await dangersOf({})).not.toContain('no-group');
});
