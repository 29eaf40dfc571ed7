import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, expect, it, vi } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { drawNames } from '../../functions/core/published/names.ts';
import { localClientSettings, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { startQueue } from '../../infra/local/queue.ts';
import { campaignOf } from '../support/campaign.ts';
import { freshPlace, killEverything, start, type TestMachine, untilUp } from '../support/machine.ts';
import { approveAll } from '../support/names.ts';
import { type Caller, createCaller } from './caller.ts';
import { exceptions } from './exceptions.ts';
import { journeys, type Links } from './journeys.ts';
import { answerLoot, fileLoot, streamLoot, tableLoot } from './loot.ts';
import { marked, marks, SHOWN_NAME } from './marks.ts';
import { type Exception, type Loot, searchLoot, tokenMarks } from './thief.ts';

const SAMPLE = 'azerbaijan-prisoners-of-conscience';
const SECOND = 'free-marked-people';
const groupKey = await generateIdentity();
const place = await freshPlace();
let machine: TestMachine;
const printed: string[] = [];
const callers: Caller[] = [];
afterAll(() => killEverything(machine, place));

/** Only on one machine. */
const localExceptions: readonly Exception[] = [
  ...exceptions,
  { place: /^file mailbox\.jsonl$/, of: /./, why: 'It stands for the mailboxes of the signers' },
  {
    place: /^file dynamodb\//,
    of: /^(shown name|reason of shown|(name|reason) of withdrawn)$/,
    why: 'Tables and stream in one file, which SQLite does not overwrite at once where a shown name is erased',
  },
];

it('leaves nothing of a signer to be found in all that it keeps, writes and answers', async () => {
  await run();
  await putSecondCampaign();
  const tokens = await journeys({ caller: callers[0]!, campaigns: [SAMPLE, SECOND], mailed, approve, draw });
  await killInTheMiddle();
  loseMailKeys();
  await run();
  await vi.waitFor(() => expect(machine.printed()).toContain('mail-not-readable'), { timeout: 120_000, interval: 200 });
  for (const path of ['/', `/api/campaigns/${SECOND}`]) await callers.at(-1)!.get(path);
  // A page is kept for seconds.
  const page = async () => (await callers.at(-1)!.get(`/campaigns/${SECOND}`)).body.toString();
  await expect.poll(page, { interval: 300 }).toContain(SHOWN_NAME);

  const { dynamoDbEndpoint } = running();
  const settings = localClientSettings(dynamoDbEndpoint);
  const loot: Loot[] = [...(await tableLoot(settings)), ...(await streamLoot(settings))];
  await expectUnlinkable(localDynamoDbClient(dynamoDbEndpoint));
  killEverything(machine, place);
  await machine.ended;
  printed.push(machine.printed());
  const waiting = await queueLoot();
  expect(waiting.length, 'dead letters').toBeGreaterThan(0);
  loot.push(...waiting, ...callers.flatMap(({ answers }) => answerLoot(answers)));
  loot.push({ place: 'log', bytes: Buffer.from(printed.join('\n')) }, ...fileLoot(place.dataDir));

  const { leaks, needless } = searchLoot(loot, {
    marks: [...marks, ...tokenMarks(tokens)],
    contexts: [SAMPLE, SECOND],
    exceptions: localExceptions,
  });
  expect(leaks).toEqual([]);
  expect(needless).toEqual([]);
});

async function run(): Promise<void> {
  machine = start(place, { LIMITS: 'on' });
  await untilUp(machine);
  callers.push(createCaller(machine.site));
}

const running = (): { dynamoDbEndpoint: string; tablePrefix: string } =>
  JSON.parse(readFileSync(join(place.dataDir, 'running.json'), 'utf8'));

/** A campaign that shows names, to more than one recipient. */
async function putSecondCampaign(): Promise<void> {
  const { dynamoDbEndpoint, tablePrefix } = running();
  const recipients = await Promise.all([groupKey, await generateIdentity()].map(identityToRecipient));
  await putCampaign(
    { client: localDynamoDbClient(dynamoDbEndpoint), table: `${tablePrefix}-campaigns` },
    campaignOf({ slug: SECOND, showNames: true, recipients, sources: ['newsletter'] }),
  );
}

const table = (name: 'campaigns' | 'counts') => {
  const { dynamoDbEndpoint, tablePrefix } = running();
  return { client: localDynamoDbClient(dynamoDbEndpoint), table: `${tablePrefix}-${name}` };
};
const approve = (campaign: string) => approveAll({ campaigns: table('campaigns'), counts: table('counts') }, campaign);
const draw = (campaign: string) => drawNames(table('counts'), { campaign, at: Date.now() });

async function mailed(address: string): Promise<Links[]> {
  const { emails } = (await (await fetch(`${machine.mailbox}/store`)).json()) as {
    emails: { destination: { to: string[] }; body: { text: string } }[];
  };
  const link = (text: string, what: string) => new RegExp(`/${what}\\?token=(\\S+)$`, 'm').exec(text)?.[1] ?? '';
  return emails
    .filter(({ destination }) => destination.to.includes(address))
    .map(({ body: { text } }) => ({ confirm: link(text, 'confirm'), withdraw: link(text, 'withdraw') }));
}

/** Kills everything while people sign, until the kill leaves mails that wait. */
async function killInTheMiddle(): Promise<void> {
  const { email, ...fields } = marked.burst;
  for (let tries = 0; tries < 5; tries++) {
    const caller = callers.at(-1)!;
    const asked = Array.from({ length: 40 }, (_, i) =>
      caller.json(`/api/campaigns/${SAMPLE}/signatures`, { ...fields, email: email.replace('@', `+${tries}x${i}@`) }),
    );
    await Promise.any(asked);
    killEverything(machine, place);
    await Promise.allSettled([...asked, machine.ended]);
    printed.push(machine.printed());
    if (readdirSync(join(place.dataDir, 'queue')).length > 0) return;
    await run();
  }
  throw new Error('Each kill found an empty queue');
}

/** So that waiting e-mails cannot be sent, and become dead letters. */
function loseMailKeys(): void {
  const file = join(place.dataDir, 'secrets.json');
  const secrets = JSON.parse(readFileSync(file, 'utf8'));
  const mail = JSON.stringify({ k1: randomBytes(48).toString('base64url') });
  writeFileSync(file, JSON.stringify({ ...secrets, mail }));
}

/** The messages of the queue, received until all of them are dead letters. */
async function queueLoot(): Promise<Loot[]> {
  const queue = await startQueue(join(place.dataDir, 'queue'));
  const client = new SQSClient({ ...localClientSettings(queue.endpoint), useQueueUrlAsEndpoint: false });
  const receive = (url: string) =>
    client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
  for (;;) if (!(await receive(queue.url)).Messages?.length) break;
  const loot: Loot[] = [];
  const { Messages = [] } = await receive(queue.deadLettersUrl);
  for (const message of Messages) loot.push({ place: 'dead letter', bytes: Buffer.from(JSON.stringify(message)) });
  await queue.stop();
  return loot;
}

/** Two of the signers signed both campaigns, and nothing in the table shows which two. */
async function expectUnlinkable(client: DynamoDBClient): Promise<void> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: `${running().tablePrefix}-signatures` }));
  const campaigns = Map.groupBy(Items, ({ pk }) => pk?.S?.replace(/#..$/, ''));
  expect([...campaigns].map(([slug, { length }]) => [slug, length]).sort()).toEqual([
    [SAMPLE, 2],
    [SECOND, 6],
  ]);
  // The partition is the beginning of the sort key.
  const telling = Items.flatMap(({ pk: _, ...item }) =>
    Object.values(item).flatMap(({ S, B }) => (S ?? Buffer.from(B ?? '').toString('hex')).slice(0, 2_000)),
  ).filter(({ length }) => length >= 32);
  expect(telling.length).toBeGreaterThanOrEqual(Items.length * 2 - 1);
  expect(new Set(telling).size).toBe(telling.length);
}
