import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import { putStrict } from '../../functions/core/outbox/health-store.ts';
import { getSendQuota } from '../../functions/core/outbox/send-quota.ts';
import { HOUR, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { readSettings } from '../../functions/core/running/settings.ts';
import { mailDeps } from '../../functions/mail/deps.ts';
import { mailSettings } from '../../functions/mail/settings.ts';
import { functions } from '../../infra/functions.ts';
import { pointSdkHere } from '../../infra/local/environment.ts';
import { DOMAIN_RATE } from '../../infra/parts/mail.ts';
import { freshTables } from '../support/tables.ts';

// The mail function as its settings make it, in five places that do not talk. Time passes only where a test says so.
const dynamoDb = inject('dynamoDbEndpoint');
pointSdkHere({ dynamoDb, sqs: dynamoDb, ses: dynamoDb });
const ring = JSON.stringify({ k1: 'x'.repeat(64) });
const PLACES = 5;
/** What SES accepts of the account in a second, and how much of it we take. */
const GRANTED = 100;
const OURS = 90;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

async function startPlaces({ domainRate }: { domainRate: string | undefined } = { domainRate: String(DOMAIN_RATE) }) {
  const { Counts, Limits } = await freshTables();
  const settings = readSettings(mailSettings, {
    ...{ PUBLIC_URL: 'https://amparo.example', LANGUAGES: 'en', MAIL_FROM: 'a@amparo.example', MAIL_SECRET: 'mail' },
    ...{ MAIL_QUEUE_URL: `${dynamoDb}/1/mail`, COUNTS_TABLE: Counts.table, LIMITS_TABLE: Limits.table },
    ...{ MAIL_RATE: '1000', MAIL_PLACES: String(PLACES), MAIL_DOMAIN_RATE: domainRate },
  });
  const places = Array.from({ length: PLACES }, () => mailDeps(settings, async () => ({ mail: ring })));
  for (const { ses } of places)
    ses.middlewareStack.add(
      () => async () => ({
        output: { $metadata: {}, SendQuota: { MaxSendRate: GRANTED, Max24HourSend: -1 } },
        response: {},
      }),
      { step: 'initialize', name: 'standing in' },
    );
  /** As before each batch. */
  const refresh = () => Promise.all(places.flatMap(({ health, account }) => [health.refresh(), account.refresh()]));
  return { Counts, places, refresh };
}

/** How many turns all places have in some time, of those that can be had at once. */
async function turnsWithin(ms: number, step: number, hasTurn: (place: number) => boolean | Promise<boolean>) {
  let turns = 0;
  for (let passed = 0; passed < ms; passed += step, vi.setSystemTime(Date.now() + step))
    for (let place = 0; place < PLACES; place++) while (await hasTurn(place)) turns++;
  return turns;
}

it('sends with all its places together as many e-mails a second as SES accepts, less a tenth', async () => {
  const { Counts, places, refresh } = await startPlaces();
  await refresh();
  const sent = await turnsWithin(10 * SECOND, 10, (place) => places[place]!.pace.turn(0));
  // Each place catches up on 300 ms, in which it sent none.
  expect(sent).toBeGreaterThan(9.9 * OURS);
  expect(sent).toBeLessThanOrEqual(10.3 * OURS + PLACES);
  await places[0]!.account.note();
  expect((await getSendQuota(Counts))?.quota.perSecond).toBe(OURS);
});

it('sends with all its places together one e-mail a minute while they go slowly', async () => {
  const { Counts, places, refresh } = await startPlaces();
  await putStrict(Counts, { now: Date.now(), isSlow: true });
  await refresh();
  const sent = await turnsWithin(HOUR, 10 * SECOND, (place) => places[place]!.pace.turn(0));
  // Each place may begin with one at once.
  expect(sent).toBeGreaterThanOrEqual(60);
  expect(sent).toBeLessThanOrEqual(60 + PLACES);
});

it('sends with all its places together 30 e-mails a minute to one small domain', async () => {
  const { places } = await startPlaces();
  const turnsIn = (minutes: number) =>
    turnsWithin(minutes * MINUTE, SECOND, (place) => places[place]!.domainPace.turn('small.example'));
  // A minute’s turns are saved up, and the last turn of each place comes up to ten seconds later.
  const first = await turnsIn(10);
  expect(first).toBeGreaterThanOrEqual(11 * DOMAIN_RATE - PLACES);
  expect(first).toBeLessThanOrEqual(11 * DOMAIN_RATE);
  expect(await turnsIn(10)).toBe(10 * DOMAIN_RATE);
  expect(places[0]!.domainPace.turn('other.example')).toBe(true);
});

it('has no pace for domains where its settings name none', async () => {
  const { places } = await startPlaces({ domainRate: undefined });
  for (let i = 0; i < 10 * DOMAIN_RATE; i++) expect(places[0]!.domainPace.turn('small.example')).toBe(true);
});

it('lets a batch wait for as long as the function may run, less the time that SES may take to answer', async () => {
  const { places } = await startPlaces();
  const { timeoutSeconds } = functions.mail;
  expect(places[0]!.patience).toBe((timeoutSeconds / 2) * SECOND);
});
