import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../functions/core/access/invite.ts';
import { scopes } from '../../functions/core/access/scopes.ts';
import { startSession } from '../../functions/core/access/sessions.ts';
import { createAccessToken } from '../../functions/core/access/tokens.ts';
import { HOUR, isoTime } from '../../functions/core/running/clock.ts';
import { newEndpointId } from '../../functions/core/webhooks/endpoint.ts';
import { putDelivery, putEndpoint } from '../../functions/core/webhooks/store.ts';
import { type FuzzedService, SLUGS } from '../fuzz/service.ts';
import { smallFile } from '../support/campaign.ts';

/** Theirs alone: they close it, and the public signs another one meanwhile. */
const OWN = 'organised';
const DRAFT = SLUGS[3];

/**
 * Lets Schemathesis be an admin: with a token, and in the session of another admin where no token may do it. So it cannot revoke the token
 * that it works with, and no token may remove an admin.
 * @returns the environment in which `schemathesis.toml` and `hooks.py` look for both, and for what there is to read and to remove.
 */
export async function organisersFor(service: FuzzedService): Promise<Readonly<Record<string, string>>> {
  const { console: app } = service.all;
  const { console: deps } = service.deps;
  const invited = (address: string, isAdmin: boolean) =>
    inviteOrganiser(deps, operator, { address, isAdmin, campaigns: {}, days: 'no-limit' });
  const [program, person] = [await invited('program@example.org', true), await invited('person@example.org', true)];
  const { words } = await createAccessToken(deps, operator, { account: program, scopes });
  // It stays fresh, however slow the computer is.
  const { id: session, csrf } = await startSession(deps, { account: person, authTime: Date.now() + HOUR });

  /** @returns the id of what was made. */
  async function made(path: string, body?: object, as: Record<string, string> = { authorization: `Bearer ${words}` }) {
    const answer = await app.request(`/api/organise/${path}`, {
      method: 'POST',
      headers: { ...as, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
  }
  const several = async (make: (n: number) => Promise<string>, last = 6) => {
    const all: string[] = [];
    for (let n = 1; n <= last; n++) all.push(await make(n));
    return all;
  };
  const signedIn = {
    cookie: `${SESSION_COOKIE}=${session}`,
    'x-csrf-token': csrf,
    'sec-fetch-site': 'same-origin',
  };
  await made('campaigns', { ...smallFile, slug: OWN });
  const [updates, previews] = [`campaigns/${OWN}/updates`, `campaigns/${DRAFT}/previews`];
  const news = (title: string) => ({ at: isoTime(Date.now()), title, text: 'Words.' });
  const erasable = await several((n) => made('cases', { name: `Leyla ${n}`, status: 'detained' }));
  const people = await several((n) => invited(`somebody-${n}@example.org`, false));
  const [readable, removable] = [
    await several((n) => made(updates, news(`Read ${n}`)), 2),
    await several((n) => made(updates, news(`News ${n}`))),
  ];
  const known = {
    '/campaigns/{slug}': { slug: [OWN, ...SLUGS.slice(1)] },
    '/campaigns/{slug}/versions/{revision}': { slug: [OWN], revision: [1, 2, 3] },
    '/campaigns/{slug}/updates/{id}': { slug: [OWN], id: readable },
    'DELETE /campaigns/{slug}/updates/{id}': { slug: [OWN], id: removable },
    'DELETE /campaigns/{slug}/previews/{id}': { slug: [DRAFT], id: await several(() => made(previews)) },
    '/campaigns/{slug}/previews': { slug: [DRAFT, OWN] },
    '/cases/{id}': { id: erasable.splice(0, 2) },
    'DELETE /cases/{id}': { id: erasable },
    '/organisers/{account}': { account: people.splice(0, 2) },
    'DELETE /organisers/{account}': { account: people },
    'DELETE /tokens/{id}': { id: await several(() => made('tokens', { scopes: ['audit:read'] }, signedIn)) },
    '/audit/{id}': { id: ['000000001', '000000002'] },
    '/webhooks/{id}': { id: [await endpoint(service), await endpoint(service, 'gone')] },
  };
  return {
    ...{ AMPARO_TOKEN: words, AMPARO_SESSION: session, AMPARO_CSRF: csrf },
    ...{ AMPARO_KNOWN: JSON.stringify(known), AMPARO_WORDS: JSON.stringify(wordsOfBodies) },
  };
}

/** What the schema of a body takes and the service may refuse: a language is a word, and an end comes after its beginning. */
const wordsOfBodies = {
  'POST /campaigns': {
    ...{ slug: 'made-{n}', language: 'en', country: 'AZ', timeZone: 'Asia/Baku', opensAt: '2026-01-01T00:00:00Z' },
    ...{ closesAt: '2096-01-01T00:00:00Z', recipients: [], related: [], translations: {}, group: { name: 'Us' } },
  },
  'POST /campaigns/{slug}/duplicate': { slug: 'copy-{n}', title: 'A copy' },
  'POST /campaigns/{slug}/undo': { revision: 1 },
  'POST /campaigns/{slug}/win': { on: '2026-02', words: 'Both were released.' },
  'POST /cases': { id: 'made-{n}', language: 'en', campaign: DRAFT },
  'POST /organisers': { email: 'made-{n}@example.org', isAdmin: false, campaigns: { [OWN]: 'viewer' } },
  'POST /webhooks/{id}/replay': { event: 'evt_delivered' },
} as const;

/** An endpoint with a delivery of each outcome. @returns its id. */
async function endpoint(service: FuzzedService, disabled?: 'gone'): Promise<string> {
  const [webhooks, id, at] = [service.table('Webhooks'), newEndpointId(), Date.now()];
  await putEndpoint(webhooks, {
    ...{ id, url: 'https://hooks.example.org/x', types: ['campaign.won'], campaigns: [], createdAt: isoTime(at) },
    ...{ secret: { kid: 'k1', generation: 1 }, failingSince: at, description: 'Ours', disabled },
  });
  for (const outcome of ['given-up', 'waits', 'delivered', 'gone', 'disabled', 'withdrawn'] as const) {
    const noted = { endpoint: id, event: `evt_${outcome}`, type: 'campaign.won', outcome, attempt: 2, at } as const;
    await putDelivery(webhooks, { ...noted, failure: 'timeout', nextAt: at + 1 });
  }
  return id;
}
