import { describe, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { MAILS_PER_HOUR } from '../../functions/core/limits/address.ts';
import type { QueuedMail } from '../../functions/core/outbox/queued-mail.ts';
import { DAY, HOUR, SECOND } from '../../functions/core/running/clock.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import {
  allowedFrom,
  attemptOf,
  campaign,
  NOW,
  open,
  placeOf,
  postForm,
  postJson,
  SIGN,
  startSign,
} from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';

const LINKS = '/api/campaigns/free-them/links';
const service = await startSign();
const { app, deps, mail, messages, queued, time, logged } = service;

/** The one mail with a link that withdraws. */
async function linkMail(): Promise<QueuedMail> {
  const [found, ...more] = await queued();
  expect(more).toEqual([]);
  expect(found?.kind).toBe('withdrawal');
  return found!;
}
const askFor = (email: string, more: object = {}, path = LINKS) => postJson(app, path, { email, ...more });
/** How many requests without proof a network may send in this hour. */
const allowed = (network: string, strict: boolean) => allowedFrom(network, { strict, now: time.now });
const everything = async (answer: Response) => {
  const body = await answer.text();
  const headers = [...answer.headers].map(([name, value]) => [name, placeOf(value)]);
  return { status: answer.status, headers, length: body.length, body: body.trimEnd() };
};

describe('a link that withdraws, for a person who lost the first e-mail', () => {
  it('withdraws the signature of its address', async () => {
    await postJson(app, SIGN, attemptOf('lost@example.org'));
    const { confirmToken, withdrawToken } = await mail();
    await postJson(app, '/api/confirmations', { token: confirmToken });
    expect(await (await askFor('lost@example.org', { locale: 'de-AT' })).json()).toEqual({ status: 'link-sent' });
    const sent = await linkMail();
    expect(sent).toMatchObject({
      ...{ to: 'lost@example.org', locale: 'en', isDecoy: false, validUntil: NOW + 7 * DAY },
      campaign: { title: campaign().title, demand: campaign().demand, language: 'en' },
    });
    expect((await postJson(app, '/api/withdrawals', { token: sent.withdrawToken })).status).toBe(200);
    expect(await (await postJson(app, '/api/my-data', { token: withdrawToken })).json()).toMatchObject({
      signature: 'none',
    });
    expect((await postJson(app, '/api/confirmations', { token: confirmToken })).status).toBe(410);
  });

  it('shows nothing of a signature, and confirms none', async () => {
    await postJson(app, SIGN, attemptOf('asked@example.org'));
    const { confirmToken } = await mail();
    await postJson(app, '/api/confirmations', { token: confirmToken });
    await askFor('asked@example.org');
    const { withdrawToken: token } = await linkMail();
    expect(await (await postJson(app, '/api/my-data', { token })).json()).toMatchObject({
      ...{ signature: 'none', open: [], shown: [], sealed: [] },
    });
    expect((await postJson(app, '/api/confirmations', { token })).status).toBe(400);
  });

  it('is sent before a campaign opens and after it has closed', async () => {
    for (const slug of ['upcoming', 'closed', 'keyless']) {
      expect((await askFor(`at-${slug}@example.org`, {}, `/api/campaigns/${slug}/links`)).status).toBe(202);
      expect((await linkMail()).to).toBe(`at-${slug}@example.org`);
    }
  });

  it('can be asked for with a proof of work after the campaign has closed', async () => {
    const answer = await postJson(app, '/api/campaigns/closed/challenges', { email: 'ada@example.org' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toHaveProperty('challenge.signature');
    expect((await postJson(app, '/api/campaigns/upcoming/challenges', { email: 'ada@example.org' })).status).toBe(409);
  });

  it('comes to everybody alike: never signed, signed, withdrawn, or without e-mails left', async () => {
    for (const email of ['yeah1@example.org', 'gone1@example.org']) {
      await postJson(app, SIGN, attemptOf(email));
      const { confirmToken, withdrawToken } = await mail();
      await postJson(app, '/api/confirmations', { token: confirmToken });
      if (email.startsWith('gone')) await postJson(app, '/api/withdrawals', { token: withdrawToken });
    }
    for (let i = 0; i < MAILS_PER_HOUR; i++) await postJson(app, SIGN, attemptOf('many1@example.org'));
    await messages();
    const addresses = ['never@example.org', 'yeah1@example.org', 'gone1@example.org', 'many1@example.org'];
    const json = [];
    const forms = [];
    for (const email of addresses) {
      json.push(await everything(await askFor(email)));
      forms.push(await everything(await postForm(app, LINKS, { email })));
    }
    expect(new Set(json.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(new Set(forms.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect([json[0]?.status, forms[0]?.status]).toEqual([202, 303]);
    const waiting = await messages();
    expect(waiting).toHaveLength(2 * addresses.length);
    expect(new Set(waiting.map(({ length }) => length)).size).toBe(1);
  });

  it('spends the e-mails of its mailbox, as an attempt does', async () => {
    const email = 'spent@example.org';
    for (let i = 0; i < MAILS_PER_HOUR - 1; i++) await askFor(email.replace('@', `+${i}@`));
    await postJson(app, SIGN, attemptOf(email));
    await askFor(email);
    expect((await queued()).map(({ kind, isDecoy }) => [kind, isDecoy])).toEqual([
      ...Array.from({ length: MAILS_PER_HOUR - 1 }, () => ['withdrawal', false]),
      ['confirmation', false],
      ['withdrawal', true],
    ]);
  });

  it('gives back its e-mail while the queue does not answer', async () => {
    const broken = createSignApp({
      ...deps,
      outbox: { put: () => Promise.reject(Object.assign(new Error(), { $metadata: {} })) },
    });
    for (let i = 0; i < 2 * MAILS_PER_HOUR; i++) {
      expect((await postJson(broken, LINKS, { email: 'queue@example.org' })).status).toBe(503);
    }
    const again = await postForm(broken, LINKS, { email: 'queue@example.org' });
    expect(again.status).toBe(503);
    expect(await again.text()).toMatch(
      /<form[^>]*action="\/api\/campaigns\/free-them\/links"[\s\S]*queue@example\.org/,
    );
    await askFor('queue@example.org');
    expect((await linkMail()).isDecoy).toBe(false);
  });

  it('is refused to a network that sends too many requests without proof, in words', async () => {
    const network = '203.0.113.0/24';
    const crowded = createSignApp({ ...deps, networkOf: () => network });
    time.now += DAY;
    for (let i = allowed(network, false); i > 0; i--) {
      expect((await postJson(crowded, LINKS, { email: `net${i}@example.org` })).status).toBe(202);
    }
    expect((await postJson(crowded, LINKS, { email: 'net@example.org' })).status).toBe(429);
    const page = await postForm(crowded, LINKS, { email: 'net@example.org' });
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, '3600']);
    expect(await page.text()).toContain('value="net@example.org"');
    await messages();
  });

  it('is taken by the rules of a strict campaign, and of a strict stage', async () => {
    await putCampaign(service.db.Campaigns, campaign({ slug: 'strict', strict: true }));
    const takenOf = async (slug: string, network: string, more: Partial<SignDeps> = {}) => {
      const from = createSignApp({ ...deps, ...more, networkOf: () => network });
      for (let taken = 0; ; taken++) {
        const email = `${slug}${taken}@${network}.example`;
        if ((await postJson(from, `/api/campaigns/${slug}/links`, { email })).status !== 202) return taken;
      }
    };
    expect(await takenOf('strict', 'one')).toBe(allowed('one', true));
    const isStageStrict = async () => true;
    expect(await takenOf('free-them', 'two', { isStageStrict })).toBe(allowed('two', true));
    expect(await takenOf('free-them', 'three')).toBe(allowed('three', false));
    await messages();
  });
});

it('gives the form back with the error beside the field, and answers a program by a problem', async () => {
  const page = await postForm(app, LINKS, { email: 'nobody', locale: 'en' });
  expect(page.status).toBe(400);
  const html = await page.text();
  expect(html).toContain('An e-mail address looks like name@example.org. Please check this one');
  expect(html).toContain('value="nobody"');
  expect(html).not.toContain('name="name"');
  const answer = await askFor('');
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ field: 'email' }] });
  expect((await askFor('a@example.org', {}, '/api/campaigns/no-such/links')).status).toBe(404);
  expect((await postJson(app, LINKS, { email: 'a@example.org', locale: '!' })).status).toBe(400);
});

