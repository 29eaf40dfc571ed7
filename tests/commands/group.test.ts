import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { groupCommand } from '../../commands/group/command.ts';
import { getGroup } from '../../functions/core/campaigns/group-store.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';

let place: CommandPlace;
beforeEach(async () => {
  place = await freshCommandPlace();
});

const run = (...args: string[]) => runCommand(groupCommand, args, { dataDir: place.directory, clock: Date.now });
const fileWith = (text: string) => place.write('group.yaml', text);

it('checks a file without a server, and names each fault with its place', async () => {
  const path = await fileWith('name: Free Voices\ncontact: nobody\n');
  const bare = { dataDir: '/nowhere', clock: Date.now };
  expect(await runCommand(groupCommand, ['check', path], bare)).toEqual({
    code: 1,
    said: [
      `${path}:2:1 contact must be an e-mail address, or a page that begins with https://, such as https://example.org/ask`,
    ],
  });
  const good = await fileWith('name: Free Voices\ncontact: ask@free-voices.example\n');
  expect(await runCommand(groupCommand, ['check', good], bare)).toEqual({
    code: 0,
    said: [`No faults: ${good} is the file of Free Voices.`],
  });
});

it('shows what it would write, and writes it with --yes', async () => {
  const path = await fileWith('name: Free Voices\ncontact: ask@free-voices.example\n');
  const dry = await run('put', path);
  expect(dry.said).toContain('  + name: Free Voices');
  expect(dry.said.at(-1)).toBe('Nothing written; run again with --yes.');
  expect(await getGroup(place.db('Campaigns'))).toBeUndefined();
  await run('put', path, '--yes');
  expect(await getGroup(place.db('Campaigns'))).toMatchObject({ name: 'Free Voices' });
  expect((await run('put', path)).said).toEqual(['No change: the group on this machine is as the file says.']);
});

it('warns of another name, or of another person who is responsible, where people may have signed', async () => {
  await run('put', await fileWith('name: Free Voices\ncontact: ask@free-voices.example\n'), '--yes');
  await putCampaign(place.db('Campaigns'), campaignOf());
  const { said } = await run('put', await fileWith('name: Freer Voices\ncontact: ask@free-voices.example\n'));
  expect(said).toContainEqual(expect.stringMatching(/^! The name changes.* may have signed free-them\./));
});

it('shows the group as a file that changes nothing when it is put again', async () => {
  expect(await run('show')).toMatchObject({ code: 1, said: [expect.stringContaining('No group is set')] });
  await run('put', await fileWith('name: Free Voices\ncontact: ask@free-voices.example\n'), '--yes');
  const { said } = await run('show');
  expect((await run('put', await fileWith(said.join('\n')))).said).toEqual([expect.stringContaining('No change')]);
});

it('overwrites nothing that the writer of a file has not seen', async () => {
  const put = async (name: string) =>
    run('put', await fileWith(`name: ${name}\ncontact: ask@free-voices.example\n`), '--yes');
  await put('Free Voices');
  const out = join(place.directory, 'shown.yaml');
  await run('show', '--out', out);
  await put('Freer Voices');
  const shown = await readFile(out, 'utf8');
  await writeFile(out, shown.replace('ask@', 'hello@'));
  expect(await run('put', out, '--yes')).toEqual({
    code: 1,
    said: [
      'Nothing written: the file is of version 1 of group, and version 2 is stored on this machine.',
      'No history has version 1, to show what has changed since.',
      'Bring it into the file, and let its first line be: # version 2 of group on this machine',
    ],
  });
  expect(await getGroup(place.db('Campaigns'))).toMatchObject({ name: 'Freer Voices' });
  const both = (await run('show')).said.join('\n').replace('ask@', 'hello@');
  await writeFile(out, both);
  expect((await run('put', out, '--yes')).code).toBe(0);
  expect(await readFile(out, 'utf8')).toBe(both.replace('version 2', 'version 3'));
  expect(await getGroup(place.db('Campaigns'))).toMatchObject({
    name: 'Freer Voices',
    contact: 'hello@free-voices.example',
  });
});

it('writes the group and its schema to files, which npm writes no line into', async () => {
  await run('put', await fileWith('name: Free Voices\ncontact: ask@free-voices.example\n'), '--yes');
  const out = join(place.directory, 'shown.yaml');
  expect((await run('show', '--out', out)).said).toEqual([`Written: ${out}.`]);
  expect((await run('put', out)).said).toEqual([expect.stringContaining('No change')]);
  expect((await run('schema', '--out', out)).said).toEqual([
    `${out} already exists. Nothing written; run again with --yes.`,
  ]);
  await run('schema', '--out', out, '--yes');
  expect(await readFile(out, 'utf8')).toBe(await readFile('docs/reference/group.schema.json', 'utf8'));
});
