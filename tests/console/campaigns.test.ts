import { beforeEach, expect, it } from 'vitest';
import { overviewReader } from '../../functions/core/overview/reader.ts';
import { smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { deployedKey } from '../support/organise.ts';

const CAMPAIGNS = '/api/organise/campaigns';
const ONE = `${CAMPAIGNS}/free-them`;
let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Record<string, string>;
beforeEach(async () => {
  site = await startConsole();
  admin = await site.token('admin');
});
const create = (fields: object = {}, headers = admin) =>
  site.ask('POST', CAMPAIGNS, headers, { ...smallFile, ...fields });
const patch = (fields: object, ifMatch?: string, headers = admin) =>
  site.ask('PATCH', ONE, { ...headers, ...(ifMatch !== undefined && { 'if-match': ifMatch }) }, fields);
const bodyOf = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Record<string, never>;
interface Told {
  readonly type: string;
  readonly status: number;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
const problemOf = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const { type, status, errors } = (await bodyOf(answer)) as unknown as Told;
  expect(status).toBe(answer.status);
  return [status, String(type).replace('urn:amparo:problem:', ''), ...(errors ? [errors] : [])];
};

it('makes a campaign of the fields of a file, and says where it is and which version', async () => {
  const made = await create();
  expect([made.status, made.headers.get('location'), made.headers.get('etag')]).toEqual([201, ONE, '"1"']);
  expect(await bodyOf(made)).toMatchObject({
    ...smallFile,
    ...{ status: 'draft', visibility: 'draft', revision: 1, signatures: 0 },
    url: 'https://amparo.example/campaigns/free-them',
  });
  const found = await site.ask('GET', ONE, admin);
  expect([found.status, found.headers.get('etag')]).toEqual([200, '"1"']);
  expect(await bodyOf(found)).toMatchObject({ slug: 'free-them', title: 'Free them', status: 'draft' });
});

it('refuses what is far larger or deeper than any campaign, with plain words and at once', async () => {
  await create();
  const sent = (body: string) =>
    site.app.request(ONE, {
      ...{ method: 'PATCH', body },
      headers: { ...admin, 'if-match': '*', 'content-type': 'application/merge-patch+json' },
    });
  const deep = await sent(`{"related":${'['.repeat(400_000)}${']'.repeat(400_000)}}`);
  expect(await problemOf(deep)).toEqual([400, 'invalid-json']);
  const tags = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`x-${i}`, { title: 'x' }]));
  expect(await problemOf(await sent(JSON.stringify({ translations: tags })))).toEqual([
    ...[422, 'campaign-faulty'],
    [{ field: 'translations', message: 'has more than 200 fields or entries in one place' }],
  ]);
  const unknown = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`a${i}`, 1]));
  const many = (await bodyOf(sent(JSON.stringify(unknown)))) as unknown as { errors: Told['errors']; more?: number };
  expect([many.errors?.length, many.more]).toEqual([50, 70]);
});

it('refuses a slug that is taken with 409, and names every faulty field with 422', async () => {
  await create();
  expect(await problemOf(await create())).toEqual([409, 'slug-taken']);
  const faulty = await create({
    slug: 'other',
    goal: 0,
    targets: [],
    cases: [{ name: 'A', status: 'free' }],
    nothing: 1,
  });
  const [status, kind, errors] = await problemOf(faulty);
  expect([status, kind]).toEqual([422, 'campaign-faulty']);
  expect((errors as Told['errors'])?.map(({ field }) => field).sort()).toEqual([
    ...['cases[0].status', 'goal', 'nothing', 'targets'],
  ]);
  const none = await site.ask('POST', CAMPAIGNS, admin, {});
  const missing = ((await bodyOf(none)) as unknown as Told).errors?.filter(({ message }) => message === 'is missing');
  expect(missing?.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['slug', 'title', 'demand', 'summary', 'why', 'goal', 'opensAt', 'targets']),
  );
});

it('refuses what is no JSON object, too large, or of another type', async () => {
  for (const body of ['', '[]', 'null', '"x"', '{', '\ufeff{}', '{"slug": "\\ud800"}'])
    expect([400, 422]).toContain((await site.ask('POST', CAMPAIGNS, admin, body)).status);
  const large = await site.ask('POST', CAMPAIGNS, admin, { why: 'x'.repeat(1024 * 1024) });
  expect([large.status, (await bodyOf(large)).detail]).toEqual([413, 'A request may have at most 1,024 kB.']);
  const form = await site.ask('POST', CAMPAIGNS, { ...admin, 'content-type': 'text/plain' }, 'slug=x');
  expect(form.status).toBe(415);
});

