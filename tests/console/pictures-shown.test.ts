import { beforeEach, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { hiddenIn, raiseState } from '../../functions/core/overview/store.ts';
import { filesOf, logoName, pictureName } from '../../functions/core/pictures/address.ts';
import { campaignOf, groupOf, smallFile } from '../support/campaign.ts';
import { NOW, startConsole } from '../support/console.ts';

// Pictures that a command has stored: only the public folder of one campaign has them.
const API = '/api/organise';
const CAMPAIGNS = `${API}/campaigns`;
const madeAs = (letter: string, width: number) => ({ id: letter.repeat(20), width, height: width, widths: [width] });
const [wall, face, logo] = [madeAs('a', 480), madeAs('b', 320), { id: 'c'.repeat(20), width: 200, height: 100 }];
const pictured = {
  picture: { made: wall, alt: 'A wall' },
  cases: [
    { id: 'ali-karimov', name: 'Ali Karimov', status: 'detained', people: 1, picture: { made: face, alt: 'Ali' } },
  ],
  group: { ...groupOf(), logo: { made: { ...logo, widths: [200] } } },
} satisfies Parameters<typeof campaignOf>[0];

let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Record<string, string>;
beforeEach(async () => {
  site = await startConsole();
  admin = await site.token('admin');
  const { Campaigns } = site.db;
  for (const db of [Campaigns, hiddenIn(Campaigns)]) await raiseState(db, { versions: new Map(), checkedAt: NOW });
  await putCampaign(Campaigns, campaignOf({ slug: 'shown-one', ...pictured }), 0);
  const own = [...filesOf(wall), ...filesOf(face)].map((file) => pictureName('shown-one', file));
  for (const name of [...own, logoName(logo)]) await site.pictures.put(name, Buffer.from(name.slice(-26)));
  await site.deps.relist('shown-one');
  await site.ask('POST', CAMPAIGNS, admin, { ...smallFile, slug: 'another-one' });
});
const kept = () => site.pictures.names().filter((name) => name.startsWith('kept/'));
const change = (fields: object, as = admin, slug = 'another-one') =>
  site.ask('PATCH', `${CAMPAIGNS}/${slug}`, { ...as, 'if-match': '*' }, fields);
const fileOfShown = async () => (await site.ask('GET', `${CAMPAIGNS}/shown-one/file`, admin)).text();
const asYaml = { 'content-type': 'application/yaml' };

it('imports the file of a public campaign under another slug, with all its pictures', async () => {
  const text = (await fileOfShown()).replace('slug: shown-one', 'slug: third-one').replace(/^visibility: .*\n/m, '');
  const made = await site.ask('POST', CAMPAIGNS, { ...admin, ...asYaml }, text);
  expect([made.status, await made.json()]).toMatchObject([
    201,
    { picture: pictured.picture, cases: pictured.cases, visibility: 'draft' },
  ]);
  expect(kept()).toHaveLength(5);
  expect((await site.ask('POST', `${CAMPAIGNS}/third-one/open`, admin)).status).toBe(200);
  for (const file of [...filesOf(wall), ...filesOf(face)])
    expect(site.pictures.names()).toContain(pictureName('third-one', file));
});

it('puts such a file in place of another campaign', async () => {
  const text = (await fileOfShown()).replace('slug: shown-one', 'slug: another-one').replace('public', 'draft');
  const put = await site.ask('PUT', `${CAMPAIGNS}/another-one/file`, { ...admin, ...asYaml, 'if-match': '*' }, text);
  expect([put.status, (await put.json()) as object]).toMatchObject([200, { picture: pictured.picture }]);
});

it('takes such a picture into a campaign and a case, for those who see a campaign that has it', async () => {
  const { picture } = pictured;
  const both = await site.token({ 'another-one': 'owner', 'shown-one': 'viewer' });
  const stranger = await site.token({ 'another-one': 'owner' });
  const refused = await change({ picture }, stranger);
  expect([refused.status, await refused.json()]).toMatchObject([422, { errors: [{ field: 'picture.made' }] }]);
  expect((await change({ picture }, both)).status).toBe(200);
  const fields = { campaign: 'another-one', name: 'Leyla', status: 'detained', picture: pictured.cases[0]?.picture };
  expect((await site.ask('POST', `${API}/cases`, stranger, fields)).status).toBe(422);
  expect((await site.ask('POST', `${API}/cases`, both, fields)).status).toBe(201);
  const changed = await site.ask('PATCH', `${API}/cases/leyla`, { ...both, 'if-match': '*' }, { picture });
  expect(changed.status).toBe(200);
});

it('finds no picture whose files are gone, or that has other widths', async () => {
  await site.pictures.remove(pictureName('shown-one', filesOf(wall)[0] ?? ''));
  expect((await change({ picture: pictured.picture })).status).toBe(422);
  for (const widths of [[480, 960], [960]])
    expect((await change({ picture: { made: { ...wall, widths }, alt: 'x' } })).status).toBe(422);
});
