import { beforeEach, expect, it } from 'vitest';
import { organisersCommand } from '../../commands/organisers/command.ts';
import { tokenCommand } from '../../commands/token/command.ts';
import { organiserKeys } from '../../functions/core/access/account.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { listOrganisers } from '../../functions/core/access/people.ts';
import { accountForSignIn } from '../../functions/core/access/sign-in.ts';
import { putToken } from '../../functions/core/access/token-store.ts';
import { actorOfToken, listAccessTokens } from '../../functions/core/access/tokens.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { putOrganisersOnce } from '../../infra/local/organisers.ts';
import { readOrMakeSecrets } from '../../infra/local/secrets.ts';
import { campaignOf } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';
import { anyTrail } from '../support/records.ts';

const start = Date.parse('2026-11-29T08:00:00Z');
const time = { now: start };
const clock = () => time.now;
let place: CommandPlace;
let deps: Parameters<typeof putOrganisersOnce>[0];
beforeEach(async () => {
  time.now = start;
  place = await freshCommandPlace();
  const { organisers = '' } = readOrMakeSecrets(place.directory);
  deps = {
    ...{ organisers: place.db('Organisers'), audit: anyTrail(), clock, keys: async () => organiserKeys(organisers) },
    hasCampaign: async () => true,
    endPreviews: async () => undefined,
  };
  await putCampaign(place.db('Campaigns'), campaignOf());
});
const run = (command: Parameters<typeof runCommand>[0], line: string) =>
  runCommand(command, line.split(' ').filter(Boolean), { dataDir: place.directory, clock });
const organisers = (line: string) => run(organisersCommand, line);
const token = (line: string) => run(tokenCommand, line);
/** What a script reads: standard output alone. */
async function printed(line: string): Promise<string> {
  const out: string[] = [];
  const terminal = { print: (text: string) => void out.push(text), complain: () => undefined };
  expect(await tokenCommand(line.split(' '), { ...terminal, dataDir: place.directory, clock })).toBe(0);
  return out.join('\n');
}

it('invites, shows, changes and removes organisers', async () => {
  expect((await organisers('list')).said).toEqual(['There are no organisers on this machine.']);
  await organisers('invite ada@example.org --admin --name Ada --yes');
  time.now += 1;
  const bob = 'invite bob@example.org --campaign free-them=editor --days 2';
  const line = 'New on this machine: bob@example.org  editor of free-them';
  expect((await organisers(bob)).said).toEqual([line, 'Nobody invited; run again with --yes.']);
  expect((await organisers('list')).said).toHaveLength(1);
  expect(await organisers(`${bob} --yes`)).toEqual({
    code: 0,
    said: [line, 'Invited on this machine: bob@example.org. They sign in with this address.'],
  });
  expect((await organisers('list')).said).toEqual([
    'ada@example.org  Ada  admin  invited until 2026-12-06T08:00',
    'bob@example.org  editor of free-them  invited until 2026-12-01T08:00',
  ]);
  const shown = [
    'bob@example.org  editor of free-them  invited until 2026-12-01T08:00, on this machine, changes:',
    '  ~ free-them: editor → owner',
  ];
  const role = 'role bob@example.org --campaign free-them';
  expect((await organisers(`${role}=owner`)).said).toEqual([...shown, 'Nothing written; run again with --yes.']);
  expect((await organisers(`${role}=owner --yes`)).said).toEqual([
    ...shown,
    'Written: bob@example.org  owner of free-them  invited until 2026-12-01T08:00',
  ]);
  expect((await organisers(`${role}=owner`)).said).toEqual([
    'No change: bob@example.org  owner of free-them  invited until 2026-12-01T08:00',
  ]);
  expect((await organisers(`${role}=none --admin --yes`)).said.slice(1)).toEqual([
    ...['  + admin', '  - free-them: owner'],
    'Written: bob@example.org  admin  invited until 2026-12-01T08:00',
  ]);
  expect((await organisers('remove bob@example.org')).said.join()).toMatch(/--yes/);
  expect((await organisers('remove bob@example.org --yes')).said.at(-1)).toBe(
    'Removed from this machine: bob@example.org.',
  );
  time.now += 8 * DAY;
  expect((await organisers('list')).said).toEqual([
    'ada@example.org  Ada  admin  invitation expired at 2026-12-06T08:00',
  ]);
});

