import { SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, it } from 'vitest';
import type { NotedQuota } from '../../functions/core/outbox/send-quota.ts';
import { MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { readQuota, watchAccount } from '../../functions/mail/account.ts';
import { accountOf } from '../../infra/local/mailbox.ts';
import { startMailbox } from './mailbox.ts';

const mailbox = await startMailbox();
const ses = new SESv2Client({
  region: 'local',
  endpoint: mailbox.endpoint,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
});

/** Has SES answer so from now on; undefined has it fail. */
function answering(quota?: { perSecond: number; most: number; sent: number }): void {
  delete process.env.AWS_SES_ACCOUNT;
  if (!quota) return;
  const account = accountOf(quota.perSecond);
  const SendQuota = { ...account.SendQuota, Max24HourSend: quota.most, SentLast24Hours: quota.sent };
  process.env.AWS_SES_ACCOUNT = JSON.stringify({ ...account, SendQuota });
}

/** An account that asks that SES, with its reports and its log. */
function watched() {
  const time = { now: Date.parse('2026-03-01T12:00:00Z') };
  const [told, logged]: [NotedQuota[], string[]] = [[], []];
  const faults = { telling: false };
  let asked = 0;
  const log = (event: string) => void logged.push(event);
  const account = watchAccount({
    read: () => {
      asked++;
      return readQuota(ses);
    },
    note: async (quota) => {
      if (faults.telling) throw new Error('The table does not answer.');
      told.push(quota);
    },
    clock: () => time.now,
    log: { info: log, error: log },
    random: () => 0.5,
  });
  return { account, time, told, logged, faults, asked: () => asked };
}

it('reads the quota of SES: a rate, and the rest of the day, if there is a bound', async () => {
  answering({ perSecond: 14, most: 50_000, sent: 49_990.5 });
  expect(await readQuota(ses)).toEqual({ perSecond: 14, day: { most: 50_000, left: 9 } });
  answering({ perSecond: 14, most: 200, sent: 230 });
  expect(await readQuota(ses)).toEqual({ perSecond: 14, day: { most: 200, left: 0 } });
  answering({ perSecond: 0.5, most: -1, sent: 3 });
  expect(await readQuota(ses)).toEqual({ perSecond: 0.5 });
});

it('asks SES every few minutes, not for each batch', async () => {
  answering({ perSecond: 14, most: -1, sent: 0 });
  const { account, time, asked } = watched();
  for (let batch = 0; batch < 10; batch++) await account.refresh();
  expect([asked(), account.perSecond()]).toEqual([1, 14]);
  answering({ perSecond: 50, most: -1, sent: 0 });
  time.now += 3 * MINUTE;
  await account.refresh();
  expect([asked(), account.perSecond()]).toEqual([2, 50]);
});

it('uses the usual quota before the first answer of SES, the last answer while SES fails, and asks again soon', async () => {
  answering();
  const { account, time, asked, logged } = watched();
  await account.refresh();
  expect([account.perSecond(), account.isUsedUp()]).toEqual([14, false]);
  time.now += 14 * SECOND;
  await account.refresh();
  expect(asked()).toBe(1);
  answering({ perSecond: 1, most: 200, sent: 0 });
  time.now += SECOND;
  await account.refresh();
  expect([asked(), account.perSecond()]).toEqual([2, 1]);
  answering();
  time.now += 3 * MINUTE;
  await account.refresh();
  expect(account.perSecond()).toBe(1);
  expect(logged).toEqual(['mail-quota-not-read', 'mail-quota-not-read']);
});

it('reports each answer once, and nothing without an answer', async () => {
  answering();
  const { account, time, told } = watched();
  await account.refresh();
  await account.note();
  expect(told).toEqual([]);
  answering({ perSecond: 14, most: 200, sent: 50 });
  time.now += MINUTE;
  for (let batch = 0; batch < 3; batch++) {
    await account.refresh();
    await account.note();
  }
  expect(told).toEqual([{ at: time.now, quota: { perSecond: 14, day: { most: 200, left: 150 } } }]);
});

it('goes on sending when the quota cannot be stored', async () => {
  answering({ perSecond: 14, most: 200, sent: 50 });
  const { account, faults, logged } = watched();
  faults.telling = true;
  await account.refresh();
  await account.note();
  expect(logged).toEqual(['mail-quota-not-told']);
  expect(account.perSecond()).toBe(14);
});

it('knows from an answer that the day is used up, until another answer, and reports it', async () => {
  answering({ perSecond: 14, most: 200, sent: 200 });
  const { account, time, told } = watched();
  await account.refresh();
  await account.note();
  expect([account.isUsedUp(), told.at(-1)?.quota.day?.left]).toEqual([true, 0]);
  answering({ perSecond: 14, most: 200, sent: 190 });
  time.now += 3 * MINUTE;
  await account.refresh();
  expect(account.isUsedUp()).toBe(false);
});

it('knows it from a refused e-mail, too, until SES is asked again, and logs it once', async () => {
  answering({ perSecond: 14, most: 200, sent: 190 });
  const { account, time, told, logged } = watched();
  await account.refresh();
  for (let mail = 0; mail < 5; mail++) account.noteUsedUp();
  await account.note();
  expect([account.isUsedUp(), told.at(-1)?.quota.day?.left]).toEqual([true, 0]);
  expect(logged).toEqual(['mail-quota-used-up']);
  time.now += 3 * MINUTE;
  await account.refresh();
  expect(account.isUsedUp()).toBe(false);
});
