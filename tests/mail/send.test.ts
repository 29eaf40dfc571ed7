import { expect, it } from 'vitest';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { type ConfirmationMail, sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { type MailDeps, mailDeps } from '../../functions/mail/deps.ts';
import { sendBatch } from '../../functions/mail/send.ts';
import { atOnce } from './at-once.ts';
import { startMailbox } from './mailbox.ts';

const mailbox = await startMailbox();
const ring = JSON.stringify({ k1: 'x'.repeat(64) });
const keys = parseKeyring(ring, 'queued-mail');
const now = Date.parse('2026-03-01T12:00:00Z');
const logged: unknown[] = [];

/** The mail function that sends to an endpoint, with its own client as production makes it. */
function mailAt(endpoint: string): MailDeps {
  Object.assign(process.env, {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SESV2: endpoint,
  });
  const deps = mailDeps(
    {
      PUBLIC_URL: 'https://amparo.example',
      LANGUAGES: ['en'],
      MAIL_FROM: 'Amparo <petitions@amparo.example>',
      MAIL_SECRET: 'm',
      MAIL_QUEUE_URL: `${endpoint}/000000000000/mail`,
      COUNTS_TABLE: 'none',
      LIMITS_TABLE: 'none',
      MAIL_RATE: 100,
      MAIL_PLACES: 5,
    },
    async () => ({ mail: ring }),
  );
  const log = (event: string, fields?: object) => void logged.push({ event, ...fields });
  return { ...deps, ...atOnce, clock: () => now, log: { info: log, error: log } };
}

/** The mail function where SES answers with an error. */
function refusedBy(name: string): MailDeps & { calls: () => number } {
  const deps = mailAt(mailbox.endpoint);
  let calls = 0;
  deps.ses.middlewareStack.add(
    () => async () => {
      calls++;
      throw Object.assign(new Error('ada@example.org is not wanted'), { name, $metadata: {}, $fault: 'client' });
    },
    { step: 'deserialize', name: 'refusing' },
  );
  return { ...deps, calls: () => calls };
}

const mailTo = (to: string, more: Partial<ConfirmationMail> = {}): ConfirmationMail => ({
  kind: 'confirmation',
  to,
  locale: 'en',
  campaign: { title: 'Free them', demand: 'The government releases them.', language: 'en' },
  confirmToken: 'x'.repeat(900),
  withdrawToken: 'y'.repeat(300),
  validUntil: now + 1,
  isDecoy: false,
  ...more,
});
const queued = async (messageId: string, mail: Parameters<typeof sealMail>[1]) => ({
  messageId,
  body: await sealMail(keys, mail, now),
});
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

it('sends each mail of a batch, to its address, as text and as HTML', async () => {
  const batch = [
    await queued('1', mailTo('"ada..love"@example.org')),
    await queued('2', mailTo('ada@xn--bcher-kva.example')),
  ];
  expect(await sendBatch(mailAt(mailbox.endpoint), batch)).toEqual(failed());
  const mails = await mailbox.mails();
  expect(mails.map(({ destination }) => destination.to)).toEqual(
    expect.arrayContaining([['"ada..love"@example.org'], ['ada@xn--bcher-kva.example']]),
  );
  for (const { from, body, headers } of mails) {
    expect(from).toBe('Amparo <petitions@amparo.example>');
    expect(body.text).toContain(`\nhttps://amparo.example/confirm?token=${'x'.repeat(900)}\n`);
    expect(body.html).toContain(`https://amparo.example/withdraw?token=${'y'.repeat(300)}`);
    expect(headers).toEqual([{ name: 'Auto-Submitted', value: 'auto-generated' }]);
  }
});

it('sends nothing for a mail that a limit held back, or whose link would no longer confirm', async () => {
  const before = (await mailbox.mails()).length;
  const batch = [
    await queued('1', mailTo('held@example.org', { isDecoy: true })),
    await queued('2', mailTo('late@example.org', { validUntil: now })),
  ];
  expect(await sendBatch(mailAt(mailbox.endpoint), batch)).toEqual(failed());
  expect(await mailbox.mails()).toHaveLength(before);
});

it('hands back an unreadable message, and sends the rest of the batch', async () => {
  const before = (await mailbox.mails()).length;
  const foreign = await sealMail(parseKeyring(ring, 'link-token'), mailTo('a@example.org'), now);
  const batch = [
    { messageId: 'junk', body: 'not a token' },
    { messageId: 'foreign', body: foreign },
    await queued('good', mailTo('good@example.org')),
  ];
  expect(await sendBatch(mailAt(mailbox.endpoint), batch)).toEqual(failed('junk', 'foreign'));
  expect(await mailbox.mails()).toHaveLength(before + 1);
});

it.each([
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
  'AccountSuspendedException',
  'MailFromDomainNotVerifiedException',
  'MessageRejected',
  'InternalServiceErrorException',
])('hands a mail back to the queue, after one try, when SES answers %s', async (name) => {
  const deps = refusedBy(name);
  expect(await sendBatch(deps, [await queued('1', mailTo('ada@example.org'))])).toEqual(failed('1'));
  expect(deps.calls()).toBe(1);
});

it('drops a mail that SES finds malformed: no retry changes its address', async () => {
  expect(await sendBatch(refusedBy('BadRequestException'), [await queued('1', mailTo('ada@example.org'))])).toEqual(
    failed(),
  );
});

it('hands a mail back when SES cannot be reached', async () => {
  const batch = [await queued('1', mailTo('ada@example.org'))];
  expect(await sendBatch(mailAt('http://127.0.0.1:9'), batch)).toEqual(failed('1'));
});

it('logs each event without its address', () => {
  expect(logged).toContainEqual(expect.objectContaining({ event: 'mail-refused', error: 'BadRequestException' }));
  expect(logged).toContainEqual(expect.objectContaining({ event: 'mail-not-readable', messageId: 'junk' }));
  expect(JSON.stringify(logged)).not.toMatch(/example\.org|wanted|xxx/);
});