it('takes a campaign as large as a file may be', async () => {
  const cases = Array.from({ length: 30 }, (_, i) => ({
    name: `Person ${i}`,
    status: 'detained',
    story: 'x'.repeat(900),
  }));
  expect((await create({ why: 'x'.repeat(8_000), letter: 'x'.repeat(8_000), cases })).status).toBe(201);
});

it('changes what a patch names, for the version that was read', async () => {
  await create({ notice: 'Read this' });
  const changed = await patch({ goal: 250, notice: null }, '"1"');
  expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
  const body = await bodyOf(changed);
  expect(body).toMatchObject({ goal: 250, title: 'Free them' });
  expect(body).not.toHaveProperty('notice');
  const merge = await site.ask(
    'PATCH',
    ONE,
    { ...admin, 'if-match': 'W/"2"', 'content-type': 'application/merge-patch+json' },
    { goal: 300 },
  );
  expect(merge.status).toBe(200);
  expect(await problemOf(await patch({ goal: -1 }, '"3"'))).toMatchObject([
    422,
    'campaign-faulty',
    [{ field: 'goal' }],
  ]);
});

it('needs to know which version is changed: 428 without, 412 with both versions if there is a later one', async () => {
  await create();
  expect(await problemOf(await patch({ goal: 1 }))).toEqual([428, 'revision-missing']);
  await patch({ goal: 250 }, '"1"');
  const late = await patch({ title: 'Free them now' }, '"1"');
  expect(late.status).toBe(412);
  expect(await bodyOf(late)).toMatchObject({
    type: 'urn:amparo:problem:other-revision',
    yours: { etag: '"1"', campaign: { slug: 'free-them', title: 'Free them now', goal: 100 } },
    theirs: { etag: '"2"', campaign: { slug: 'free-them', title: 'Free them', goal: 250 } },
  });
  const secret = await bodyOf(patch({ letter: `AGE-SECRET-KEY-1${'Q'.repeat(58)}` }, '"1"'));
  expect(secret.yours).toEqual({ etag: '"1"' });
  for (const tag of ['"9"', '"x"', '"1", "2"', '1']) expect((await patch({ goal: 1 }, tag)).status).toBe(412);
  expect((await patch({ goal: 350 }, '*')).status).toBe(200);
  const both = await Promise.all([patch({ goal: 400 }, '"3"'), patch({ goal: 500 }, '"3"')]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
});

it('opens, pauses, opens again and closes, and lists show it at once', async () => {
  await create();
  const turn = (name: string, headers = admin) => site.ask('POST', `${ONE}/${name}`, headers);
  const listed = async () => {
    const { buckets } = await overviewReader(site.db.Campaigns, { consistent: true }).read();
    return buckets.flatMap(({ entries }) => [...entries.keys()]);
  };
  expect(await problemOf(await turn('pause'))).toEqual([409, 'campaign-in-other-state']);
  expect(await problemOf(await turn('close'))).toEqual([409, 'campaign-in-other-state']);
  const opened = await turn('open');
  expect([opened.status, opened.headers.get('etag')]).toEqual([200, '"2"']);
  expect(await bodyOf(opened)).toMatchObject({ status: 'open', visibility: 'public' });
  expect(await listed()).toEqual(['free-them']);
  expect(await bodyOf(turn('pause'))).toMatchObject({ status: 'paused', pausedAt: '2026-03-01T12:00:00.000Z' });
  expect(await bodyOf(turn('open'))).toMatchObject({ status: 'open' });
  site.time.now += 1_000;
  expect(await bodyOf(turn('close'))).toMatchObject({ status: 'closed' });
  expect(await problemOf(await turn('open'))).toEqual([409, 'campaign-in-other-state']);
  expect((await turn('close', { ...admin, 'if-match': '"1"' })).status).toBe(412);
});

it('opens a draft to those whom a program names, and changes nobody who sees a campaign that is no draft', async () => {
  const slug = 'for-few';
  await site.ask('POST', CAMPAIGNS, admin, { ...smallFile, slug });
  const open = async (body: object) => {
    const answer = await site.ask('POST', `${CAMPAIGNS}/${slug}/open`, admin, body);
    const { visibility, revision, errors } = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, visibility, revision, errors };
  };
  for (const wrong of [{ visibility: 'draft' }, { visibility: 'hidden' }, { visibility: null }])
    expect(await open(wrong)).toMatchObject({ status: 400, errors: [{ field: 'visibility' }] });
  expect(await open({ unlisted: true })).toMatchObject({ status: 400, errors: [{ field: 'unlisted' }] });
  expect(await open({ visibility: 'unlisted' })).toMatchObject({ status: 200, visibility: 'unlisted', revision: 2 });
  for (const again of [{ visibility: 'unlisted' }, {}])
    expect(await open(again)).toMatchObject({ status: 200, visibility: 'unlisted', revision: 2 });
  const message = 'is unlisted already, as this is no draft. A change of the campaign itself can change it';
  expect(await open({ visibility: 'public' })).toMatchObject({
    ...{ status: 422, errors: [{ field: 'visibility', message }] },
  });
  expect((await site.ask('POST', `${CAMPAIGNS}/${slug}/pause`, admin)).status).toBe(200);
  expect(await open({ visibility: 'public' })).toMatchObject({ status: 422 });
  expect(await open({})).toMatchObject({ status: 200, visibility: 'unlisted', revision: 4 });
});

