import { beforeEach, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { putCaseVersions } from '../support/case-history.ts';
import { startConsole } from '../support/console.ts';

const CASES = '/api/organise/cases';
const ALI = `${CASES}/ali-karimov`;
const ali = { id: 'ali-karimov', name: 'Ali Karimov', status: 'detained', people: 1 } as const;
let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Record<string, string>;
beforeEach(async () => {
  site = await startConsole();
  admin = await site.token('admin');
  for (const slug of ['first-one', 'second-one'])
    await putCampaign(site.db.Campaigns, campaignOf({ slug, cases: [ali], visibility: 'public' }), 0);
});
const bodyOf = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Record<string, unknown>;
const patch = (fields: object, ifMatch: string | undefined, headers = admin, path = ALI) =>
  site.ask('PATCH', path, { ...headers, ...(ifMatch !== undefined && { 'if-match': ifMatch }) }, fields);
const kindOf = async (answer: Response) => {
  const { type, errors } = (await bodyOf(answer)) as { type: string; errors?: { field: string }[] };
  const kind = type.replace('urn:amparo:problem:', '');
  return [answer.status, kind, ...(errors ? [errors.map(({ field }) => field).join(' ')] : [])];
};
const statusesIn = async () =>
  Promise.all(
    ['first-one', 'second-one'].map(async (slug) => {
      const { cases } = await bodyOf(site.ask('GET', `/api/organise/campaigns/${slug}`, admin));
      return (cases as { status: string }[])[0]?.status;
    }),
  );

it('shows a case with the campaigns that speak for it, and changes it in all of them', async () => {
  const found = await site.ask('GET', ALI, admin);
  expect([found.status, found.headers.get('etag')]).toEqual([200, '"1"']);
  expect(await bodyOf(found)).toEqual({
    ...{ ...ali, language: 'en', revision: 1, campaigns: ['first-one', 'second-one'], otherCampaigns: 0 },
    ...{ behind: [], mayChange: true },
  });
  const history = [{ status: 'released', on: '2026-02-27', note: 'after an appeal' }];
  const changed = await patch({ status: 'released', history }, '"1"');
  expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
  expect(await bodyOf(changed)).toMatchObject({ status: 'released', history, revision: 2 });
  expect(await statusesIn()).toEqual(['released', 'released']);
  const versions = (await (await site.ask('GET', `${ALI}/versions`, admin)).json()) as object[];
  expect(versions).toEqual([
    expect.objectContaining({ revision: 2, status: 'released', changedBy: expect.stringMatching(/^org_/) }),
    expect.objectContaining({ revision: 1, status: 'detained' }),
  ]);
});

it('shows all 151 versions of a case, page by page', async () => {
  await putCaseVersions(site.db.Campaigns, 'vali-xan', 151, (revision) => ({ work: `work ${revision}` }));
  const [found, pages]: [{ revision: number; work: string }[], number[]] = [[], []];
  let next: string | undefined = `${CASES}/vali-xan/versions`;
  while (next !== undefined && pages.length < 9) {
    const answer = await site.ask('GET', next, admin);
    const page = (await answer.json()) as typeof found;
    pages.push(page.length);
    found.push(...page);
    next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  expect(pages).toEqual([50, 50, 50, 1]);
  expect(found.map(({ revision }) => revision)).toEqual(Array.from({ length: 151 }, (_, i) => 151 - i));
  expect(found.every(({ revision, work }) => work === `work ${revision}`)).toBe(true);
});

it('answers a change of a version far behind with both versions', async () => {
  await putCaseVersions(site.db.Campaigns, 'vali-xan', 70, (revision) => ({ work: `work ${revision}` }));
  const late = await patch({ charge: 'treason' }, '"3"', admin, `${CASES}/vali-xan`);
  expect(late.status).toBe(412);
  expect(await bodyOf(late)).toMatchObject({
    yours: { etag: '"3"', case: { work: 'work 3', charge: 'treason' } },
    theirs: { etag: '"70"', case: { work: 'work 70' } },
  });
  const unknown = await bodyOf(await patch({ charge: 'treason' }, '"71"', admin, `${CASES}/vali-xan`));
  expect(unknown).toMatchObject({ yours: { etag: '"71"' }, theirs: { etag: '"70"' } });
  expect(unknown.yours).not.toHaveProperty('case');
});

it('needs the version that was read, and answers 412 with what is stored', async () => {
  expect(await kindOf(await patch({ work: 'poet' }, undefined))).toEqual([428, 'revision-missing']);
  expect((await patch({ work: 'poet' }, '"1"')).status).toBe(200);
  const late = await patch({ work: 'editor' }, '"1"');
  expect(late.status).toBe(412);
  expect(await bodyOf(late)).toMatchObject({
    type: 'urn:amparo:problem:other-revision',
    yours: { etag: '"1"', case: { name: 'Ali Karimov', work: 'editor' } },
    theirs: { etag: '"2"', case: { work: 'poet' } },
  });
  // The same change once more has been done already.
  expect((await patch({ work: 'poet' }, '"1"')).status).toBe(200);
  expect((await patch({ work: 'editor' }, '*')).status).toBe(200);
});

it('names each wrong field', async () => {
  expect(await kindOf(await patch({ status: 'free', people: 0 }, '*'))).toEqual([422, 'case-faulty', 'people status']);
  expect(await kindOf(await patch({ slug: 'x' }, '*'))).toEqual([422, 'case-faulty', 'slug']);
  expect(await kindOf(await site.ask('POST', CASES, admin, { name: 'A' }))).toEqual([422, 'case-faulty', 'status']);
  expect((await site.ask('POST', CASES, { ...admin, 'content-type': 'text/plain' }, 'x')).status).toBe(415);
});

it('makes a case in a campaign, with an address made from its name', async () => {
  const make = (fields: object, headers = admin) => site.ask('POST', CASES, headers, { status: 'detained', ...fields });
  const made = await make({ name: 'Leyla Əliyeva', campaign: 'first-one', work: 'poet' });
  expect([made.status, made.headers.get('location')]).toEqual([201, `${CASES}/leyla-aliyeva`]);
  expect(await bodyOf(made)).toMatchObject({ campaigns: ['first-one'], revision: 1, behind: [] });
  expect((await make({ name: 'Leyla Əliyeva' })).headers.get('location')).toMatch(/leyla-aliyeva-[0-9a-f]{6}$/);
  for (const [name, id] of [
    ['Лейла Юнус', 'leyla-yunus'],
    ['علي كريموف', 'ly-krymwf'],
  ])
    expect((await make({ name })).headers.get('location')).toBe(`${CASES}/${id}`);
  expect((await make({ name: '李' })).headers.get('location')).toBe(`${CASES}/case`);
  // `/organise/cases/new` is the form of a new case.
  expect((await make({ name: 'New' })).headers.get('location')).toBe(`${CASES}/case-new`);
  for (const id of ['new', 'confirm', 'withdraw'])
    expect(await kindOf(await make({ name: 'A', id }))).toEqual([422, 'case-faulty', 'id']);
  expect(await kindOf(await make({ name: 'A', id: 'leyla-aliyeva' }))).toEqual([422, 'case-faulty', 'id']);
  expect(await kindOf(await make({ name: 'A', campaign: 'nowhere' }))).toEqual([404, 'campaign-unknown']);
  const editor = await site.token({ 'first-one': 'editor' });
  expect((await make({ name: 'B', campaign: 'first-one' }, editor)).status).toBe(201);
  expect(await kindOf(await make({ name: 'C' }, editor))).toEqual([422, 'case-faulty', 'campaign']);
  expect(await kindOf(await make({ name: 'C', campaign: 'second-one' }, editor))).toEqual([403, 'not-allowed']);
});

it('lets an editor of one campaign change no case that another campaign has, in any way', async () => {
  const editor = await site.token({ 'first-one': 'editor' });
  expect(await bodyOf(site.ask('GET', ALI, editor))).toMatchObject({
    ...{ campaigns: ['first-one'], otherCampaigns: 1, mayChange: false },
  });
  expect(await kindOf(await patch({ status: 'died' }, '"1"', editor))).toEqual([403, 'not-allowed']);
  const campaign = '/api/organise/campaigns/first-one';
  const byCampaign = await patch({ cases: [{ ...ali, status: 'died' }] }, '*', editor, campaign);
  expect(await kindOf(byCampaign)).toEqual([422, 'campaign-faulty', 'cases[0].id']);
  expect(await kindOf(await site.ask('DELETE', ALI, { ...editor, 'if-match': '*' }))).toEqual([403, 'not-allowed']);
  expect(await statusesIn()).toEqual(['detained', 'detained']);
  // A token for one campaign makes no admin of one who is.
  const limited = await site.token('admin', { campaigns: ['first-one'] });
  expect(await kindOf(await patch({ status: 'died' }, '"1"', limited))).toEqual([403, 'token-too-narrow']);
  const reader = await site.token('admin', { scopes: ['campaigns:read'] });
  expect(await kindOf(await patch({ status: 'died' }, '"1"', reader))).toEqual([403, 'not-allowed']);
});

it('answers a change with what was changed, whatever else the token is for', async () => {
  const writer = await site.token('admin', { scopes: ['campaigns:write'] });
  expect(await bodyOf(patch({ work: 'poet' }, '*', writer))).toMatchObject({ work: 'poet', revision: 2 });
  const vali = { id: 'vali-xan', name: 'Vali Xan', status: 'detained' };
  const made = await site.ask('POST', CASES, writer, vali);
  expect([made.status, await bodyOf(made)]).toEqual([201, expect.objectContaining(vali)]);
});

it('makes no case that its campaign refuses', async () => {
  const cases = Array.from({ length: 60 }, (_, i) => ({ name: `Person ${i}`, status: 'detained', people: 1 }) as const);
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'full-one', cases }), 0);
  const sent = { id: 'vali-xan', name: 'Vali Xan', status: 'detained', campaign: 'full-one' };
  expect(await kindOf(await site.ask('POST', CASES, admin, sent))).toEqual([422, 'case-faulty', 'cases']);
  expect((await site.ask('GET', `${CASES}/vali-xan`, admin)).status).toBe(404);
});

