import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import type { Hono } from 'hono';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import type { Identity } from '../../functions/core/keys/seal.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { createOutbox } from '../../functions/core/outbox/queue.ts';
import type { ConfirmationMail } from '../../functions/core/outbox/queued-mail.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import type { LogFields } from '../../functions/core/running/log.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { networkOf } from '../../functions/http/network.ts';
import { allowedWithoutProof, networkKey } from '../../functions/sign/admission.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { campaignReads, type SignDeps, translationReads } from '../../functions/sign/deps.ts';
import { type CampaignChanges, campaignOf } from './campaign.ts';
import { freshQueue } from './queue.ts';
import { signDepsOf, testKeys } from './sign-deps.ts';
import { freshTables } from './tables.ts';

export const organiserKey = await generateIdentity();
const recipient = await identityToRecipient(organiserKey);
/** Far from now: the table keeps real time, and would remove what has expired by it. */
export const NOW = Date.parse('2096-03-01T12:00:00Z');

const keys = testKeys(NOW);

/** The campaign that is signed: open at `NOW`, and sealed to an organiser's key. */
export const campaign = (more: CampaignChanges = {}): Campaign =>
  campaignOf({
    title: 'Free them & theirs',
    opensAt: '2096-01-01T00:00:00Z',
    closesAt: '2096-06-01T00:00:00Z',
    showNames: true,
    news: true,
    recipients: [recipient],
    sources: ['newsletter'],
    ...more,
  });

/** The sign function on real tables and a real queue, and what it wrote into its log. */
export async function startSign(faults: Partial<SignDeps> = {}) {
  const db = await freshTables();
  await putCampaign(db.Campaigns, campaign());
  await putCampaign(db.Campaigns, campaign({ slug: 'closed', closesAt: '2096-02-01T00:00:00Z' }));
  await putCampaign(db.Campaigns, campaign({ slug: 'upcoming', opensAt: '2096-04-01T00:00:00Z' }));
  await putCampaign(db.Campaigns, campaign({ slug: 'keyless', recipients: [] }));
  const queue = await freshQueue(keys.mail);
  const time = { now: NOW };
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const write = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  // Remembers no campaign from one read to the next: tests change them in between.
  let reads = 0;
  const deps = signDepsOf({
    campaign: campaignReads(db.Campaigns, () => MINUTE * reads++),
    translation: translationReads(db.Campaigns, () => MINUTE * reads++),
    signatures: db.Signatures,
    limits: createLimits(db.Limits, () => time.now),
    networkOf: (c) => networkOf(c, []),
    outbox: createOutbox({ queueUrl: queue.queueUrl, keys: async () => keys.mail, clock: () => time.now }),
    keys: async () => keys,
    clock: () => time.now,
    log: { info: write, error: write },
    ...faults,
  });
  /** What an organiser reads, with the key that the service does not have. */
  async function identityIn({ confirmToken }: ConfirmationMail): Promise<Identity> {
    const { sealedIdentity } = await openConfirmation(keys.token, confirmToken, time.now);
    const decrypter = new Decrypter();
    decrypter.addIdentity(organiserKey);
    return JSON.parse(await decrypter.decrypt(sealedIdentity, 'text'));
  }
  return { app: createSignApp(deps), deps, db, time, logged, identityIn, ...queue };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };

export const attemptOf = (email: string, more: object = {}) => ({
  name: 'Ada Lovelace',
  email,
  country: 'AZ',
  ...more,
});

/** A program's call. */
export const postJson = (app: Hono, path: string, body: unknown): Promise<Response> =>
  Promise.resolve(
    app.request(path, {
      method: 'POST',
      headers: JSON_TYPE,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );

/** A browser's form. */
export const postForm = (app: Hono, path: string, fields: Record<string, string>, headers = {}): Promise<Response> =>
  Promise.resolve(
    app.request(path, {
      method: 'POST',
      headers: { ...FORM_TYPE, ...headers },
      body: new URLSearchParams(fields).toString(),
    }),
  );

export const open = (app: Hono, path: string, method = 'GET'): Promise<Response> =>
  Promise.resolve(app.request(path, { method, headers: { accept: 'text/html' } }));

/** How many attempts without proof the sign function of a test takes from a network in an hour. */
export const allowedFrom = (network: string, { strict = false, now = NOW } = {}): number =>
  allowedWithoutProof(networkKey(keys, now), { network, now, strict });

export const SIGN = '/api/campaigns/free-them/signatures';

/** Where a form leads, with a word in place of the sealed address. Its length stays. */
export const placeOf = (location: string | null): string | undefined =>
  location?.replace(/(?<=[?&]to=)[\w.-]+/, (sealed) => `SEALED-${sealed.length}`);
