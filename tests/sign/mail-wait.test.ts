import { expect, it, vi } from 'vitest';
import { MAILS_PER_HOUR } from '../../functions/core/limits/address.ts';
import { putStrict } from '../../functions/core/outbox/health-store.ts';
import { createOutbox, type Line } from '../../functions/core/outbox/queue.ts';
import { putSendQuota, type SendQuota } from '../../functions/core/outbox/send-quota.ts';
import { TOO_LONG } from '../../functions/core/outbox/wait.ts';
import { DAY, HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { watchMailWait } from '../../functions/sign/mail-wait.ts';
import { attemptOf, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const service = await startSign();
const { deps, db, time, mails, queueUrl } = service;
const line = createOutbox({ queueUrl, keys: async () => (await deps.keys()).mail, clock: deps.clock });
const SENT = '/campaigns/free-them/sent';

/** The sign function that looks at a queue, as deployed. */
const watching = (faults: { line?: Line } = {}) =>
  createSignApp({
    ...deps,
    mailWait: watchMailWait({ line, counts: db.Counts, keys: deps.keys, clock: deps.clock, log: deps.log, ...faults }),
  });
/** The sign function that knows how long mails take. */
const knowing = (wait: number | undefined) =>
  createSignApp({ ...deps, mailWait: { refresh: () => undefined, latest: () => wait } });
const tell = (quota: SendQuota) => putSendQuota(db.Counts, { quota, at: time.now });
const pageOf = async (app: ReturnType<typeof watching>) => (await open(app, SENT)).text();
const answerOf = async (app: ReturnType<typeof watching>, email: string) =>
  (await postJson(app, SIGN, attemptOf(email))).json();

it('shows a person and a program how long e-mails take, from the length of the queue and the rate of mail', async () => {
  await tell({ perSecond: 0.0195 });
  for (let i = 0; i < 5; i++) await postJson(service.app, SIGN, attemptOf(`waits${i}@example.org`));
  const app = watching();
  expect((await postForm(app, SIGN, attemptOf('form@example.org'))).headers.get('location')).toMatch(`${SENT}?to=`);
  await vi.waitFor(async () => {
    const page = await pageOf(app);
    expect(page).toContain('Many people are signing right now. Your e-mail should arrive in about 10 minutes.');
    expect(page).toContain('An e-mail will come to you');
  });
  expect(await answerOf(app, 'program@example.org')).toEqual({ status: 'confirmation-sent', mailWithinSeconds: 600 });
  await mails();
});

it('says by when, when the mails of a day are used up', async () => {
  await tell({ perSecond: 14, day: { most: 50_000, left: 0 } });
  const app = watching();
  await answerOf(app, 'tomorrow@example.org');
  await vi.waitFor(async () => expect(await pageOf(app)).toContain('arrive by this time tomorrow'));
  expect(await answerOf(app, 'program@example.org')).toMatchObject({ mailWithinSeconds: 86_400 });
  await mails();
});

it('says two hours as soon as e-mails go slowly, and the same for one attempt more', async () => {
  await tell({ perSecond: 9_000 });
  const app = watching();
  const shown = async () => {
    time.now += 15_000;
    await pageOf(app);
    // The look goes on beside the request.
    await new Promise((resolve) => setTimeout(resolve, 200));
    return /<p class="notice">[^<]*/.exec(await pageOf(app))?.[0];
  };
  expect(await shown()).toBeUndefined();
  await putStrict(db.Counts, { now: time.now, isSlow: true });
  const pages = [];
  for (let i = 0; i < 12; i++) {
    pages.push(await shown());
    await postJson(service.app, SIGN, attemptOf(`one-more-${i}@example.org`));
  }
  expect(new Set(pages)).toEqual(new Set([expect.stringContaining('in about 2 hours')]));
  // Also when the mail function has noted nothing for long, since all e-mails were put off.
  time.now += HOUR / 2;
  expect(await shown()).toContain('in about 2 hours');
  time.now += HOUR;
  expect(await shown()).toBeUndefined();
  await mails();
});

it('follows the queue: says nothing any more when it is empty', async () => {
  await tell({ perSecond: 0.0039 });
  await answerOf(service.app, 'one@example.org');
  const app = watching();
  await vi.waitFor(async () => expect(await pageOf(app)).toContain('in about 10 minutes'));
  await mails();
  time.now += 20_000;
  await vi.waitFor(async () => expect(await pageOf(app)).toContain('The e-mail may take a minute'));
});

it.each<[string, () => Promise<unknown>, Line]>([
  ['mail has told nothing for long', () => putSendQuota(db.Counts, { quota: slow, at: time.now - HOUR }), line],
  ['the queue does not tell its length', () => tell(slow), { waiting: () => Promise.reject(new Error('no')) }],
  ['the queue takes for ever to tell it', () => tell(slow), { waiting: () => new Promise(() => undefined) }],
])('says nothing, and answers as ever, when %s', async (_what, told, line) => {
  await told();
  await answerOf(service.app, 'one@example.org');
  const app = watching({ line });
  for (let i = 0; i < 3; i++) {
    expect(await answerOf(app, `unknown${i}@example.org`)).toEqual({ status: 'confirmation-sent' });
    expect(await pageOf(app)).toContain('The e-mail may take a minute');
  }
  await mails();
});
const slow: SendQuota = { perSecond: 0.001 };

it.each([
  [2 * MINUTE, 'in about 2 minutes'],
  [45 * MINUTE, 'in about 45 minutes'],
  [HOUR, 'in about one hour'],
  [18 * HOUR, 'in about 18 hours'],
  [DAY, 'Your e-mail should arrive by this time tomorrow'],
  [3 * DAY, 'in about 3 days'],
  [TOO_LONG, 'Its link will then be too old. Please sign again then'],
])('says a wait of %d milliseconds as “%s”', async (wait, words) => {
  const page = await pageOf(knowing(wait));
  expect(page).toContain(words);
  expect(page).toContain('We will send an e-mail');
  expect(page).toContain('Signing again does not make it faster');
  expect(page).not.toMatch(/We have sent an e-mail|The e-mail may take a minute/);
});

it('counts a mail that a limit holds back as one that waits, like any other', async () => {
  await mails();
  const lengths: number[] = [];
  for (let i = 0; i < MAILS_PER_HOUR + 2; i++) {
    await answerOf(service.app, 'often@example.org');
    lengths.push(await line.waiting());
  }
  expect(lengths).toEqual(lengths.map((_, i) => i + 1));
  const decoys = (await mails()).map(({ isDecoy }) => isDecoy);
  expect(decoys).toContain(true);
  expect(decoys).toContain(false);
});

it('believes a quota that was noted within a quarter of an hour, and no older one', async () => {
  await answerOf(service.app, 'noted@example.org');
  const latestOf = async (age: number) => {
    await putSendQuota(db.Counts, { quota: slow, at: time.now - age });
    const looked = Promise.withResolvers<void>();
    const wait = watchMailWait({
      line: { waiting: () => line.waiting().finally(() => setTimeout(looked.resolve, 200)) },
      ...{ counts: db.Counts, keys: deps.keys, clock: deps.clock, log: deps.log },
    });
    wait.refresh();
    await looked.promise;
    return wait.latest();
  };
  expect(await latestOf(15 * MINUTE - 1)).toBeGreaterThan(0);
  expect(await latestOf(15 * MINUTE)).toBeUndefined();
  await mails();
});

it('notes in its log that the queue did not say how long it is', async () => {
  service.logged.length = 0;
  const app = watching({ line: { waiting: () => Promise.reject(new Error('arn:aws:sqs')) } });
  await answerOf(app, 'unlogged@example.org');
  await vi.waitFor(() => expect(service.logged.map(({ event }) => event)).toContain('mail-wait-not-known'));
  expect(JSON.stringify(service.logged)).not.toContain('arn:aws:sqs');
  await mails();
});
