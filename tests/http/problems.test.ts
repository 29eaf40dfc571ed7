import { expect, it } from 'vitest';
import { Problem } from '../../functions/core/problem.ts';
import { createApp } from '../../functions/http/app.ts';
import { type AnyProblem, HttpProblem } from '../../functions/http/problems.ts';
import type { WordedKind } from '../../functions/ui/messages/messages.ts';
import { appDeps } from '../support/app-deps.ts';
import { groupOf as namedGroup } from '../support/campaign.ts';

/** Every kind of problem, and its status. A kind without words and words without a kind do not compile here. */
const problems: readonly (readonly [AnyProblem, number])[] = Object.values({
  'invalid-form': [new Problem('invalid-form'), 400],
  'invalid-query': [new Problem('invalid-query'), 400],
  'not-acceptable': [new Problem('not-acceptable'), 406],
  'campaign-unknown': [new Problem('campaign-unknown'), 404],
  'campaign-not-open': [new Problem('campaign-not-open'), 409],
  'campaign-paused': [new Problem('campaign-paused'), 409],
  'campaign-closed': [new Problem('campaign-closed'), 410],
  'campaign-deleted': [new Problem('campaign-deleted'), 410],
  'campaign-without-recipient': [new Problem('campaign-without-recipient'), 409],
  'token-missing': [new Problem('token-missing'), 400],
  'token-malformed': [new Problem('token-malformed'), 400],
  'token-expired': [new Problem('token-expired'), 400],
  'signature-withdrawn': [new Problem('signature-withdrawn'), 410],
  'network-busy': [new Problem('network-busy'), 429],
  'not-allowed': [new Problem('not-allowed'), 403],
  'not-fresh': [new Problem('not-fresh'), 403],
  'not-by-token': [new Problem('not-by-token'), 403],
  'session-alone': [new Problem('session-alone'), 403],
  'token-too-narrow': [new Problem('token-too-narrow'), 403],
  'organiser-known': [new Problem('organiser-known'), 409],
  'last-admin': [new Problem('last-admin'), 409],
  'organiser-unknown': [new Problem('organiser-unknown'), 404],
  'organisers-changed': [new Problem('organisers-changed'), 409],
  'too-many-tokens': [new Problem('too-many-tokens'), 409],
  'too-many-tokens-today': [new Problem('too-many-tokens-today'), 409],
  'access-token-unknown': [new Problem('access-token-unknown'), 404],
  'case-unknown': [new Problem('case-unknown'), 404],
  'case-spoken-for': [new Problem('case-spoken-for'), 409],
  'changed-meanwhile': [new Problem('changed-meanwhile'), 409],
  'slug-taken': [new Problem('slug-taken'), 409],
  'version-unknown': [new Problem('version-unknown'), 404],
  'preview-ended': [new Problem('preview-ended'), 404],
  'campaign-in-other-state': [new Problem('campaign-in-other-state'), 409],
  'too-many-previews': [new Problem('too-many-previews'), 409],
  'update-unknown': [new Problem('update-unknown'), 404],
  'entry-unknown': [new Problem('entry-unknown'), 404],
  'endpoint-unknown': [new Problem('endpoint-unknown'), 404],
  'endpoint-disabled': [new Problem('endpoint-disabled'), 409],
  'event-unknown': [new Problem('event-unknown'), 404],
  'invalid-json': [new HttpProblem('invalid-json'), 400],
  'unsupported-content-type': [new HttpProblem('unsupported-content-type'), 415],
  'body-too-large': [new HttpProblem('body-too-large'), 413],
  'cross-site': [new HttpProblem('cross-site'), 403],
  'edge-only': [new HttpProblem('edge-only'), 403],
  'not-found': [new HttpProblem('not-found'), 404],
  'language-unknown': [new HttpProblem('language-unknown'), 404],
  'method-not-allowed': [new HttpProblem('method-not-allowed'), 405],
  'request-malformed': [new HttpProblem('request-malformed'), 400],
  'format-unknown': [new HttpProblem('format-unknown'), 400],
  'no-room': [new HttpProblem('no-room'), 404],
  'not-signed-in': [new HttpProblem('not-signed-in'), 401],
  'other-network': [new HttpProblem('other-network'), 403],
  'revision-missing': [new HttpProblem('revision-missing'), 428],
  'other-revision': [new HttpProblem('other-revision'), 412],
  'case-faulty': [new HttpProblem('case-faulty'), 422],
  'campaign-faulty': [new HttpProblem('campaign-faulty'), 422],
  'too-many-at-once': [new HttpProblem('too-many-at-once'), 429],
  'no-picture-sent': [new HttpProblem('no-picture-sent'), 415],
  'picture-faulty': [new HttpProblem('picture-faulty'), 422],
  unavailable: [new HttpProblem('unavailable'), 503],
  internal: [new HttpProblem('internal'), 500],
} satisfies Record<AnyProblem['kind'], [AnyProblem, number]> & Record<WordedKind, [AnyProblem, number]>);

