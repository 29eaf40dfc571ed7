import { randomInt } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { casesCommand } from '../../commands/cases/command.ts';
import { groupCommand } from '../../commands/group/command.ts';
import { keysCommand } from '../../commands/keys/command.ts';
import { organisersCommand } from '../../commands/organisers/command.ts';
import { previewsCommand } from '../../commands/previews/command.ts';
import { reconcileCommand } from '../../commands/reconcile/command.ts';
import { signaturesCommand } from '../../commands/signatures/command.ts';
import { placeOf } from '../../commands/target.ts';
import { tokenCommand } from '../../commands/token/command.ts';
import { updatesCommand } from '../../commands/updates/command.ts';
import { webhooksCommand } from '../../commands/webhooks/command.ts';
import { createConsoleApp } from '../../functions/console/app.ts';
import { type ConsoleDeps, relistIn } from '../../functions/console/deps.ts';
import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { organiserKeys } from '../../functions/core/access/account.ts';
import { operator, schedule } from '../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../functions/core/access/invite.ts';
import { namesFor } from '../../functions/core/access/names.ts';
import { listOrganisers } from '../../functions/core/access/people.ts';
import { getRemoved, REMOVED } from '../../functions/core/access/removed-store.ts';
import { scopes } from '../../functions/core/access/scopes.ts';
import { endSession, startSession } from '../../functions/core/access/sessions.ts';
import { accountForSignIn } from '../../functions/core/access/sign-in.ts';
import { countSignIn } from '../../functions/core/access/sign-in-count.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { getErasureProgress, putErasureProgress } from '../../functions/core/campaigns/erasure-progress.ts';
import { getCampaignHead, listCampaignHeads } from '../../functions/core/campaigns/head-store.ts';
import { putPreview, queryPreviewsBy } from '../../functions/core/campaigns/preview-store.ts';
import { previewId, previewPath } from '../../functions/core/campaigns/preview-token.ts';
import { endPreviewsOf } from '../../functions/core/campaigns/previews.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { getUpload, putUpload } from '../../functions/core/campaigns/upload-store.ts';
import { queryShownNames } from '../../functions/core/counts/names.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { getWaiting } from '../../functions/core/counts/waiting.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import type { MailboxTag } from '../../functions/core/limits/suppressed.ts';
import { getMailHealth } from '../../functions/core/outbox/health-store.ts';
import { sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { readOrganisedOf } from '../../functions/core/overview/organised.ts';
import { overviewReader, readOverviewOf } from '../../functions/core/overview/reader.ts';
import { refreshOverview } from '../../functions/core/overview/refresh.ts';
import { hiddenIn } from '../../functions/core/overview/store.ts';
import { showLiveIn } from '../../functions/core/published/live.ts';
import { queryPublished } from '../../functions/core/published/store.ts';
import { DAY, HOUR, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import { putSignatureOnce } from '../../functions/core/signatures/store.ts';
import type { WebhookMessage } from '../../functions/core/webhooks/queue.ts';
import { deliveryOf } from '../../functions/core/webhooks/resend.ts';
import { deleteEndpoint, putDelivery, putEndpoint, putEvent } from '../../functions/core/webhooks/store.ts';
import { takeReport } from '../../functions/feedback/take.ts';
import { foldAllCounts } from '../../functions/fold/fold.ts';
import { mailDeps } from '../../functions/mail/deps.ts';
import { sendBatch } from '../../functions/mail/send.ts';
import { publishAll } from '../../functions/publish/publish.ts';
import { reconcileAll } from '../../functions/reconcile/reconcile.ts';
import { eraseDueIdentities } from '../../functions/retention/retention.ts';
import { watchMailWait } from '../../functions/sign/mail-wait.ts';
import { watchStrictness } from '../../functions/sign/strictness.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteReads } from '../../functions/site/deps.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import type { Post } from '../../functions/webhooks/post.ts';
import { takeBatch } from '../../functions/webhooks/take.ts';
import { startQueue } from '../../infra/local/queue.ts';
import { readOrMakeSecrets } from '../../infra/local/secrets.ts';
import { organiserActor } from '../support/access.ts';
import { appDeps } from '../support/app-deps.ts';
import { campaignOf, groupOf, smallFile } from '../support/campaign.ts';
import { freshCommandPlace, runCommand, webhooksNote } from '../support/command.ts';
import { noSignIn } from '../support/console.ts';
import { eventOf } from '../support/events.ts';
import { silentLog } from '../support/log.ts';
import { deployedKey, organiseDeps } from '../support/organise.ts';
import { anyTrail } from '../support/records.ts';
import { attemptOf, open, postJson, SIGN, campaign as signedCampaign, startSign } from '../support/sign.ts';
import { testKeys } from '../support/sign-deps.ts';
import { signatureOf, signerIn } from '../support/signature.ts';
import { signed, withdrawn } from '../support/signed.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { rolesOn } from './as-role.ts';
import { type Actor, actors } from './permissions.ts';
import { petitionTemplate, prod } from './stacks.ts';

// A recount of a campaign is 256 reads.

/**
 * Amparo's own code, on real tables, with no rights but those that the template gives to a role. Each story proves that a
 * role has enough of them. Together they prove that none has more: no right may be left that no story needed.
 */
const template = petitionTemplate(prod);
const { as, may, unused } = rolesOn(template);
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const NOW = Date.parse('2096-06-02T12:00:00Z');
const queue = await startQueue(mkdtempSync(join(tmpdir(), 'amparo-queue-')));
afterAll(queue.stop);
const place = await freshCommandPlace({ webhooks: webhooksNote(queue) });
const tables = {
  campaigns: place.db('Campaigns'),
  signatures: place.db('Signatures'),
  counts: place.db('Counts'),
  limits: place.db('Limits'),
  webhooks: place.db('Webhooks'),
  organisers: place.db('Organisers'),
};
const { campaigns, signatures, counts } = tables;
const time = { now: NOW };
const clock = () => time.now;
const deps = { ...tables, clock, log: silentLog, pause: async () => undefined };
const always = () => true;
const SLUG = 'free-them';
/** With a translation, which pages and e-mails read. */
const translations = { en: { title: 'Free them', demand: 'Release them.' } };
const names = { showNames: true, createdAt: isoTime(NOW - DAY), language: 'az', translations };

await putCampaign(campaigns, campaignOf({ slug: SLUG, ...names }));
await putCampaign(campaigns, campaignOf({ slug: 'live-one', publish: 'live', ...names }));

let sequence = 0;
const showLive = showLiveIn({ campaigns, counts, clock });
/** Counts people with names, as the function does. @returns their sequence numbers. */
async function tally(slug: string, people: number, publicName = 'Ada'): Promise<number[]> {
  const all = Array.from({ length: people }, () => ++sequence);
  const changes = all.map((n) => signed(slug, n, { publicName }));
  await as('tally', () => tallyBatch({ ...deps, showLive }, 'lane', changes));
  return all;
}
const command = (actor: Actor, which: Parameters<typeof runCommand>[0], ...args: string[]) =>
  as(actor, () => runCommand(which, args, { dataDir: place.directory, clock, pause: async () => undefined }));
const succeeds = async (...args: Parameters<typeof command>) => {
  const { code, said } = await command(...args);
  expect(code, said.join('\n')).toBe(0);
  return said.join('\n');
};
/** On AWS, a command finds the buckets of the stage by the account of the table. */
const findsBuckets = async (actor: Parameters<typeof as>[0]) =>
  expect(await as(actor, () => placeOf(campaigns))).toMatchObject({ account: expect.stringMatching(/^\d{12}$/) });
const linkTo = (token: string) => ({
  ...{ id: previewId(token), createdAt: isoTime(time.now), by: 'operator', until: time.now + DAY },
});
const publish = () => as('publish', () => publishAll(deps, always));

describe('a role has all the rights that its work needs', () => {
  it('tally and publish: counts, names, live totals', async () => {
    await publish();
    await tally(SLUG, 30);
    const [first = 0] = await tally('live-one', 30);
    expect((await queryPublished(counts, 'live-one'))?.total).toBe(30);
    await succeeds('organisers', signaturesCommand, 'approve', 'live-one', '--all', '--yes');
    time.now = NOW + 12 * HOUR;
    await publish();
    expect(await queryShownNames(counts, 'live-one')).toHaveLength(12);
    expect((await queryPublished(counts, SLUG))?.total).toBe(30);
    const [shown] = await queryShownNames(counts, 'live-one');
    await succeeds('organisers', signaturesCommand, 'hide', 'live-one', '--id', shown?.id ?? '', '--yes');
    expect(await queryShownNames(counts, 'live-one')).toHaveLength(11);
    // Others are drawn on the next day, and those that were shown go.
    await tally('live-one', 30, 'Li');
    await succeeds('organisers', signaturesCommand, 'approve', 'live-one', '--all', '--yes');
    time.now += DAY;
    await publish();
    const gone = withdrawn('live-one', { of: first, sequence: ++sequence }, { publicName: 'Ada' });
    await as('tally', () => tallyBatch({ ...deps, showLive }, 'lane', [gone]));
    expect((await queryPublished(counts, 'live-one'))?.total).toBe(59);
    // A campaign that becomes live shows its total at the next look.
    await putCampaign(campaigns, campaignOf({ slug: SLUG, publish: 'live', ...names }));
    time.now += MINUTE;
    await tally(SLUG, 1);
    await publish();
    expect((await queryPublished(counts, SLUG))?.total).toBe(31);
  });

  it('publish: notes what waits for organisers', async () => {
    const { after } = signed('live-one', ++sequence, {});
    const review = { ...after, status: { S: 'under-review' } };
    const step = (images: object) => ({ sequence: String(++sequence), ...images });
    for (const [images, waits] of [
      [{ after: review }, 1],
      [{ before: review }, 0],
    ] as const) {
      await as('tally', () => tallyBatch({ ...deps, showLive }, 'lane', [step(images)]));
      time.now += MINUTE;
      await publish();
      expect((await getWaiting(counts)).campaigns.get('live-one')?.signatures ?? 0).toBe(waits);
    }
  });

  it('fold: moves lanes, and removes them', async () => {
    for (const days of [5, 20]) {
      time.now = NOW + days * DAY;
      await as('fold', () => foldAllCounts(deps, always));
    }
    expect((await queryCounts(counts, SLUG)).total).toBe(31);
  });

  it('overview: lists campaigns with their numbers', async () => {
    const reader = overviewReader(campaigns, { consistent: true });
    const hidden = overviewReader(hiddenIn(campaigns), { consistent: true });
    const overview = { ...deps, reader, hidden, announce: async () => undefined, forget: async () => undefined };
    for (let i = 0; i < 2; i++) {
      await as('overview', () => refreshOverview(overview, schedule, { mayGoOn: always }));
      time.now += MINUTE;
    }
    expect((await readOverviewOf(campaigns)())?.entries.find(({ slug }) => slug === SLUG)?.numbers.total).toBe(31);
  });

  it('site: pages, lists and numbers', async () => {
    const app = createSiteApp(siteDepsOf({ ...siteReads({ campaigns, counts }, clock), clock }));
    for (const path of [
      '/',
      `/campaigns/${SLUG}`,
      `/campaigns/${SLUG}/dashboard`,
      `/campaigns/${SLUG}/privacy`,
      '/api/campaigns',
    ]) {
      const answer = await as('site', async () => app.request(path));
      expect(answer.status, path).toBe(200);
    }
    const token = 'x'.repeat(22);
    await putCampaign(campaigns, campaignOf({ slug: 'a-draft', visibility: 'draft' }));
    await putPreview(campaigns, 'a-draft', linkTo(token), 0);
    expect((await as('site', async () => app.request(previewPath('a-draft', token)))).status).toBe(200);
    expect((await as('site', siteReads({ campaigns, counts }, clock).overview)).entries).toHaveLength(2);
    // For the first minute after an update, in which there is no overview.
    expect((await as('site', () => listCampaignHeads(campaigns))).length).toBeGreaterThan(1);
    expect(await as('site', async () => (await app.request(`/api/campaigns/${SLUG}/counts`)).json())).toMatchObject({
      total: 31,
    });
  });

  it('sign: takes, confirms, withdraws, answers about data, sends links', async () => {
    const states = { counts, clock: Date.now, log: silentLog };
    const line = { waiting: async () => 0 };
    const keys = async () => testKeys(Date.now());
    const service = await startSign({
      isStageStrict: watchStrictness(states),
      mailWait: watchMailWait({ ...states, line, keys }),
      networkOf: () => '203.0.113.0/24',
    });
    const call = (path: string, body: object) => as('sign', () => postJson(service.app, path, body));
    await putCampaign(service.db.Campaigns, signedCampaign({ slug: 'spoken', language: 'az', translations }));
    expect((await call('/api/campaigns/spoken/signatures', attemptOf('reader@example.org'))).status).toBe(202);
    for (let i = 0; i < 6; i++) expect((await call(SIGN, attemptOf(`p${i}@example.org`))).status).toBe(202);
    service.time.now += MINUTE;
    expect((await call(SIGN, attemptOf('ada@example.org'))).status).toBe(202);
    const mails = await service.mails();
    const [mail, later] = [mails.at(-1)!, mails.at(-2)!];
    expect((await as('sign', () => open(service.app, `/confirm?token=${mail.confirmToken}`))).status).toBe(200);
    for (const status of [201, 200])
      expect((await call('/api/confirmations', { token: mail.confirmToken })).status).toBe(status);
    expect((await call('/api/my-data', { token: mail.withdrawToken })).status).toBe(200);
    expect((await call('/api/no-news', { token: mail.withdrawToken })).status).toBe(200);
    expect((await call('/api/withdrawals', { token: mail.withdrawToken })).status).toBe(200);
    expect((await call('/api/withdrawals', { token: later.withdrawToken })).status).toBe(200);
    expect((await call('/api/confirmations', { token: mail.confirmToken })).status).toBe(410);
    expect((await call('/api/campaigns/free-them/links', { email: 'ada@example.org' })).status).toBe(202);
  });

  it('feedback and mail: count reports and e-mails, and write and read the state of the stage', async () => {
    for (let i = 0; i < 60; i++) {
      const report = { kind: 'bounce', mailbox: [`${i}`.padStart(43, 'a') as MailboxTag] };
      await as('feedback', () => takeReport(deps, report));
    }
    expect((await getMailHealth(counts, 5_000)).strictUntil).toBeGreaterThan(time.now);
    const ring = JSON.stringify({ k1: 'x'.repeat(64) });
    const mail = mailOn(tables, ring);
    const queued = sealMail(
      parseKeyring(ring, 'queued-mail'),
      {
        ...{ kind: 'confirmation', to: 'ada@example.org', locale: 'en', confirmToken: 'x', withdrawToken: 'y' },
        campaign: { title: 'Free them', demand: 'The government releases them.', language: 'en' },
        ...{ validUntil: 4e12, isDecoy: false },
      },
      Date.now(),
    );
    const message = { messageId: '1', receiptHandle: '1', body: queued };
    expect(await as('mail', () => sendBatch(mail, [message]))).toEqual({ batchItemFailures: [] });
  });

  it('retention: erases identities', async () => {
    const closesAt = isoTime(time.now - 300 * DAY);
    await putCampaign(campaigns, campaignOf({ slug: 'long-closed', closesAt, opensAt: isoTime(NOW - 900 * DAY) }));
    await putSignatureOnce(signatures, signatureOf('long-closed', signerIn(255), NOW - 400 * DAY));
    const begun = { seen: undefined, closesAt, next: 254, now: time.now };
    await putErasureProgress(campaigns, 'long-closed', begun);
    const erase = () => eraseDueIdentities({ ...deps, keepMonths: 6 }, always);
    await as('retention', erase);
    expect((await getErasureProgress(campaigns, 'long-closed'))?.next).toBe(256);
  });

  it('reconcile and the bookkeeper: recount, compare, correct', async () => {
    await putCampaign(campaigns, campaignOf({ slug: 'recounted', ...names }));
    await putSignatureOnce(signatures, signatureOf('recounted', signerIn(3), time.now, { publicName: 'Mara' }));
    for (const days of [0, 1.1]) {
      time.now += days * DAY;
      await as('reconcile', () => reconcileAll(deps, always));
    }
    // Tally never counted it. Of the other campaigns, no signature is in the table: they are corrected to nothing.
    const said = await succeeds('bookkeeper', reconcileCommand, '--campaign', 'recounted', '--repair', '--yes');
    expect(said).toContain('1 restored');
    await succeeds('bookkeeper', reconcileCommand, '--repair', '--yes');
    expect([(await queryCounts(counts, 'recounted')).total, (await queryCounts(counts, SLUG)).total]).toEqual([1, 0]);
    time.now += 2 * DAY;
    await succeeds('bookkeeper', reconcileCommand);
    await findsBuckets('bookkeeper');
  });

  it('organisers: campaigns, review, names, hand-over', async () => {
    const file = `${place.directory}/campaign.yaml`;
    const put = async (more: string) => {
      await writeFile(
        file,
        `slug: put\ntitle: t\ndemand: d\nsummary: s\nwhy: w\ngoal: 100\nopensAt: 2026-01-01T00:00:00Z\n${more}`,
      );
      await succeeds('organisers', campaignCommand, 'put', file, '--yes');
    };
    const group = `${place.directory}/group.yaml`;
    await writeFile(group, 'name: Free Voices\ncontact: ask@free-voices.example\n');
    await succeeds('organisers', groupCommand, 'put', group, '--yes');
    await succeeds('organisers', groupCommand, 'show');
    const caseAs = (status: string) => `cases: [{ id: ali-karimov, name: Ali, status: ${status} }]\n`;
    await put(`${caseAs('detained')}targets: [{ name: a }]\nvisibility: draft\n`);
    await put(
      `${caseAs('released')}targets: [{ name: a }, { name: b }]\ntranslations: { az: { title: t, demand: d } }\n`,
    );
    await put(`${caseAs('released')}targets: [{ name: a }]\nrelated: [${SLUG}]\n`);
    await findsBuckets('organisers');
    await succeeds('organisers', campaignCommand, 'list');
    await succeeds('organisers', campaignCommand, 'show', 'put');
    await succeeds('organisers', campaignCommand, 'strict', 'put', '--yes');
    await putSignatureOnce(
      signatures,
      signatureOf('put', signerIn(3), time.now, { status: 'under-review', signals: ['no-proof'] }),
    );
    await succeeds('organisers', signaturesCommand, 'accept', 'put', '--all', '--yes');
    await succeeds('organisers', signaturesCommand, 'review');
    await succeeds('organisers', signaturesCommand, 'review', 'put');
    await succeeds('organisers', signaturesCommand, 'names', SLUG);
    await succeeds('organisers', signaturesCommand, 'export', 'put', '--out', `${place.directory}/out`, '--yes');
    await succeeds('organisers', campaignCommand, 'delete', 'put', '--yes', '--really');
  });

  it('organisers: from a shell, what the console does', async () => {
    const write = async (name: string, text: string) => {
      await writeFile(`${place.directory}/${name}`, text);
      return `${place.directory}/${name}`;
    };
    const one = await write('case.yaml', 'id: leyla\nname: Leyla\nstatus: detained\n');
    const news = await write('news.yaml', 'title: News\ntext: News.\ndraft: true\n');
    const campaign = (...args: string[]) => succeeds('organisers', campaignCommand, ...args);
    const cases = (...args: string[]) => succeeds('organisers', casesCommand, ...args);
    const updates = (...args: string[]) => succeeds('organisers', updatesCommand, ...args);
    const previews = (...args: string[]) => succeeds('organisers', previewsCommand, ...args);
    await campaign('duplicate', SLUG, 'copy', '--title', 'Copy');
    await previews('make', 'copy');
    const [link = ''] = (await previews('list', 'copy')).split(' ');
    await previews('end', 'copy', link, '--yes');
    await previews('make', 'copy');
    await campaign('open', 'copy', '--yes');
    await campaign('pause', 'copy', '--yes');
    await campaign('win', 'copy', '--on', '2096-01-01', '--words', 'Free.', '--yes');
    await campaign('undo', 'copy', '2', '--all', '--yes');
    await campaign('compare', 'copy', '1', '2');
    await campaign('history', 'copy');
    await campaign('list', '--find', 'copy', '--needs');
    await cases('put', one, '--yes');
    await cases('join', 'leyla', 'copy', '--yes');
    await cases('post', 'leyla', 'released', '--on', '2096-01-01', '--yes');
    await cases('list', '--find', 'leyla');
    await cases('show', 'leyla');
    await cases('history', 'leyla');
    await cases('leave', 'leyla', 'copy', '--yes');
    await cases('delete', 'leyla', '--yes');
    await updates('add', 'copy', news, '--yes');
    const [id = ''] = (await updates('list', 'copy')).split(' ');
    await updates('publish', 'copy', id, '--yes');
    await updates('delete', 'copy', id, '--yes');
    time.now += HOUR;
    await campaign('close', 'copy', '--yes');
    await campaign('archive', 'copy', '--yes');
    await campaign('bring-back', 'copy', '--yes');
    await campaign('delete', 'copy', '--yes', '--really');
  });

  it('the keeper of keys: sees which campaigns need a key', async () => {
    readOrMakeSecrets(place.directory);
    await succeeds('keeper', keysCommand, 'status');
    await findsBuckets('keeper');
  });

  it('webhooks and the keeper of keys: endpoints, deliveries, tests, replays', async () => {
    const ring = async () => parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'webhook');
    const waiting: WebhookMessage[] = [];
    let answer: Awaited<ReturnType<Post>> = { status: 204 };
    const ways = {
      ...{ ...deps, ring, rules: {}, random: () => 0.5, putOff: async () => undefined },
      ...{ post: async () => answer, queue: { put: async (message: WebhookMessage) => void waiting.push(message) } },
    };
    const take = (message: WebhookMessage) =>
      as('webhooks', () => takeBatch(ways, [{ messageId: 'm', body: JSON.stringify(message) }]));
    const keeper = (...args: string[]) => succeeds('keeper', webhooksCommand, ...args);
    const [id = ''] = /whe_\w+/.exec(await keeper('add', 'https://hooks.example.org/', '--campaign', SLUG)) ?? [];
    await take({
      event: { ...eventOf('campaign.won'), data: { ...eventOf('campaign.won').data, slug: SLUG } } as never,
    });
    for (const status of [500, 204, 410]) {
      answer = { status };
      time.now += MINUTE;
      for (const message of waiting) await take({ ...message, again: time.now });
    }
    const gone = eventOf('campaign.won', 'evt_gone');
    await putEvent(deps.webhooks, { ...gone, data: { ...gone.data, slug: 'gone' } } as typeof gone, time.now);
    await take({ forget: 'gone' });
    // Nobody empties the queue here.
    expect((await command('keeper', webhooksCommand, 'test', id)).code).toBe(1);
    expect(await keeper('deliveries', id)).toContain('endpoint disabled');
    await keeper('list');
    await keeper('enable', id, '--yes');
    await keeper('replay', id, 'evt_won');
    await keeper('rotate', id, '--yes');
    await keeper('remove', id, '--yes');
  });

  it('the keeper of keys: invites organisers, gives roles and tokens', async () => {
    readOrMakeSecrets(place.directory);
    const keeper = (...args: string[]) => succeeds('keeper', organisersCommand, ...args);
    await keeper('invite', 'ada@example.org', '--admin', '--yes');
    await keeper('invite', 'bob@example.org', '--campaign', `${SLUG}=viewer`, '--yes');
    await keeper('role', 'bob@example.org', '--campaign', `${SLUG}=owner`, '--yes');
    const token = (verb: string[]) => succeeds('keeper', tokenCommand, ...verb, '--account', 'ada@example.org');
    await token(['--campaign', SLUG]);
    const [id = ''] = /tok_\w+/.exec(await token(['list'])) ?? [];
    await token(['revoke', id, '--yes']);
    const keys = async () => organiserKeys(readOrMakeSecrets(place.directory).organisers ?? '');
    const people = await listOrganisers({ ...deps, keys }, operator);
    const bob = people.find(({ address }) => address === 'bob@example.org')?.id ?? '';
    await putPreview(campaigns, SLUG, { ...linkTo('y'.repeat(22)), by: bob }, 0);
    await keeper('remove', 'bob@example.org', '--yes');
    expect(await queryPreviewsBy(campaigns, bob)).toEqual([]);
    // There is no command for it (docs/decisions/061).
    const { client, table } = deps.organisers;
    const Key = marshall({ pk: REMOVED, sk: bob });
    await as('keeper', () => client.send(new DeleteItemCommand({ TableName: table, Key })));
    expect(await getRemoved(deps.organisers, bob, time.now)).toBeUndefined();
    await keeper('list');
  });

  it('console: organisers in sessions and with tokens, and campaigns from draft to closed', async () => {
    const keys = async () => organiserKeys(readOrMakeSecrets(place.directory).organisers ?? '');
    const relist = relistIn({ ...deps });
    const deployed = { publicKeys: [deployedKey], campaignPublicKeys: [] };
    const audit = anyTrail();
    const { pictures, makePicture, shelf } = organiseDeps(deps.campaigns, time);
    const uploads = { pictures, makePicture, shelf };
    const endPreviews: ConsoleDeps['endPreviews'] = (actor, input) => endPreviewsOf({ ...deps, audit }, actor, input);
    const hasCampaign: ConsoleDeps['hasCampaign'] = async (slug) =>
      (await getCampaignHead(deps.campaigns, slug)) !== undefined;
    const organised = readOrganisedOf(deps);
    const app = createConsoleApp({
      ...appDeps,
      ...deps,
      ...noSignIn,
      ...uploads,
      queue: { put: async () => undefined },
      keys,
      audit,
      relist,
      organised,
      deployed,
      endPreviews,
      hasCampaign,
    });
    const signIn = { issuer: 'https://id.example', subject: '1', address: 'eve@example.org', isAddressVerified: true };
    const account = await inviteOrganiser({ ...deps, keys, audit, endPreviews, hasCampaign }, operator, {
      address: signIn.address,
      isAdmin: true,
    });
    await as('console', () => accountForSignIn({ ...deps, keys, audit }, signIn));
    expect(await as('console', () => countSignIn(deps.organisers, account, time.now))).toBe(true);
    const session = async () => {
      const { id, csrf } = await as('console', () => startSession(deps, { account, authTime: time.now }));
      return {
        id,
        headers: { cookie: `${SESSION_COOKIE}=${id}`, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin' },
      };
    };
    let headers: Record<string, string> = (await session()).headers;
    const ask = async (method: string, path: string, body?: object) => {
      const sent = body && { body: JSON.stringify(body) };
      const all = { ...headers, 'content-type': 'application/json', 'if-match': '*' };
      const answer = await as('console', async () =>
        app.request(`/api/organise/${path}`, { method, headers: all, ...sent }),
      );
      expect([method, path, answer.status < 300, await answer.clone().text()]).toEqual([
        method,
        path,
        true,
        expect.anything(),
      ]);
      return answer;
    };
    await ask('GET', 'me');
    await as('console', async () => {
      const made = { id: 'a'.repeat(20), width: 480, height: 480, widths: [480] };
      await putUpload(deps.organisers, { made, account }, time.now);
      expect(await getUpload(deps.organisers, { picture: made.id, account }, time.now)).toEqual(made);
    });
    const invited = await ask('POST', 'organisers', { email: 'bob@example.org' });
    const bob = ((await invited.json()) as { id: string }).id;
    await ask('PATCH', `organisers/${bob}`, { campaigns: { [SLUG]: 'viewer' } });
    await ask('DELETE', `organisers/${bob}`);
    // The trail still says who it was.
    const admin = organiserActor({ account, isAdmin: true });
    expect((await as('console', () => namesFor({ ...deps, keys }, admin, [bob]))).get(bob)).toMatchObject({
      name: 'bob@example.org',
    });
    const made = (await (await ask('POST', 'tokens', { scopes })).json()) as { id: string; token: string };
    time.now += 2 * MINUTE;
    await ask('GET', 'organisers');
    headers = { authorization: `Bearer ${made.token}` };
    const { slug, ...file } = { ...smallFile, slug: 'by-console' };
    await ask('POST', 'campaigns', {
      ...file,
      slug,
      translations: { az: { title: 'T', demand: 'D' } },
      related: [SLUG],
    });
    await ask('PATCH', `campaigns/${slug}`, { cases: [{ name: 'Ali', status: 'detained' }], group: groupOf() });
    await ask('PATCH', `campaigns/${slug}`, { cases: [], translations: null });
    await ask('POST', `campaigns/${slug}/undo`, { revision: 1 });
    await ask('GET', `campaigns/${slug}/versions/1`);
    const { id } = (await (await ask('POST', `campaigns/${slug}/previews`)).json()) as { id: string };
    await ask('DELETE', `campaigns/${slug}/previews/${id}`);
    const byToken = headers;
    headers = (await session()).headers;
    const person = { name: 'Ali Karimov', status: 'detained', campaign: slug };
    const { id: ali } = (await (await ask('POST', 'cases', person)).json()) as { id: string };
    await ask('PATCH', `cases/${ali}`, { status: 'released' });
    await ask('GET', `cases/${ali}/versions`);
    await ask('GET', 'cases');
    // By a word within a name, the overview says which cases to read.
    const search = await (await ask('GET', 'cases?q=karimov')).json();
    expect(search).toMatchObject([{ id: ali, campaigns: [slug] }]);
    // A version that needs several items, from which a case is struck.
    const letters = () =>
      Array.from({ length: 1_600 }, () => String.fromCodePoint(0x4e00 + randomInt(20_000))).join('');
    const others = Array.from({ length: 59 }, (_, i) => ({ name: `N ${i}`, status: 'detained', story: letters() }));
    const inAzerbaijani = Object.fromEntries(others.map(({ name }) => [name, { story: letters() }]));
    await ask('PATCH', `campaigns/${slug}`, {
      cases: [{ id: ali, name: 'Ali Karimov', status: 'released' }, ...others],
      translations: { az: { title: 'T', demand: 'D', cases: inAzerbaijani } },
    });
    // A case that no campaign has can be erased.
    await ask('PATCH', `campaigns/${slug}`, { cases: [], translations: null });
    await ask('DELETE', `cases/${ali}`);
    headers = byToken;
    for (const turn of ['open', 'pause', 'open', 'close', 'archive', 'bring-back']) {
      time.now += 1_000;
      await ask('POST', `campaigns/${slug}/${turn}`);
    }
    await ask('POST', `campaigns/${slug}/win`, { on: '2096', words: 'They are free.' });
    await ask('GET', 'campaigns');
    await ask('GET', 'campaigns?sort=needs');
    await ask('GET', `campaigns/${slug}`);
    const endpoint = {
      id: 'whe_a',
      url: 'https://hooks.example.org/',
      types: [],
      campaigns: [],
      createdAt: isoTime(NOW),
    };
    await putEndpoint(deps.webhooks, { ...endpoint, secret: { kid: 'k1', generation: 1 }, disabled: 'gone' });
    await putEvent(deps.webhooks, eventOf('campaign.won', 'evt_missed'), time.now);
    const missed = {
      endpoint: 'whe_a',
      event: 'evt_missed',
      type: 'campaign.won',
      outcome: 'gone',
      attempt: 1,
    } as const;
    await putDelivery(deps.webhooks, { ...missed, at: time.now });
    await ask('GET', 'webhooks');
    await ask('POST', 'webhooks/whe_a/test');
    await ask('POST', 'webhooks/whe_a/enable');
    await ask('POST', 'webhooks/whe_a/replay', {});
    await ask('POST', 'webhooks/whe_a/replay', { event: 'evt_missed' });
    await as('console', () => deliveryOf(deps, operator, { endpoint: 'whe_a', event: 'evt_missed' }));
    await deleteEndpoint(deps.webhooks, 'whe_a');
    const last = await session();
    headers = last.headers;
    await ask('DELETE', `tokens/${made.id}`);
    await as('console', () => endSession(deps, last.id));
  });

  it('and not one right to a table more', () => {
    for (const actor of Object.keys(actors) as Actor[]) expect(unused(actor), actor).toEqual([]);
  });
});

/** Partitions of Counts and Limits that IAM can tell apart. */
const partitions = {
  lanes: ['counts', SLUG],
  'names that wait': ['counts', `names#${SLUG}`],
  'published numbers': ['counts', `published#${SLUG}`],
  'shown names': ['counts', `published#${SLUG}#names`],
  'memory of publishing': ['counts', `publishing#${SLUG}`],
  'runs of publishing': ['counts', 'publishing#'],
  'what waits for organisers': ['counts', 'waiting#'],
  recounts: ['counts', `recount#${SLUG}`],
  'e-mail rate': ['counts', 'mail#quota'],
  'e-mail state': ['counts', 'mail#health'],
  'heads of campaigns': ['campaigns', 'campaigns'],
  'parts of campaigns': ['campaigns', `campaign#${SLUG}`],
  translations: ['campaigns', `texts#${SLUG}`],
  overview: ['campaigns', 'overview'],
  'overview of what is hidden': ['campaigns', 'overview#hidden'],
  'list of cases': ['campaigns', 'cases'],
  'versions of a case': ['campaigns', 'case#ali'],
  'history of campaigns': ['campaigns', `versions#${SLUG}`],
  'links to previews': ['campaigns', `previews#${SLUG}`],
  decisions: ['campaigns', `decisions#${SLUG}`],
  erasures: ['campaigns', 'erasures'],
  'e-mails an hour': ['limits', 'mail-hours'],
  'suppressed mailboxes': ['limits', 'suppressed#aaaa'],
  'accounts of organisers': ['organisers', 'accounts'],
  'tokens of organisers': ['organisers', 'tokens'],
  'sessions of organisers': ['organisers', 'session#aaaa'],
  'uploads of organisers': ['organisers', 'upload#aaaa'],
  'endpoints of webhooks': ['webhooks', 'endpoints'],
  'events of webhooks': ['webhooks', 'events'],
  'deliveries of webhooks': ['webhooks', 'deliveries#whe_a'],
  'all else that limits keep': ['limits', 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA'],
} as const;
type Partition = keyof typeof partitions;

/** Who may do at least one of these to items of a partition, with any attributes and any answer. */
const whoMay = (partition: Partition, actions: readonly string[]): string =>
  (Object.keys(actors) as Actor[])
    .filter((actor) => {
      const [table, leadingKey] = partitions[partition];
      const context = {
        'dynamodb:LeadingKeys': [leadingKey],
        'dynamodb:Attributes': ['any'],
        'dynamodb:Select': 'ALL_ATTRIBUTES',
      };
      return actions.some((action) => may(actor, { action: `dynamodb:${action}`, table, context }));
    })
    .sort()
    .join(' ');

it.each<[Partition, read: string, written: string]>([
  ['lanes', 'bookkeeper console fold organisers publish reconcile tally', 'bookkeeper fold tally'],
  ['names that wait', 'bookkeeper organisers publish', 'bookkeeper tally'],
  ['published numbers', 'console overview publish site', 'publish'],
  ['shown names', 'bookkeeper publish site', 'bookkeeper organisers publish tally'],
  ['memory of publishing', 'publish', 'publish'],
  ['runs of publishing', 'publish', 'publish'],
  ['what waits for organisers', 'console organisers publish', 'publish'],
  ['recounts', 'bookkeeper reconcile', 'bookkeeper reconcile'],
  ['e-mail rate', 'sign', 'mail'],
  ['e-mail state', 'mail organisers sign', 'feedback'],
  [
    'heads of campaigns',
    'bookkeeper console fold keeper organisers overview publish reconcile retention sign site tally',
    'console organisers',
  ],
  ['parts of campaigns', 'console keeper organisers overview site', 'console organisers'],
  ['translations', 'console organisers overview sign site', 'console organisers'],
  ['overview', 'console organisers overview site', 'console organisers overview'],
  ['overview of what is hidden', 'console organisers overview', 'console organisers overview'],
  ['list of cases', 'console organisers', 'console organisers'],
  ['versions of a case', 'console organisers', 'console organisers'],
  ['history of campaigns', 'console organisers', 'console organisers'],
  ['links to previews', 'console keeper organisers site', 'console keeper organisers'],
  ['decisions', 'organisers', 'organisers'],
  ['erasures', 'retention', 'retention'],
  ['e-mails an hour', 'feedback', 'feedback mail'],
  ['suppressed mailboxes', 'mail', 'feedback'],
  ['accounts of organisers', 'console keeper', 'console keeper'],
  ['tokens of organisers', 'console keeper', 'console keeper'],
  ['sessions of organisers', 'console', 'console'],
  ['uploads of organisers', 'console', 'console'],
  ['endpoints of webhooks', 'console keeper webhooks', 'keeper'],
  ['events of webhooks', 'console keeper webhooks', 'webhooks'],
  ['deliveries of webhooks', 'console keeper webhooks', 'webhooks'],
  ['all else that limits keep', 'sign', 'sign'],
])('lets nobody but those who need it read or write %s', (partition, read, written) => {
  expect(whoMay(partition, ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'PartiQLSelect'])).toBe(read);
  expect(
    whoMay(partition, ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLUpdate', 'PartiQLInsert']),
  ).toBe(written);
});

it('lets tally and publish show the total of a live campaign, and change no other attribute by it', () => {
  const show = (actor: Actor, partition: string, attribute: string, more = {}) =>
    may(actor, {
      action: 'dynamodb:UpdateItem',
      table: 'counts',
      context: { 'dynamodb:LeadingKeys': [partition], 'dynamodb:Attributes': ['pk', 'sk', attribute], ...more },
    });
  for (const actor of ['tally', 'publish'] as const) {
    expect(show(actor, `published#${SLUG}`, 'total')).toBe(true);
    expect(show(actor, `published#${SLUG}`, 'byCountry')).toBe(false);
    expect(show(actor, `published#${SLUG}#names`, 'total')).toBe(false);
    expect(show(actor, `published#${SLUG}`, 'total', { 'dynamodb:ReturnValues': 'ALL_OLD' })).toBe(false);
  }
});

it('lets reconcile count names, and read none', () => {
  const names = (select: string) => ({ 'dynamodb:LeadingKeys': [`names#${SLUG}`], 'dynamodb:Select': select });
  const query = (select: string) =>
    may('reconcile', { action: 'dynamodb:Query', table: 'counts', context: names(select) });
  expect([query('COUNT'), query('ALL_ATTRIBUTES'), query('SPECIFIC_ATTRIBUTES')]).toEqual([true, false, false]);
});

/** The mail function on these tables, with a SES that takes every e-mail. */
function mailOn(on: { readonly counts: Db; readonly limits: Db }, ring: string) {
  for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', inject('dynamoDbEndpoint'));
  const deps = mailDeps(
    {
      ...{ PUBLIC_URL: 'https://amparo.example', LANGUAGES: ['en'], MAIL_FROM: 'a@amparo.example', MAIL_SECRET: 'm' },
      ...{ MAIL_QUEUE_URL: 'http://127.0.0.1:1/1/mail', COUNTS_TABLE: on.counts.table, LIMITS_TABLE: on.limits.table },
      ...{ MAIL_RATE: 100, MAIL_PLACES: 5 },
    },
    async () => ({ mail: ring }),
  );
  deps.ses.middlewareStack.add(
    () => async () => ({ output: { $metadata: {}, SendQuota: { MaxSendRate: 14 } }, response: {} }),
    { step: 'initialize', name: 'standing in' },
  );
  return { ...deps, log: silentLog };
}