it('shows before it removes somebody which updates near them will still appear', async () => {
  await organisers('invite bob@example.org --campaign free-them=editor --yes');
  const updates = [
    { at: '2026-12-11T08:00:00Z', title: 'A visit', text: 'Soon.' },
    { at: '2026-12-10T08:00:00Z', title: 'A hearing', text: 'Soon.' },
    { at: '2026-11-01T08:00:00Z', title: 'An arrest', text: 'It was so.' },
  ];
  await putCampaign(place.db('Campaigns'), campaignOf({ updates }));
  expect((await organisers('remove bob@example.org')).said.slice(1)).toEqual([
    '! Scheduled updates that will still appear: 2. To stop one: npm run updates -- delete SLUG ID',
    '!   2026-12-10T08:00:00Z  free-them  20261210t080000z  A hearing',
    '!   2026-12-11T08:00:00Z  free-them  20261211t080000z  A visit',
    'Nothing changed; run again with --yes.',
  ]);
});

it('asks before it invites again somebody who is here, and says what that ends', async () => {
  await organisers('invite ada@example.org --admin --yes');
  const signIn = { issuer: 'https://id.example', subject: '1', address: 'ada@example.org', isAddressVerified: true };
  await accountForSignIn(deps, signIn);
  const asked = await organisers('invite ADA@example.org');
  expect(asked.said.join('\n')).toMatch(/ada@example\.org {2}admin {2}never here/);
  expect((await organisers('list')).said[0]).toMatch(/never here/);
  await organisers('invite ADA@example.org --yes');
  expect((await organisers('list')).said[0]).toMatch(/^ADA@example\.org {2}admin {2}invited until/);
});

it.each([
  ['invite ada', 'ADDRESS must be an e-mail address such as ada@example.org.'],
  ['invite ada@example.org --campaign free-them', /--campaign must be SLUG=ROLE, and ROLE one of owner, editor/],
  ['invite ada@example.org --campaign free-them=king', /--campaign must be SLUG=ROLE/],
  ['invite ada@example.org --campaign other=owner', /There is no campaign other on this machine/],
  ['invite ada@example.org --days 0', /--days must be a whole number from 1 to 30/],
  ['role eve@example.org --admin', /There is no organiser with this address on this machine/],
  ['role eve@example.org --admin --not-admin', /--admin or --not-admin, not both/],
  ['role eve@example.org', /`role` needs --campaign, --admin or --not-admin/],
  ['role admin@example.org --not-admin --yes', /this is the only admin on this machine/],
  ['remove admin@example.org --yes', /this is the only admin on this machine/],
])('refuses: %s', async (line, words) => {
  await putOrganisersOnce(deps, 'free-them');
  const { code, said } = await organisers(line);
  expect(code).toBeGreaterThan(0);
  expect(said.join('\n')).toMatch(words);
});

it('prints no control characters of a name, and says that the name is wrong', async () => {
  const args = ['invite', 'ada@example.org', '--name', 'Ada\u001b[31m'];
  expect(await runCommand(organisersCommand, args, { dataDir: place.directory, clock })).toEqual({
    code: 1,
    said: ['--name must not have control characters.'],
  });
});

it('has an admin and a volunteer on a new machine, once', async () => {
  await putOrganisersOnce(deps, 'free-them');
  const before = (await organisers('list')).said;
  expect(before.sort()).toEqual([
    'admin@example.org  Admin  admin  never here',
    'volunteer@example.org  Volunteer  viewer of free-them  never here',
  ]);
  await organisers('remove volunteer@example.org --yes');
  await putOrganisersOnce(deps, 'free-them');
  expect((await organisers('list')).said).toHaveLength(1);
});

