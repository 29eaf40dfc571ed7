import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { createConsoleApp } from '../../functions/console/app.ts';
import { consoleCalls } from '../../functions/console/contract.ts';
import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { isFor, type Scope, scopes } from '../../functions/core/access/scopes.ts';
import { startSession } from '../../functions/core/access/sessions.ts';
import { carryOut, planDeletion } from '../../functions/core/campaigns/plan.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { newEndpointId } from '../../functions/core/webhooks/endpoint.ts';
import { putDelivery, putEndpoint } from '../../functions/core/webhooks/store.ts';
import { openApiDocument } from '../../infra/bundle/openapi.ts';
import { campaignOf, smallFile } from '../support/campaign.ts';
import { clientOf } from '../support/client.ts';
import { startConsole } from '../support/console.ts';
import { somePhoto } from '../support/some-picture.ts';

/** The OpenAPI document of organisers' calls, and what a console answers: each call, as often as it can be refused in another way. */

interface Operation {
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>;
}
interface Answer {
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, object>>;
}
const document = openApiDocument() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly headers: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
    readonly responses: Readonly<Record<string, Answer>>;
  };
};
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ ...document, $id: 'document' });
const pointer = (...names: readonly string[]) =>
  names.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

const site = await startConsole();
const admin = await site.token('admin');
/** Of the only admin of another group. */
const alone = await startConsole();
const lonely = await alone.token('admin');
/** Whose table does not answer. */
const silent = await startConsole();
Object.assign(silent.deps.organisers, {
  client: clientOf(() => Promise.reject(Object.assign(new Error('away'), { $metadata: {} }))),
});
/** Which takes no request more. */
const busy = { ...site, app: createConsoleApp({ ...site.deps, mostAtOnce: 0 }) };
const [{ id: lonelyId }] = (await (await alone.ask('GET', '/api/organise/organisers', lonely)).json()) as [
  { id: string },
];

let made = 0;
const CAMPAIGNS = '/api/organise/campaigns';
const api = async (method: string, path: string, body?: unknown, as: Record<string, string> = admin) => {
  const answer = await site.ask(method, path, { ...as, 'if-match': '*' }, body);
  const text = await answer.text();
  expect(answer.ok, `${method} ${path} ${answer.status} ${text}`).toBe(true);
  return JSON.parse(text) as Record<string, string>;
};
const everything = {
  ...{ letter: 'Dear court,', country: 'AZ', timeZone: 'Asia/Baku', news: true, keepMonths: 6, notice: 'A line.' },
  closesAt: '2026-12-01T08:00:00Z',
  references: [{ title: 'A report', url: 'https://example.org/report', date: '2026-01' }],
  targets: [{ name: 'The court', role: 'It decides.', country: 'AZ' }],
  handedOver: [{ on: '2026-02-01', to: 'The court', answer: 'None yet.' }],
  group: { name: 'Another group', contact: 'ask@another.example' },
  updates: [{ at: '2026-02-01T08:00:00Z', title: 'News', text: 'Words.', id: 'news' }],
  translations: { az: { title: 'Azad edin', demand: 'Məhkəmə onları azad edir.', summary: 'Onlar tutulub.' } },
};
/** A draft of its own, with all that a campaign may have. @returns its slug. */
async function draft(fields: object = {}): Promise<string> {
  const slug = `campaign-${made++}`;
  const id = `person-${slug}`;
  const cases = [{ id, name: 'Ali', status: 'detained', history: [{ status: 'detained', on: '2025-11' }] }];
  await api('POST', CAMPAIGNS, { ...smallFile, ...everything, cases, slug, ...fields });
  return slug;
}
async function turned(...turns: readonly string[]): Promise<string> {
  const slug = await draft();
  for (const turn of turns) {
    site.time.now += 1_000;
    await api('POST', `${CAMPAIGNS}/${slug}/${turn}`);
  }
  site.time.now += 1_000;
  return slug;
}
/** Stored when rules were wider. */
async function ofOldRules(opensAt?: string): Promise<string> {
  const slug = `campaign-${made++}`;
  const updates = [{ id: 'news', at: '2026-02-01T08:00:00Z', draft: true, title: 'News', text: 'Words.' }];
  await putCampaign(site.db.Campaigns, { ...campaignOf({ slug, updates, ...(opensAt && { opensAt }) }), goal: 0 });
  return slug;
}
const deleted = await draft();
const plan = await planDeletion(site.deps, operator, { slug: deleted });
await carryOut(site.deps, operator, plan);
const photo = await (await somePhoto({ width: 500, height: 400 })).jpeg().toBuffer();

