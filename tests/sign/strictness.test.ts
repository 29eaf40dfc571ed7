import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { STATE_LASTS } from '../../functions/core/outbox/health.ts';
import { putStrict } from '../../functions/core/outbox/health-store.ts';
import { SECOND } from '../../functions/core/running/clock.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { countChallenge } from '../../functions/sign/challenging.ts';
import { watchStrictness } from '../../functions/sign/strictness.ts';
import { allowedFrom, attemptOf, campaign, postJson, SIGN, startSign } from '../support/sign.ts';

const NETWORK = '192.0.2.0/24';

/** The sign function that knows the state of the stage, as deployed. */
async function start() {
  const service = await startSign({ networkOf: () => NETWORK });
  const { deps, db } = service;
  const counts = { reads: 0 };
  const client = new Proxy(db.Counts.client, {
    get(target, name, receiver) {
      if (name === 'send') counts.reads++;
      const value = Reflect.get(target, name, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const isStageStrict = watchStrictness({ counts: { ...db.Counts, client }, clock: deps.clock, log: deps.log });
  return { ...service, counts, app: createSignApp({ ...deps, isStageStrict }) };
}
type Started = Awaited<ReturnType<typeof start>>;

const makeStrict = ({ db, time }: Started) => putStrict(db.Counts, { now: time.now, isSlow: false });
/** How many attempts without proof a network may send, up to the first refusal. */
async function acceptedWithoutProof({ app }: Started, name: string): Promise<number> {
  for (let i = 0; ; i++) if ((await postJson(app, SIGN, attemptOf(`${name}${i}@example.org`))).status !== 202) return i;
}

it('takes fewer attempts without proof of a network while the stage is strict, and as many as ever after that', async () => {
  const service = await start();
  await makeStrict(service);
  expect(await acceptedWithoutProof(service, 'strict')).toBe(allowedFrom(NETWORK, { strict: true }));
  service.time.now += STATE_LASTS;
  expect(await acceptedWithoutProof(service, 'usual')).toBe(allowedFrom(NETWORK, { now: service.time.now }));
  await service.mails();
});

it('notices within ten seconds, and reads the state no more often', async () => {
  const service = await start();
  const { app, counts, time } = service;
  for (let i = 0; i < 3; i++) await postJson(app, SIGN, attemptOf(`calm${i}@example.org`));
  expect(counts.reads).toBe(1);
  await makeStrict(service);
  time.now += 10 * SECOND;
  for (let i = 3; i < allowedFrom(NETWORK, { strict: true }); i++)
    expect((await postJson(app, SIGN, attemptOf(`calm${i}@example.org`))).status).toBe(202);
  expect(counts.reads).toBe(2);
  expect((await postJson(app, SIGN, attemptOf('refused@example.org'))).status).toBe(429);
  await service.mails();
});

it('makes challenges of all campaigns harder meanwhile, as a strict campaign does', async () => {
  const service = await start();
  const { deps, db, time } = service;
  const isStageStrict = watchStrictness({ counts: db.Counts, clock: deps.clock, log: deps.log });
  const level = () => countChallenge({ ...deps, isStageStrict }, campaign(), undefined);
  expect(await level()).toBe(1);
  await makeStrict(service);
  time.now += 10 * SECOND;
  expect(await level()).toBe(await countChallenge(deps, campaign({ strict: true }), undefined));
  expect(await level()).toBe(4);
});

it('leaves the decision on signatures as it is: a bounce says nothing about those who confirm', async () => {
  const service = await start();
  await makeStrict(service);
  await postJson(service.app, SIGN, attemptOf('ada@example.org'));
  const [mail] = await service.mails();
  expect((await postJson(service.app, '/api/confirmations', { token: mail?.confirmToken })).status).toBe(201);
  const { Items = [] } = await service.db.Signatures.client.send(
    new ScanCommand({ TableName: service.db.Signatures.table }),
  );
  expect(Items.map(({ status }) => status?.S)).toEqual(['counted']);
});

it('takes attempts as ever while nobody knows the state', async () => {
  const service = await start();
  const { deps, db } = service;
  const isStageStrict = watchStrictness({
    counts: { ...db.Counts, table: 'not-there' },
    clock: deps.clock,
    log: deps.log,
  });
  const app = createSignApp({ ...deps, isStageStrict });
  expect((await postJson(app, SIGN, attemptOf('ada@example.org'))).status).toBe(202);
  expect(service.logged.map(({ event }) => event)).toEqual(['mail-health-not-read']);
  await service.mails();
});