it('prints a token alone, which acts for its account as the options say', async () => {
  await putOrganisersOnce(deps, 'free-them');
  const words = await printed('--account admin@example.org');
  expect(words).toMatch(/^amp_[\w-]{43}$/);
  expect(await actorOfToken(deps, words)).toMatchObject({
    isAdmin: true,
    scopes: ['campaigns:read', 'campaigns:write', 'campaigns:publish'],
  });
  const narrow = await printed(
    '--account volunteer@example.org --scope campaigns:read --scope audit:read --campaign free-them --days 2',
  );
  expect(await actorOfToken(deps, narrow)).toMatchObject({
    ...{ isAdmin: false, campaigns: { 'free-them': 'viewer' }, scopes: ['campaigns:read', 'audit:read'] },
  });
  time.now += 2 * DAY;
  expect(await actorOfToken(deps, narrow)).toBeUndefined();
});

it('lists tokens without their words, and revokes one', async () => {
  await putOrganisersOnce(deps, 'free-them');
  const words = await printed('--account admin@example.org --name Website');
  await actorOfToken(deps, words);
  const [line = ''] = (await token('list --account admin@example.org')).said;
  expect(line).toMatch(
    /^tok_\w{10} {2}until 2027-02-27 {2}“Website” {2}campaigns:read campaigns:write campaigns:publish {2}for all campaigns of the account {2}last used on 2026-11-29$/,
  );
  expect(line).not.toContain(words.slice(4));
  const [id = ''] = line.split(' ');
  const revoke = `revoke ${id} --account admin@example.org`;
  expect((await token(revoke)).said).toEqual([line, 'Nothing changed; run again with --yes.']);
  expect(await actorOfToken(deps, words)).toBeDefined();
  expect((await token(`${revoke} --yes`)).said).toEqual([line, `Revoked: ${id}.`]);
  expect(await actorOfToken(deps, words)).toBeUndefined();
  expect((await token(`${revoke} --yes`)).said.join()).toMatch(/has no such token/);
  expect((await token('list --account admin@example.org')).said).toEqual(['This organiser has no token.']);
});

it('takes no name of a token that commands a terminal, and shows one from before without that', async () => {
  await putOrganisersOnce(deps, 'free-them');
  await printed('--account admin@example.org --name Website');
  const account = (await listOrganisers(deps, operator)).find(({ isAdmin }) => isAdmin)!.id;
  const [website] = await listAccessTokens(deps, operator, { account });
  const odd = { ...website!, id: 'tok_odd', name: 'a\u001b[2K\u202eb' };
  await putToken(deps.organisers, 'hash', odd, { all: 2 });
  const { said } = await token('list --account admin@example.org');
  expect(said.join()).toContain('“a�[2K�b”');
  const refused = await token('--account admin@example.org --name a\u001b[2Kb');
  expect(refused.said.join()).toContain('--name must not have characters that nobody sees.');
});

it.each([
  ['', /--account must name an organiser|npm run token/],
  ['--account eve@example.org', /There is no organiser with this address/],
  ['--account admin@example.org --scope all', /There is no scope `all`/],
  ['--account admin@example.org --campaign other', /There is no campaign other/],
  ['--account admin@example.org --days 367', /--days must be a whole number from 1 to 366/],
  [`--account admin@example.org --name ${'x'.repeat(61)}`, /--name may have 60 characters at most/],
  ['more --account admin@example.org', /takes nothing more/],
])('makes no token for: %s', async (line, words) => {
  await putOrganisersOnce(deps, 'free-them');
  const { said } = await token(line);
  expect(said.join('\n')).toMatch(words);
  expect(said.join('\n')).not.toMatch(/amp_\w{43}/);
});
