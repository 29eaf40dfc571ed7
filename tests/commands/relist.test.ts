import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { readOverviewOf } from '../../functions/core/overview/reader.ts';
import { bucketOf, OVERVIEW } from '../../functions/core/overview/store.ts';
import { smallYaml } from '../support/campaign.ts';
import { freshCommandPlace, runCommand } from '../support/command.ts';
import { putOverview } from '../support/overview.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');

/** An Amparo on this machine with an overview, and what an organiser does there. */
async function started() {
  const place = await freshCommandPlace();
  const db = place.db('Campaigns');
  await putOverview(db, NOW);
  const run = (...args: string[]) => runCommand(campaignCommand, args, { dataDir: place.directory, clock: () => NOW });
  const put = async (text: string) => run('put', await place.write('campaign.yaml', text), '--yes');
  const listed = async () =>
    (await readOverviewOf(db)())?.entries.map(({ title, closesAt }) => (closesAt ? `${title} (closed)` : title));
  return { db, run, put, listed };
}

it('shows in lists at once what an organiser puts, changes, closes, hides and deletes', async () => {
  const { run, put, listed } = await started();
  await put(smallYaml);
  expect(await listed()).toEqual(['Free them']);
  const changed = smallYaml.replace('title: Free them', 'title: Free all of them');
  await put(changed);
  expect(await listed()).toEqual(['Free all of them']);
  await run('close', 'free-them', '--yes');
  expect(await listed()).toEqual(['Free all of them (closed)']);
  for (const visibility of ['draft', 'unlisted']) {
    await put(`${changed}visibility: ${visibility}\n`);
    expect(await listed(), visibility).toEqual([]);
    await put(changed);
    expect(await listed()).toEqual(['Free all of them']);
  }
  await run('delete', 'free-them', '--yes', '--really');
  expect(await listed()).toEqual([]);
});

it('leaves lists alone while nothing is written', async () => {
  const { run, put, listed } = await started();
  await put(smallYaml);
  await run('close', 'free-them');
  expect(await listed()).toEqual(['Free them']);
});

it('writes the campaign all the same when the lists cannot be written, and says when they show it', async () => {
  const { db, put, run } = await started();
  const key = { pk: { S: OVERVIEW }, sk: { S: String(bucketOf('free-them')).padStart(3, '0') } };
  const broken = { ...key, version: { N: '1' }, entries: { B: Buffer.from('no bucket') } };
  await db.client.send(new PutItemCommand({ TableName: db.table, Item: broken }));
  const { code, said } = await put(smallYaml);
  expect(code).toBe(0);
  expect(said).toContain('Lists of campaigns will show it in a few minutes.');
  expect((await run('show', 'free-them')).code).toBe(0);
  const deleted = await run('delete', 'free-them', '--yes', '--really');
  expect([deleted.code, deleted.said]).toEqual([
    0,
    expect.arrayContaining(['Lists of campaigns will show it in a few minutes.']),
  ]);
});