it('says what a campaign lacks before it can open', async () => {
  site = await startConsole();
  admin = await site.token('admin');
  await create({ closesAt: '2026-02-01T00:00:00Z' });
  expect(await problemOf(await site.ask('POST', `${ONE}/open`, admin))).toEqual([
    ...[422, 'campaign-faulty', [{ field: 'closesAt', message: expect.stringContaining('has passed') }]],
  ]);
});

it('lets an editor change texts, and refuses the rest with what would help', async () => {
  await create();
  const editor = await site.session({ 'free-them': 'editor' });
  expect((await patch({ title: 'Free all' }, '"1"', editor)).status).toBe(200);
  expect(await problemOf(await patch({ visibility: 'public' }, '"2"', editor))).toEqual([403, 'not-allowed']);
  expect(await problemOf(await patch({ recipients: [deployedKey] }, '"2"', editor))).toEqual([403, 'not-allowed']);
});

it('lists what an organiser may see, page by page', async () => {
  for (const slug of ['c-three', 'b-two', 'a-one']) await create({ slug });
  const first = await site.ask('GET', `${CAMPAIGNS}?limit=2`, admin);
  const link = first.headers.get('link');
  const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(link ?? '') ?? [];
  expect(next).toMatch(/^\/api\/organise\/campaigns\?cursor=[^&]+&limit=2$/);
  expect(((await bodyOf(first)) as unknown as { slug: string }[]).map(({ slug }) => slug)).toEqual(['a-one', 'b-two']);
  const second = await site.ask('GET', next, admin);
  expect(second.headers.has('link')).toBe(false);
  expect(await bodyOf(second)).toEqual([
    {
      ...{ slug: 'c-three', title: 'Free them', status: 'draft', visibility: 'draft', goal: 100, revision: 1 },
      ...{ opensAt: '2026-01-01T00:00:00Z', closesAt: null, language: 'en', won: null, waits: null },
    },
  ]);
  const viewer = await site.session({ 'b-two': 'viewer' });
  expect(((await bodyOf(site.ask('GET', CAMPAIGNS, viewer))) as unknown as object[]).length).toBe(1);
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=%23group', 'cursor=A'])
    expect((await site.ask('GET', `${CAMPAIGNS}?${query}`, admin)).status).toBe(400);
});

it('knows no campaign by a text that is no slug, and tells a stranger nothing of one that exists', async () => {
  await create();
  for (const slug of ['%23group', 'A', 'a', '..%2Fx', 'x'.repeat(3_000), '%00'])
    expect((await site.ask('GET', `${CAMPAIGNS}/${slug}`, admin)).status).toBe(404);
  const stranger = await site.token({ other: 'owner' });
  const answers = [await site.ask('GET', ONE, stranger), await site.ask('GET', `${CAMPAIGNS}/no-such`, stranger)];
  const texts = await Promise.all(answers.map((one) => one.text()));
  // Each names the campaign that was asked for, and nothing else of it.
  expect(texts[0]).toBe(texts[1]?.replace('no-such', ONE.split('/').at(-1) ?? ''));
});
