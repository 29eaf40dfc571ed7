import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { reconcileCommand } from '../../commands/reconcile/command.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { DAY, HOUR } from '../../functions/core/running/clock.ts';
import { putSignatureOnce } from '../../functions/core/signatures/store.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { campaignOf } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, interruptedAfter, runCommand } from '../support/command.ts';
import { silentLog } from '../support/log.ts';
import { namesIn } from '../support/names.ts';
import { signatureOf, signerOf } from '../support/signature.ts';
import { changesOf } from '../support/stream.ts';

// Each recount is 256 reads, which take their time on a busy machine.

const campaign = 'free-them';
const NOW = Date.parse('2096-06-01T12:00:00Z');
let place: CommandPlace;
let now: number;
const db: CommandPlace['db'] = (name) => place.db(name);

beforeEach(async () => {
  now = NOW;
  place = await freshCommandPlace();
  await putCampaign(db('Campaigns'), campaignOf({ showNames: true }));
});

/** Runs `npm run reconcile` with an answer to its question, or without a terminal. Ctrl-C comes after some looks. */
async function run(args: string[], answer?: () => Promise<boolean>, looks = Number.POSITIVE_INFINITY) {
  const { code, said } = await runCommand(reconcileCommand, args, {
    ...{ ask: answer, dataDir: place.directory, clock: () => now, pause: async () => undefined },
    ...interruptedAfter(looks),
  });
  return { code, said: said.filter((line) => !/\d+ of 256 parts/.test(line)) };
}

async function sign(people: number, confirmedAt = NOW): Promise<void> {
  await put(0, people, confirmedAt);
  for (const [lane, changes] of await changesOf(db('Signatures')))
    await tallyBatch({ counts: db('Counts'), clock: () => now, log: silentLog }, lane, changes);
}

async function put(from: number, to: number, confirmedAt = NOW): Promise<void> {
  for (let i = from; i < to; i++) {
    const signature = signatureOf(campaign, signerOf(campaign, `${i}`), NOW, {
      confirmedAt,
      country: i === 0 ? 'DE' : 'AZ',
      ...(i === 1 && { publicName: 'Ada' }),
    });
    await putSignatureOnce(db('Signatures'), signature);
  }
}

const change = (name: string, n: number, Key = { pk: { S: campaign }, sk: { S: 'base' } }) =>
  db('Counts').client.send(
    new UpdateItemCommand({
      TableName: db('Counts').table,
      Key,
      UpdateExpression: 'ADD #name :n',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':n': { N: String(n) } },
    }),
  );

const RECOUNTED = 'by the recount of 2096-06-01T12:00:00.000Z';
const FOUND = 'The recount of 2096-06-01T12:00:00.000Z found';
const CERTAIN = 'Certain from 2096-06-02T13:00:00.000Z';
const EXACT = 'The exact error is certain from 2096-06-02T13:00:00.000Z:';
const wrongLines = [
  `${campaign}: 2 counts are wrong, ${RECOUNTED}:`,
  '              counted  recounted  missing',
  '  country AZ        3          4       +1',
  '  country DE        3          1       -2',
  '  countries add up to 6, not to the total of 5',
];

it('shows the signatures in the table at once, and a day later that the counts are right', async () => {
  await sign(5);
  expect(await run([])).toEqual({
    code: 0,
    said: [`${campaign}: the counts agree so far. ${FOUND} 5 counted signatures. ${CERTAIN}.`],
  });
  now += 25 * HOUR;
  expect(await run([])).toEqual({ code: 0, said: [`${campaign}: right, 5 counted, ${RECOUNTED}.`] });
});

it('finds nothing wrong with a demonstration that was filled in for weeks past, after it was recounted', async () => {
  await run([]);
  await sign(5, NOW - 20 * DAY);
  expect(await run(['--repair'])).toEqual({
    code: 0,
    said: [`${campaign}: the counts agree so far. ${FOUND} 0 counted signatures (5 are counted now). ${CERTAIN}.`],
  });
});

it('says that counts may be late, and when they can be corrected', async () => {
  await sign(4);
  await put(4, 5);
  const said = `${campaign}: some counts differ, maybe because signatures are counted late. ${FOUND} 5 counted signatures (4 are counted now). ${CERTAIN}.`;
  expect(await run(['--campaign', campaign])).toEqual({ code: 0, said: [said] });
  expect(await run(['--repair', '--yes'])).toEqual({
    code: 0,
    said: [said, 'Nothing can be corrected before 2096-06-02T13:00:00.000Z.'],
  });
});