it('leads a person without JavaScript to a page that is the same for everybody', async () => {
  const answer = await postForm(app, LINKS, { email: 'form@example.org', locale: 'en' });
  expect([answer.status, placeOf(answer.headers.get('location'))]).toEqual([
    303,
    '/campaigns/free-them/link-sent?to=SEALED-608',
  ]);
  const page = await (await open(app, '/campaigns/free-them/link-sent')).text();
  expect(page).toContain('whether or not this address has signed');
  const other = await postForm(app, LINKS, { email: 'form@example.org', locale: 'az' });
  expect(placeOf(other.headers.get('location'))).toBe('/campaigns/free-them/link-sent?to=SEALED-608');
  const waiting = createSignApp({ ...deps, mailWait: { refresh: () => undefined, latest: () => 600_000 } });
  expect(await (await open(waiting, '/campaigns/free-them/link-sent')).text()).toContain('about 10 minutes');
  expect(await (await postJson(waiting, LINKS, { email: 'wait@example.org' })).json()).toEqual({
    ...{ status: 'link-sent', mailWithinSeconds: 600 },
  });
  await messages();
});

it('writes no address into the log', () => {
  expect(JSON.stringify(logged)).not.toContain('@example.org');
});

it('leads to the form from where people may look for it', async () => {
  const href = 'href="/campaigns/free-them/my-signature"';
  expect(await (await open(app, '/campaigns/free-them/sent')).text()).toContain(href);
  await postJson(app, SIGN, attemptOf('back@example.org'));
  const { confirmToken, withdrawToken } = await mail();
  await postJson(app, '/api/confirmations', { token: confirmToken });
  await postJson(app, '/api/withdrawals', { token: withdrawToken });
  const withdrawn = await postForm(app, '/confirm', { token: confirmToken });
  expect(withdrawn.status).toBe(410);
  expect(await withdrawn.text()).toContain(href);
  const closed = await postForm(app, '/api/campaigns/closed/signatures', attemptOf('late@example.org') as never);
  expect(closed.status).toBe(410);
  expect(await closed.text()).toContain('href="/campaigns/closed/my-signature"');
});

it('keeps nobody from signing: links for lost e-mails spend the allowance of attempts without proof', async () => {
  const { app, deps, time, mails } = await startSign();
  const { proof } = await deps.keys();
  const proven = (email: string) => knownProof(proof, { campaign: 'free-them', email, now: time.now - 5 * SECOND });
  const email = 'known@gmx.de';
  for (let hour = 0; hour < 3; hour++, time.now += HOUR)
    for (let i = 0; i < 6; i++) {
      const body = { email, proof: await proven(email) };
      expect((await postJson(app, '/api/campaigns/free-them/links', body)).status).toBe(202);
    }
  await postJson(app, SIGN, attemptOf(email, { proof: await proven(email) }));
  expect((await mails()).at(-1)).toMatchObject({ to: email, isDecoy: false });
});