it('shows nobody a case that none of their campaigns has', async () => {
  const other = await site.token({ elsewhere: 'owner' });
  for (const path of [ALI, `${ALI}/versions`, `${CASES}/nobody`, `${CASES}/%23indexed`])
    expect(await kindOf(await site.ask('GET', path, other))).toEqual([404, 'case-unknown']);
  expect(await kindOf(await patch({ status: 'died' }, '"1"', other))).toEqual([404, 'case-unknown']);
  expect(await (await site.ask('GET', CASES, other)).json()).toEqual([]);
});

it('lists cases by id, page by page, and finds them by their names', async () => {
  for (const name of ['Vali Xan', 'Sevinc', 'Zaur']) await site.ask('POST', CASES, admin, { name, status: 'detained' });
  const list = async (query: string, headers = admin) => {
    const answer = await site.ask('GET', `${CASES}${query}`, headers);
    return { ids: ((await answer.json()) as { id: string }[]).map(({ id }) => id), link: answer.headers.get('link') };
  };
  expect(await list('')).toEqual({ ids: ['ali-karimov', 'sevinc', 'vali-xan', 'zaur'], link: null });
  const first = await list('?limit=2');
  expect(first.ids).toEqual(['ali-karimov', 'sevinc']);
  const [, next = ''] = /^<\/api\/organise\/cases(\?cursor=[^&]+&limit=2)>; rel="next"$/.exec(first.link ?? '') ?? [];
  expect(await list(next)).toEqual({ ids: ['vali-xan', 'zaur'], link: null });
  expect((await list('?q=karimov')).ids).toEqual(['ali-karimov']);
  expect((await list('?q=%D0%9A%D0%B0%D1%80%D0%B8%D0%BC%D0%BE%D0%B2')).ids).toEqual(['ali-karimov']);
  expect((await list('?q=%20')).ids).toHaveLength(4);
  expect((await list('', await site.token({ 'first-one': 'viewer' }))).ids).toEqual(['ali-karimov']);
  expect((await site.ask('GET', `${CASES}?limit=0`, admin)).status).toBe(400);
});