/** A request to a call. What is left out is as in the request that succeeds. */
interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly type?: string;
  readonly ifMatch?: string | undefined;
  readonly as?: Record<string, string>;
  readonly of?: typeof site;
}
interface Example {
  /** A request that succeeds, on things that are made for it alone. */
  readonly good?: () => Sent | Promise<Sent>;
  /** Requests that are refused, by the status. They are changes of the first. */
  readonly refused?: Readonly<Record<number, (() => Sent | Promise<Sent>)[]>>;
}

const on = async (fields: Promise<string>, more: Sent = {}): Promise<Sent> => ({
  ...{ params: { slug: await fields } },
  ...more,
});
const update = async (more: Sent = {}, state: object = {}): Promise<Sent> => {
  const slug = await draft();
  const at = `${CAMPAIGNS}/${slug}/updates`;
  const { id = '' } = await api('POST', at, { title: 'More news', text: 'Words.', draft: true, ...state });
  return { params: { slug, id }, ...more };
};
const news = { title: 'More news', text: 'Words.' };
const oldNews = async (): Promise<Sent> => ({ params: { slug: await ofOldRules(), id: 'news' } });
const noUpdate = async (): Promise<Sent> => ({ params: { slug: await draft(), id: 'none' } });
const caseOf = async (more: Sent = {}): Promise<Sent> => ({ params: { id: `person-${await draft()}` }, ...more });
const orphan = async (): Promise<Sent> => {
  const { id = '' } = await api('POST', '/api/organise/cases', { name: 'Leyla', status: 'detained', work: 'poet' });
  return { params: { id } };
};
const NO_CASE = { params: { id: 'no-such-case' } };
const won = { on: '2026-02-03', words: 'They are free.' };
const someone = async () => ({ account: await site.account({ 'free-them': 'editor' }) });
const noone = { params: { account: 'org_none' } };
/** No token changes an admin. */
const { id: words, csrf } = await startSession(alone.deps, { account: lonelyId, authTime: alone.time.now });
const cookie = `${SESSION_COOKIE}=${words}`;
const by = { as: { cookie, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin' }, of: alone };
const session = await site.session('admin');
async function fullOfTokens(): Promise<Sent> {
  const as = await site.session('admin');
  for (let n = 0; n < 20; n++) await api('POST', '/api/organise/tokens', { scopes: ['campaigns:read'] }, as);
  return { as };
}
const oneToken = () => api('POST', '/api/organise/tokens', { scopes: ['campaigns:read'] }, session);
/** An endpoint, perhaps with a delivery of each outcome. */
async function hook({ hasFailed = false, ...more }: { hasFailed?: boolean; disabled?: 'gone' | 'by-operator' } = {}) {
  const id = newEndpointId();
  const at = site.time.now;
  await putEndpoint(site.db.Webhooks, {
    ...{ id, url: 'https://hooks.example.org/x', types: ['campaign.won'], campaigns: [], createdAt: isoTime(at) },
    ...{ secret: { kid: 'k1', generation: 1 }, failingSince: at, description: 'Ours', ...more },
  });
  const outcomes = hasFailed ? (['given-up', 'waits', 'delivered', 'gone', 'disabled', 'withdrawn'] as const) : [];
  for (const outcome of outcomes) {
    const noted = { endpoint: id, event: `evt_${outcome}`, type: 'campaign.won', outcome, attempt: 2, at } as const;
    await putDelivery(site.db.Webhooks, { ...noted, failure: 'timeout', nextAt: at + 1 });
  }
  return { params: { id } };
}
const NO_HOOK = { params: { id: 'whe_none' } };
const page = (name: string, value: string) => [() => ({ query: { [name]: value } })];
const SLUG_PATH = `${CAMPAIGNS}/:slug`;
const UPDATES = `${SLUG_PATH}/updates`;
const YAML = 'application/yaml';

const examples: Readonly<Record<string, Example>> = {
  [`GET ${CAMPAIGNS}`]: { refused: { 400: page('limit', '0') } },
  [`POST ${CAMPAIGNS}`]: {
    good: () => ({ body: { ...smallFile, ...everything, slug: `campaign-${made++}` } }),
    refused: {
      409: [async () => ({ body: { ...smallFile, slug: await draft() } })],
      422: [() => ({ body: {} }), () => ({ body: 'slug: [', type: YAML }), () => ({ body: 'goal: x', type: YAML })],
    },
  },
  [`GET ${SLUG_PATH}`]: { good: () => on(draft()) },
  [`PATCH ${SLUG_PATH}`]: {
    good: () => on(draft(), { body: { goal: 300 } }),
    refused: { 422: [() => ({ body: { goal: 0, title: null } })] },
  },
  [`POST ${SLUG_PATH}/pictures`]: {
    good: () => on(draft(), { body: photo, type: 'image/jpeg' }),
    refused: {
      400: [() => ({ query: { use: 'poster' } }), () => ({ body: 'x', type: 'multipart/form-data; boundary=x' })],
      422: [() => ({ body: '<svg/>' })],
    },
  },
  [`POST ${SLUG_PATH}/open`]: {
    good: () => on(draft()),
    refused: {
      409: [() => on(turned('open', 'close'))],
      422: [() => on(draft({ opensAt: '2026-01-01T00:00:00Z', closesAt: '2026-02-01T00:00:00Z' }))],
    },
  },
  [`POST ${SLUG_PATH}/take-back`]: {
    good: () => on(draft()),
    refused: { 409: [() => on(turned('open'))], 422: [() => on(ofOldRules('2096-01-01T00:00:00Z'))] },
  },
  [`POST ${SLUG_PATH}/close`]: {
    good: () => on(turned('open')),
    refused: { 409: [() => on(draft())], 422: [() => on(ofOldRules())] },
  },
  [`POST ${SLUG_PATH}/pause`]: { good: () => on(turned('open')), refused: { 409: [() => on(draft())] } },
  [`POST ${SLUG_PATH}/archive`]: {
    good: () => on(turned('open', 'close')),
    refused: { 409: [() => on(turned('open'))] },
  },
  [`POST ${SLUG_PATH}/bring-back`]: { good: () => on(turned('open', 'close', 'archive')) },
  [`POST ${SLUG_PATH}/win`]: {
    good: () => on(turned('open'), { body: won }),
    refused: {
      400: [() => ({ body: {} })],
      409: [() => on(draft())],
      422: [() => ({ body: { ...won, on: '2030' } })],
    },
  },
  [`GET ${SLUG_PATH}/versions`]: { good: () => on(draft()), refused: { 400: page('cursor', 'x') } },
  [`GET ${SLUG_PATH}/versions/:revision`]: {
    good: async () => ({ params: { slug: await draft(), revision: '1' } }),
    refused: { 404: [async () => ({ params: { slug: await draft(), revision: '9' } })] },
  },
  [`POST ${SLUG_PATH}/undo`]: {
    good: async () => {
      const slug = await draft();
      await api('PATCH', `${CAMPAIGNS}/${slug}`, { title: 'Another' });
      return { params: { slug }, body: { revision: 1 } };
    },
    refused: {
      400: [() => ({ body: { revision: 0 } })],
      404: [() => ({ body: { revision: 99 } })],
      422: [
        async () => {
          const slug = await ofOldRules();
          await api('PATCH', `${CAMPAIGNS}/${slug}`, { goal: 100 });
          return { params: { slug } };
        },
      ],
    },
  },
  [`POST ${SLUG_PATH}/duplicate`]: {
    good: () => on(draft(), { body: { slug: `campaign-${made++}`, title: 'A copy' } }),
    refused: {
      400: [() => ({ body: { slug: 'x' } })],
      409: [async () => ({ body: { slug: await draft(), title: 'A copy' } })],
      422: [() => ({ body: { slug: 'X', title: '' } })],
    },
  },
  [`GET ${SLUG_PATH}/file`]: { good: () => on(draft()) },
  [`PUT ${SLUG_PATH}/file`]: {
    good: async () => {
      const slug = await draft();
      const answer = await site.ask('GET', `${CAMPAIGNS}/${slug}/file`, admin);
      return { params: { slug }, body: await answer.text(), type: YAML };
    },
    refused: { 422: [() => ({ body: 'goal: x' })] },
  },
  [`GET ${SLUG_PATH}/previews`]: {
    good: async () => {
      const slug = await draft();
      await api('POST', `${CAMPAIGNS}/${slug}/previews`);
      return { params: { slug } };
    },
  },
  [`POST ${SLUG_PATH}/previews`]: { good: () => on(draft()), refused: { 409: [() => on(turned('open'))] } },
  [`DELETE ${SLUG_PATH}/previews/:id`]: {
    good: async () => {
      const slug = await draft();
      const { id = '' } = await api('POST', `${CAMPAIGNS}/${slug}/previews`);
      return { params: { slug, id } };
    },
  },
  'GET /api/organise/cases': { refused: { 400: page('limit', '0') } },
  'POST /api/organise/cases': {
    good: async () => ({ body: { name: 'Leyla', status: 'detained', campaign: await draft() } }),
    refused: {
      400: [() => ({ body: { name: 'Leyla', campaign: 'X' } })],
      404: [() => ({ body: { name: 'Leyla', status: 'detained', campaign: 'no-such-campaign' } })],
      410: [() => ({ body: { name: 'Leyla', status: 'detained', campaign: deleted } })],
      422: [() => ({ body: { name: '' } })],
    },
  },
  'GET /api/organise/cases/:id': { good: () => caseOf(), refused: { 404: [() => NO_CASE] } },
  'PATCH /api/organise/cases/:id': {
    good: () => caseOf({ body: { work: 'editor' } }),
    refused: { 404: [() => NO_CASE], 422: [() => ({ body: { name: null } })] },
  },
  'DELETE /api/organise/cases/:id': {
    good: orphan,
    refused: { 404: [() => NO_CASE], 409: [() => caseOf()] },
  },
  'GET /api/organise/cases/:id/versions': {
    good: async () => {
      const { params } = await caseOf();
      await api('PATCH', `/api/organise/cases/${params?.id}`, { work: 'editor' });
      return { params: params ?? {} };
    },
    refused: { 400: page('cursor', 'x'), 404: [() => NO_CASE] },
  },
  [`GET ${UPDATES}`]: { good: () => update() },
  [`POST ${UPDATES}`]: { good: () => on(draft(), { body: news }), refused: { 422: [() => ({ body: {} })] } },
  [`GET ${UPDATES}/:id`]: { good: () => update(), refused: { 404: [noUpdate] } },
  [`PATCH ${UPDATES}/:id`]: {
    good: () => update({ body: { title: 'Other' } }),
    refused: { 404: [noUpdate], 422: [() => ({ body: { title: '' } })] },
  },
  [`DELETE ${UPDATES}/:id`]: { good: () => update(), refused: { 404: [noUpdate], 422: [oldNews] } },
  [`POST ${UPDATES}/:id/publish`]: { good: () => update(), refused: { 404: [noUpdate], 422: [oldNews] } },
  'GET /api/organise/me': {},
  'GET /api/organise/organisers': {
    good: async () => {
      await api('POST', '/api/organise/organisers', { email: 'leyla@example.org', name: 'Leyla', days: 2 });
      return {};
    },
    refused: { 400: [...page('limit', '0'), ...page('cursor', 'x')] },
  },
  'POST /api/organise/organisers': {
    // A token gives no role with rights that its scopes lack.
    good: async () => ({
      body: { email: `somebody-${made++}@example.org`, campaigns: { [await draft()]: 'editor' } },
      as: admin,
    }),
    refused: {
      400: [() => ({ body: { email: 'x' } }), () => ({ body: { days: 0 } })],
      409: [() => ({ body: { email: 'person-0@example.org' }, ...by })],
    },
  },
  'PATCH /api/organise/organisers/:account': {
    good: async () => ({ params: await someone(), body: { campaigns: {} } }),
    refused: {
      400: [() => ({ body: { isAdmin: 'yes' } })],
      404: [() => noone],
      409: [() => ({ params: { account: lonelyId }, body: { isAdmin: false }, ...by })],
    },
  },
  'DELETE /api/organise/organisers/:account': {
    good: async () => ({ params: await someone() }),
    refused: { 404: [() => noone], 409: [() => ({ params: { account: lonelyId }, ...by })] },
  },
  'GET /api/organise/tokens': { good: async () => ((await oneToken()) ? {} : {}) },
  'POST /api/organise/tokens': {
    good: async () => ({ body: { scopes: ['campaigns:read'], campaigns: [await draft()] } }),
    refused: { 400: [() => ({ body: { scopes: [] } })], 409: [fullOfTokens] },
  },
  'DELETE /api/organise/tokens/:id': {
    good: async () => ({ params: { id: (await oneToken()).id ?? '' } }),
    refused: { 404: [() => ({ params: { id: 'tok_none' } })] },
  },
  'GET /api/organise/audit': { refused: { 400: page('limit', '0') } },
  'GET /api/organise/audit/export': { refused: { 400: page('from', 'x') } },
  'GET /api/organise/audit/check': { refused: { 400: page('after', 'x') } },
  'GET /api/organise/audit/:id': {
    good: () => ({ params: { id: '000000001' } }),
    refused: { 404: [() => ({ params: { id: '999999999' } })] },
  },
  'GET /api/organise/webhooks': { good: async () => ((await hook({ hasFailed: true })) ? {} : {}) },
  'GET /api/organise/webhooks/:id': {
    good: () => hook({ hasFailed: true }),
    refused: { 400: [...page('limit', '0'), ...page('cursor', 'x')], 404: [() => NO_HOOK] },
  },
  'POST /api/organise/webhooks/:id/test': { good: () => hook(), refused: { 404: [() => NO_HOOK] } },
  'POST /api/organise/webhooks/:id/replay': {
    good: async () => ({ ...(await hook({ hasFailed: true })), body: {} }),
    refused: {
      400: [() => ({ body: { event: 1 } })],
      404: [() => NO_HOOK, () => ({ body: { event: 'evt_none' } })],
      409: [() => hook({ disabled: 'by-operator' })],
    },
  },
  'POST /api/organise/webhooks/:id/enable': {
    good: () => hook({ disabled: 'gone' }),
    refused: { 404: [() => NO_HOOK] },
  },
};

/** Two that write at the same moment (tests/core/cases/change.test.ts), and others at each of many tries (tests/core/cases/begun.test.ts). */
const onlyAtOnce: Readonly<Record<string, readonly string[]>> = {
  'POST /api/organise/cases': ['409', '412'],
  'PATCH /api/organise/campaigns/:slug': ['409'],
  'PUT /api/organise/campaigns/:slug/file': ['409'],
  'POST /api/organise/campaigns/:slug/undo': ['409'],
};

/** Credentials as the document asks for them, with no more scopes than it names. */
const tokens = new Map<string, Record<string, string>>();
async function credentials({ security }: Operation): Promise<Record<string, string>> {
  const needed = security.find(({ token }) => token)?.token;
  if (!needed) return session;
  const key = needed.join();
  const known = tokens.get(key) ?? (await site.token('admin', { scopes: needed as Scope[] }));
  tokens.set(key, known);
  return known;
}
/** A token that may do other things. */
const otherScope = async ({ security }: Operation): Promise<Record<string, string>> => {
  const needed = security.find(({ token }) => token)?.token ?? [];
  return site.token('admin', { scopes: scopes.filter((one) => !needed.some((each) => isFor([one], each as Scope))) });
};

/** What the document says of an answer, and where in it: several calls refer to the same place. */
function responseOf({ responses }: Operation, at: readonly string[], status: string) {
  const response = responses[status] ?? {};
  if (!('$ref' in response)) return { at: [...at, 'responses', status], response };
  const name = response.$ref.split('/').at(-1) ?? '';
  return { at: ['components', 'responses', name], response: document.components.responses[name] ?? {} };
}
/** Which headers that programs need an answer has, of those that the document explains. */
const NEEDED = Object.keys(document.components.headers);
/** These stand in some answers of a status alone: if there is a next page, and if others have written meanwhile. */
const isSometimes = (header: string, status: string) =>
  header === 'Link' || (header === 'Retry-After' && status === '409');

it.each(consoleCalls.map((call) => [`${call.method.toUpperCase()} ${call.path}`, call] as const))(
  'answers %s as the document says, whether it succeeds or is refused',
  async (name, { method, path }) => {
    const at = path.replace(/:(\w+)/g, '{$1}');
    const operation = document.paths[at]?.[method] as Operation;
    const { good = () => ({}), refused = {} } = examples[name] ?? {};
    const ownCredentials = await credentials(operation);
    const takes = operation.requestBody && Object.keys(operation.requestBody.content)[0];
    const ifMatch = operation.parameters?.find((one) => one.name === 'If-Match');
    const seen = new Set<string>();
    const last: { body?: { readonly accepts?: readonly string[]; readonly errors?: readonly object[] } } = {};

    async function send({ params = {}, query, body, type = takes, as = ownCredentials, of = site, ...sent }: Sent) {
      const where = path.replace(/:(\w+)/g, (_, one: string) => params[one] ?? one);
      const answer = await of.app.request(query ? `${where}?${new URLSearchParams(query)}` : where, {
        method: method.toUpperCase(),
        headers: {
          ...(body !== undefined && { 'content-type': type ?? '' }),
          ...(sent.ifMatch !== undefined && { 'if-match': sent.ifMatch }),
          ...as,
        },
        ...(body !== undefined && {
          body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
        }),
      });
      const status = String(answer.status);
      const text = await answer.text();
      expect(Object.keys(operation.responses), `${name}: ${status} ${text.slice(0, 300)}`).toContain(status);
      seen.add(status);
      const {
        at: place,
        response: { content, headers = {} },
      } = responseOf(operation, ['paths', at, method], status);
      for (const header of NEEDED) {
        const isSent = answer.headers.has(header);
        if (isSent || !isSometimes(header, status))
          expect([header, isSent], `${name} ${status}`).toEqual([header, header in headers]);
      }
      if (!content) {
        expect(text, `${name} ${status}`).toBe('');
        return answer.status;
      }
      const media = answer.headers.get('content-type')?.split(';')[0] ?? '';
      expect(Object.keys(content), `${name} ${status}`).toContain(media);
      if (!media.endsWith('json')) return answer.status;
      last.body = JSON.parse(text);
      const schema = pointer(...place, 'content', media, 'schema');
      const isValid = ajv.compile({ $ref: `document#/${schema}` });
      isValid(JSON.parse(text));
      expect(isValid.errors ?? [], `${name} ${status} ${text.slice(0, 2_000)}`).toEqual([]);
      return answer.status;
    }
    const any = ifMatch ? { ifMatch: '*' } : {};
    const first: Sent = await good();
    const changed = async (more: Sent | Promise<Sent>) => send({ ...any, ...first, ...(await more) });

    for (const [status, requests] of Object.entries(refused))
      for (const request of requests) expect(await changed(request()), `${name} ${status}`).toBe(Number(status));
    expect(await changed({ as: {} })).toBe(401);
    expect(await changed({ as: await otherScope(operation) })).toBe(403);
    expect(await changed({ of: silent })).toBe(503);
    expect(await changed({ of: busy })).toBe(429);
    if (operation.parameters?.some((one) => one.in === 'query')) {
      expect(await changed({ query: { asWell: 'x' } })).toBe(400);
      expect(last.body?.errors).toMatchObject([{ field: 'asWell' }]);
    }
    if (method !== 'get') expect(await changed({ as: { cookie: session.cookie } })).toBe(403);
    if (takes) {
      await changed({ body: '[' });
      if (operation.requestBody?.required === false) {
        expect(await changed({ body: { asWell: true } })).toBe(400);
        expect(last.body?.errors).toMatchObject([{ field: 'asWell' }]);
      }
      const types = Object.keys(operation.requestBody?.content ?? {}).sort();
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        expect(await changed({ body: 'x=y', type })).toBe(415);
        expect([...(last.body?.accepts ?? [])].sort()).toEqual(types);
      }
      const tooLarge = takes.startsWith('image/') ? 5 * 1024 * 1024 : 1024 * 1024 + 1;
      expect(await changed({ body: 'x'.repeat(tooLarge) })).toBe(413);
    }
    if (path.includes(':slug')) {
      expect(await changed({ params: { ...first.params, slug: 'no-such-campaign' } })).toBe(404);
      expect(await changed({ params: { ...first.params, slug: deleted } })).toBe(410);
    }
    if (ifMatch) expect(await changed({ ifMatch: '"999"' })).toBe(412);
    if (ifMatch?.required) expect(await changed({ ifMatch: undefined })).toBe(428);
    expect(String(await changed({}))[0]).toBe('2');
    const bodyMedia = Object.entries(operation.requestBody?.content ?? {}).find(([media]) =>
      media.endsWith('json'),
    )?.[0];
    if (first.body !== undefined && bodyMedia) {
      const schema = pointer('paths', at, method, 'requestBody', 'content', bodyMedia, 'schema');
      const isValid = ajv.compile({ $ref: `document#/${schema}` });
      isValid(first.body);
      expect(isValid.errors ?? [], name).toEqual([]);
    }
    // A list that has pages says where the next one is.
    const goesOn = operation.parameters?.some((one) => ['cursor', 'before', 'from', 'after'].includes(one.name));
    const [success = {}] = Object.entries(operation.responses).flatMap(([status, one]) =>
      status.startsWith('2') ? [one as Answer] : [],
    );
    expect('Link' in (success.headers ?? {}), name).toBe(goesOn ?? false);
    const documented = Object.keys(operation.responses).filter((status) => !onlyAtOnce[name]?.includes(status));
    expect([...seen].sort()).toEqual(documented);
  },
);

it('says what a patch may have, in any field alone, and how a picture is sent in a form', () => {
  const bodyOf = (path: string, method: string, media: string) =>
    ajv.compile({ $ref: `document#/${pointer('paths', path, method, 'requestBody', 'content', media, 'schema')}` });
  const PATCH = 'application/merge-patch+json';
  const ofCampaign = bodyOf(`${CAMPAIGNS}/{slug}`, 'patch', PATCH);
  for (const body of [{}, { why: 'Words.' }, { closesAt: null }, { translations: { az: { title: 'Azad edin' } } }])
    expect([body, ofCampaign(body)]).toEqual([body, true]);
  for (const body of [{ title: 1 }, { title: null }, { goal: 'x' }, { foreign: 1 }, []])
    expect([body, ofCampaign(body)]).toEqual([body, false]);
  const ofCase = bodyOf('/api/organise/cases/{id}', 'patch', PATCH);
  expect([ofCase({ status: 'released', work: null }), ofCase({ status: 'free' }), ofCase({ id: 'x' })]).toEqual([
    ...[true, false, false],
  ]);
  const ofUpdate = bodyOf(`${CAMPAIGNS}/{slug}/updates/{id}`, 'patch', PATCH);
  expect([ofUpdate({ title: 'News' }), ofUpdate({ title: null })]).toEqual([true, false]);
  const content = document.paths[`${CAMPAIGNS}/{slug}/pictures`]?.post?.requestBody?.content ?? {};
  expect(content['multipart/form-data']).toMatchObject({
    schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] },
  });
  expect(content['image/*'] ?? content['image/jpeg']).toMatchObject({ schema: { type: 'string', format: 'binary' } });
});