const app = createApp(appDeps);
app.get('/throws/:kind', (c) => {
  throw problems.find(([{ kind }]) => kind === c.req.param('kind'))?.[0];
});
/** The additional end of a detail, for a program. */
const forPrograms = new Map([
  ['network-busy', ' A program sends a proof of work with each attempt: the page /docs shows how.'],
  ['method-not-allowed', ' The Allow header names the methods that work here.'],
  ['unsupported-content-type', ' The list “accepts” names the kinds that work here.'],
  ['not-signed-in', ' Send Authorization: Bearer and a token.'],
  ['not-allowed', ' If you use a token, it must have the scope and the campaign.'],
  [
    'organiser-known',
    ' Change their roles with PATCH. After a lost phone, invite them with again: true: then their sessions and tokens end.',
  ],
]);
/** What pages say where programs are shown other words. */
const onPages = new Map([['invalid-form', 'Some of the form is missing or not right. Nothing was sent yet.']]);
const ask = (kind: string, accept: string) => app.request(`/throws/${kind}`, { headers: { accept } });

it.each(problems.map(([{ kind }, status]) => [kind, status] as const))(
  'reports %s to a program and a person with one status, %i, one title and one thing to do',
  async (kind, status) => {
    const json = await ask(kind, 'application/json');
    const page = await ask(kind, 'text/html,application/xhtml+xml');
    const told = (await json.json()) as { type: string; title: string; detail: string; status: number };
    expect(json.headers.get('content-type')).toBe('application/problem+json');
    expect(told).toMatchObject({ type: `urn:amparo:problem:${kind}`, status });
    expect([json.status, page.status]).toEqual([status, status]);
    const html = (await page.text()).replaceAll('&#39;', "'");
    expect(html).toContain(`<h1>${told.title}</h1>`);
    const detail = onPages.get(kind) ?? told.detail.replace(forPrograms.get(kind) ?? '', '');
    expect(html).toContain(`<p>${detail}</p>`);
    expect(html).toContain('<meta name="robots" content="noindex"');
  },
);

it.each([...forPrograms])(
  'gives advice about %s only to a program, if only a program can follow it',
  async (kind, words) => {
    const told = (await (await ask(kind, 'application/json')).json()) as { detail: string };
    expect(told.detail.endsWith(words)).toBe(true);
    expect(await (await ask(kind, 'text/html')).text()).not.toContain(words.trim());
  },
);

it('tells a program whose fields are wrong nothing of forms, or of what was sent', async () => {
  const told = (await (await ask('invalid-form', 'application/json')).json()) as { detail: string };
  expect(told.detail).toBe('Some fields are missing or not right. This answer names each. Nothing was done.');
});

it('names the group of the campaign that a problem is about, and asks for none while a service does not answer', async () => {
  const asked: (string | undefined)[] = [];
  const groupOf = async (campaign: string | undefined) => {
    asked.push(campaign);
    if (campaign === 'broken') throw new Error('The table does not answer.');
    return namedGroup({ name: campaign ?? 'Free Voices' });
  };
  const named = createApp({ ...appDeps, groupOf });
  named.get('/deleted/:slug', (c) => {
    throw new Problem('campaign-deleted', { campaign: c.req.param('slug') });
  });
  named.get('/late', () => {
    throw new HttpProblem('unavailable');
  });
  const page = async (path: string) => (await named.request(path, { headers: { accept: 'text/html' } })).text();
  expect(await page('/deleted/free-them')).toContain('Responsible: free-them.');
  expect(await page('/nowhere')).toContain('Responsible: Free Voices.');
  for (const path of ['/deleted/broken', '/late']) {
    const html = await page(path);
    expect(html).toContain('<h1>');
    expect(html).not.toContain('Responsible:');
  }
  expect(asked).toEqual(['free-them', undefined, 'broken']);
});

it('lets nothing be kept, loaded from elsewhere, run by smuggled markup or framed, for every error', async () => {
  for (const path of ['/throws/internal', '/throws/unavailable', '/nowhere']) {
    const { headers } = await app.request(path, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|(script|style)-src[^;]*data:|https?:/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toMatch(/max-age=63072000/);
  }
});