it('erases no case by a token that was not made for it, nor for an editor', async () => {
  await site.ask('POST', CASES, admin, { name: 'Zaur', status: 'detained' });
  const erasedBy = async (who: Record<string, string>) =>
    kindOf(await site.ask('DELETE', `${CASES}/zaur`, { ...who, 'if-match': '"1"' }));
  const usual = await site.token('admin', { scopes: ['campaigns:read', 'campaigns:write', 'campaigns:publish'] });
  expect(await erasedBy(usual)).toEqual([403, 'not-allowed']);
  expect(await erasedBy(await site.token({ 'first-one': 'owner' }))).toEqual([403, 'not-allowed']);
  expect(await erasedBy(await site.session('admin', 6 * 60_000))).toEqual([403, 'not-fresh']);
  const own = await site.token('admin', { scopes: ['cases:erase'] });
  const answer = await site.ask('DELETE', `${CASES}/zaur`, { ...own, 'if-match': '"1"' });
  expect(answer.status).toBe(204);
});

it('erases a case that no campaign has, for admins', async () => {
  const erase = (path: string, tag?: string) =>
    site.ask('DELETE', path, { ...admin, ...(tag !== undefined && { 'if-match': tag }) });
  expect(await kindOf(await erase(ALI, '"1"'))).toEqual([409, 'case-spoken-for']);
  await site.ask('POST', CASES, admin, { name: 'Zaur', status: 'detained' });
  expect(await kindOf(await erase(`${CASES}/zaur`))).toEqual([428, 'revision-missing']);
  await patch({ work: 'poet' }, '"1"', admin, `${CASES}/zaur`);
  expect(await kindOf(await erase(`${CASES}/zaur`, '"1"'))).toEqual([412, 'other-revision']);
  expect((await erase(`${CASES}/zaur`, '"2"')).status).toBe(204);
  expect((await site.ask('GET', `${CASES}/zaur`, admin)).status).toBe(404);
  expect((await site.ask('POST', CASES, admin, { name: 'Zaur', status: 'detained' })).headers.get('etag')).toBe('"1"');
});