it('says at once that counts are wrong if no late signature can explain it, even if they add up', async () => {
  await sign(5);
  await run([]);
  const failed = 'Counts are wrong: free-them.';
  await change('c:AZ', 1);
  expect(await run([])).toEqual({
    code: 1,
    said: [
      `${campaign}: counts do not add up. ${FOUND} 5 counted signatures. ${EXACT}`,
      '  countries add up to 6, not to the total of 5',
      '  countries changed by 1 since the recount began, 0 of it by signatures',
      failed,
    ],
  });
  for (const name of ['n', 's:other', 'h:2096-06-01T12']) await change(name, 1);
  const changed = ['countries', 'hours', 'total', 'sources'].map(
    (what) => `  ${what} changed by 1 since the recount began, 0 of it by signatures`,
  );
  const words = 'something other than signatures changed the counts';
  expect(await run(['--repair', '--yes'])).toEqual({
    code: 1,
    said: [
      `${campaign}: ${words}. ${FOUND} 5 counted signatures (6 are counted now). ${EXACT}`,
      ...changed,
      'Nothing can be corrected before 2096-06-02T13:00:00.000Z.',
      failed,
    ],
  });
  now += 25 * HOUR;
  expect(await run([])).toEqual({ code: 1, said: [`${campaign}: ${words}, ${RECOUNTED}:`, ...changed, failed] });
});

it('shows differences, corrects them only after a clear yes, and prints its changes', async () => {
  await sign(5);
  await change('c:AZ', -1);
  await change('c:DE', 2);
  await run([]);
  now += 25 * HOUR;
  const failed = 'Counts are wrong: free-them.';
  expect(await run([])).toEqual({ code: 1, said: [...wrongLines, failed] });
  for (const [answer, kept] of [
    [undefined, 'Nothing changed; run again with --yes.'],
    [async () => false, 'Nothing changed.'],
  ] as const)
    expect(await run(['--repair'], answer)).toEqual({ code: 1, said: [...wrongLines, kept, failed] });
  expect(await run(['--repair'], async () => true)).toEqual({
    code: 0,
    said: [...wrongLines, 'Corrected on free-them, this machine: 2 counts.', '  country AZ: +1', '  country DE: -2'],
  });
  expect([...(await queryCounts(db('Counts'), campaign)).byCountry].sort()).toEqual([
    ['AZ', 4],
    ['DE', 1],
  ]);
  now += DAY;
  expect((await run(['--repair', '--yes'])).said.at(-1)).toMatch(/^free-them: right, 5 counted/);
});

it('corrects only shown differences that it finds again', async () => {
  await sign(5);
  await change('c:AZ', -1);
  await change('c:DE', 2);
  await run([]);
  now += 25 * HOUR;
  // Before the answer, one difference is corrected elsewhere, and another one appears.
  const answer = async () => {
    await change('c:AZ', 1);
    await change('s:other', 1);
    return true;
  };
  const { code, said } = await run(['--repair'], answer);
  expect(said.slice(wrongLines.length)).toEqual([
    'Corrected on free-them, this machine: 1 count.',
    '  country DE: -2',
    'Counts are wrong: free-them.',
  ]);
  expect(code).toBe(1);
});

it('removes a name from the page that no signer shows any more, and does not print it', async () => {
  await sign(5);
  await change('odd', 1, { pk: { S: `names#${campaign}` }, sk: { S: 'restored' } });
  await run([]);
  now += 25 * HOUR;
  const shown = `${campaign}: 1 count is wrong, ${RECOUNTED}:`;
  expect(await run(['--repair', '--yes'])).toEqual({
    code: 0,
    said: [
      shown,
      '                counted  recounted  missing',
      '  public names        2          1       -1',
      'Corrected on free-them, this machine: 0 counts.',
      '  public names: 1 removed, 0 restored to wait for a decision, 0 hidden that nobody had approved',
    ],
  });
  expect(await namesIn(db('Counts'), campaign)).toMatchObject([{ name: 'Ada' }]);
});

it('stops where Ctrl-C leaves nothing half done, and goes on from there', async () => {
  await sign(3);
  const { code, said } = await run([], undefined, 3);
  expect([code, said]).toEqual([130, ['Nothing changed.']]);
  expect((await run([])).said[0]).toContain('found 3 counted signatures.');
});

it.each([
  [['now'], 'There is no `now`: name a campaign with --campaign.'],
  [['--yes'], '--yes is for --repair.'],
])('does not understand %j', async (args, words) => {
  expect(await run(args)).toEqual({ code: 2, said: [`${words} \`npm run reconcile -- help\` says more.`] });
});

it('says how it is used, and that there is no such campaign', async () => {
  expect((await run(['help'])).said.join('\n')).toContain('--repair');
  expect(await run(['--campaign', 'nobody'])).toEqual({
    code: 1,
    said: ['There is no campaign nobody on this machine. `npm run campaign -- list` shows all.'],
  });
});
