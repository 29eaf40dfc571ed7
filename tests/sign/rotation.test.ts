import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { decodeProtectedHeader } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { parseKeyring, parseKeyringFile } from '../../functions/core/keys/keyring.ts';
import { withNewKey, withoutKey } from '../../functions/core/keys/ring-changes.ts';
import { createOutbox } from '../../functions/core/outbox/queue.ts';
import { type ConfirmationMail, openMail } from '../../functions/core/outbox/queued-mail.ts';
import { DAY, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import { keepFresh } from '../../functions/core/running/keep-fresh.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { parseSignKeys } from '../../functions/sign/keys.ts';
import { silentLog } from '../support/log.ts';
import { attemptOf, campaign, NOW, postJson, SIGN, startSign } from '../support/sign.ts';

const service = await startSign();
const { db, time } = service;
const LEAD = 15 * MINUTE;

/** The content of Secrets Manager, and whether it answers. */
const first = JSON.stringify({ k1: 'f'.repeat(64) });
const store = { pepper: first, token: first, mail: first, answers: true };
type Ring = 'pepper' | 'token' | 'mail';

beforeEach(() => {
  time.now = NOW;
  Object.assign(store, { pepper: first, token: first, mail: first, answers: true });
});

/** Somebody runs `npm run keys -- rotate`, now. @returns when the new key begins. */
function rotate(ring: Ring, campaigns: readonly Campaign[] = [campaign()]): number {
  const about = { secret: `${ring}-${'n'.repeat(64)}`, campaigns, now: time.now };
  const { file, from } = withNewKey(parseKeyringFile(store[ring]), about);
  store[ring] = JSON.stringify(file);
  return from;
}

/** A sign function that starts now, and keeps its keys as one in production does. */
function startFunction() {
  const read = async () => {
    if (!store.answers) throw new Error('no answer');
    return parseSignKeys({ ...store }, time.now);
  };
  const keys = keepFresh(read, { clock: () => time.now, log: silentLog });
  const outbox = createOutbox({
    queueUrl: service.queueUrl,
    keys: async () => (await keys()).mail,
    clock: () => time.now,
  });
  return createSignApp({ ...service.deps, keys, outbox });
}
type App = ReturnType<typeof startFunction>;

async function waitingMail(): Promise<{ mail: ConfirmationMail; body: string }> {
  const [body = ''] = await service.messages();
  const mail = await openMail(parseKeyring(store.mail, 'queued-mail'), body);
  if (mail?.kind !== 'confirmation') throw new Error('no mail');
  return { mail, body };
}
async function mailed(app: App, email: string, path = SIGN): Promise<ConfirmationMail> {
  expect((await postJson(app, path, attemptOf(email))).status).toBe(202);
  return (await waitingMail()).mail;
}
async function confirmed(app: App, { confirmToken: token }: ConfirmationMail): Promise<string> {
  return ((await (await postJson(app, '/api/confirmations', { token })).json()) as { status: string }).status;
}
const signerOf = async ({ confirmToken }: ConfirmationMail) =>
  (await openConfirmation(parseKeyring(store.token, 'link-token'), confirmToken, time.now)).signer;
const kidOf = (token: string) => decodeProtectedHeader(token).kid;
const signAt = (slug: string) => `/api/campaigns/${slug}/signatures`;

describe('new keys of links', () => {
  it('are used by functions that run once they begin, and not before; links mailed earlier stay good', async () => {
    const running = startFunction();
    const early = await mailed(running, 'early@example.org');
    const begins = rotate('token');
    const fresh = startFunction();
    time.now = begins - 1;
    const between = await mailed(fresh, 'between@example.org');
    time.now = begins;
    const late = await mailed(running, 'late@example.org');
    expect([early, between, late].map(({ confirmToken }) => kidOf(confirmToken))).toEqual(['k1', 'k1', 'k2']);
    expect(kidOf(late.withdrawToken)).toBe('k2');
    for (const mail of [early, between, late]) {
      expect(await confirmed(fresh, mail)).toBe('counted');
      expect(await confirmed(running, mail)).toBe('already-counted');
    }
    const { withdrawToken: token } = early;
    expect((await postJson(running, '/api/withdrawals', { token })).status).toBe(200);
  });

  it('can be missed for five minutes at most, and they begin after fifteen', async () => {
    const running = startFunction();
    await mailed(running, 'warm@example.org');
    const begins = rotate('token');
    const other = startFunction();
    time.now = begins;
    const late = await mailed(other, 'elsewhere@example.org');
    expect(kidOf(late.confirmToken)).toBe('k2');
    expect(await confirmed(running, late)).toBe('counted');
  });

  it('leave the old ones in use while Secrets Manager does not answer', async () => {
    const running = startFunction();
    await mailed(running, 'steady@example.org');
    const begins = rotate('token');
    store.answers = false;
    time.now = begins + MINUTE;
    const mail = await mailed(running, 'outage@example.org');
    expect([kidOf(mail.confirmToken), await confirmed(running, mail)]).toEqual(['k1', 'counted']);
  });
});

describe('a new pepper', () => {
  it('lets nobody sign an earlier campaign twice, and is that of later campaigns', async () => {
    const app = startFunction();
    const before = await mailed(app, 'ada@example.org');
    const { Count: signatures = 0 } = await db.Signatures.client.send(
      new ScanCommand({ TableName: db.Signatures.table, Select: 'COUNT' }),
    );
    expect(await confirmed(app, before)).toBe('counted');
    const begins = rotate('pepper');
    time.now = begins + DAY;
    const again = await mailed(app, 'ada@example.org');
    expect(await signerOf(again)).toBe(await signerOf(before));
    // Answered as any other e-mail, and the one signature stays.
    expect(await confirmed(app, again)).toBe('counted');
    const { Count } = await db.Signatures.client.send(
      new ScanCommand({ TableName: db.Signatures.table, Select: 'COUNT' }),
    );
    expect(Count).toBe(signatures + 1);

    await putCampaign(db.Campaigns, campaign({ slug: 'newer', createdAt: isoTime(begins) }));
    const newer = await mailed(app, 'ada@example.org', signAt('newer'));
    expect(await confirmed(app, newer)).toBe('counted');
    expect(await signerOf(newer)).not.toBe(await signerOf(again));
    // Without the old pepper, the newer campaign still works: so it uses the new one.
    store.pepper = JSON.stringify({ ...JSON.parse(store.pepper), k1: { gone: isoTime(time.now) } });
    expect(await signerOf(await mailed(startFunction(), 'ada@example.org', signAt('newer')))).toBe(
      await signerOf(newer),
    );
  });

  it('is not guessed by a function whose keys are so old that it may have missed one', async () => {
    const app = startFunction();
    await mailed(app, 'warm@example.org');
    store.answers = false;
    time.now += LEAD + MINUTE;
    await putCampaign(db.Campaigns, campaign({ slug: 'newborn', createdAt: isoTime(time.now) }));
    expect((await postJson(app, signAt('newborn'), attemptOf('ada@example.org'))).status).toBe(503);
    const mail = await mailed(app, 'old-campaign@example.org');
    expect(await confirmed(app, mail)).toBe('counted');
    store.answers = true;
    time.now += MINUTE;
    expect(await confirmed(app, await mailed(app, 'grace@example.org', signAt('newborn')))).toBe('counted');
  });

  it('is not used for a campaign whose own pepper was removed, even if it opens again', async () => {
    const closed = campaign({ slug: 'ended', closesAt: isoTime(time.now) });
    rotate('pepper', [closed]);
    time.now += 2 * DAY;
    const { file } = withoutKey('pepper', parseKeyringFile(store.pepper), {
      kid: 'k1',
      campaigns: [{ slug: closed.slug, isNeeded: false }],
      now: time.now,
    });
    store.pepper = JSON.stringify(file);
    await putCampaign(db.Campaigns, campaign({ slug: 'ended' }));
    expect((await postJson(startFunction(), signAt('ended'), attemptOf('ada@example.org'))).status).toBe(410);
  });
});

it('a new key of e-mails leaves waiting ones readable, for a mail function that runs', async () => {
  const app = startFunction();
  expect((await postJson(app, SIGN, attemptOf('waits@example.org'))).status).toBe(202);
  const [waiting = ''] = await service.messages();
  const read = async () => parseKeyring(store.mail, 'queued-mail');
  const keys = keepFresh(read, { clock: () => time.now, log: silentLog });
  await keys();
  time.now = rotate('mail');
  await postJson(app, SIGN, attemptOf('later@example.org'));
  const [later = ''] = await service.messages();
  expect([waiting, later].map(kidOf)).toEqual(['k1', 'k2']);
  for (const [body, to] of [
    [waiting, 'waits@example.org'],
    [later, 'later@example.org'],
  ] as const) {
    expect(await openMail(await keys(), body)).toMatchObject({ to });
  }
});
