import { beforeEach, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf, smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';

const CAMPAIGNS = '/api/organise/campaigns';
let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Record<string, string>;
beforeEach(async () => {
  site = await startConsole();
  admin = { ...(await site.token('admin')), 'if-match': '*' };
  const cases = [{ id: 'ali-karimov', name: 'Ali Karimov', status: 'detained' as const }];
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'of-others', visibility: 'public', cases }), 0);
});

interface Refused {
  readonly type: string;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
}
const refused = async (method: 'POST' | 'PATCH', path: string, body: object, headers = admin) => {
  const answer = await site.ask(method, path, headers, body);
  const problem = (await answer.json()) as Refused;
  return { status: answer.status, ...problem, fields: problem.errors.map(({ field }) => field).sort() };
};

it('names each wrong field of a campaign in one answer, whichever check finds it', async () => {
  const faulty = {
    ...{ title: '', related: ['no-such-one'], picture: { file: 'a.jpg', alt: 'A cell' } },
    ...{ cases: [{ id: 'ali-karimov', name: 'Ali Karimov', status: 'detained', work: 'Other words' }] },
    won: { on: '2099', words: 'They are free.' },
  };
  const fields = ['cases[0].id', 'picture.file', 'related[0]', 'title', 'won.on'];
  expect(await refused('POST', CAMPAIGNS, { ...smallFile, slug: 'new-one', ...faulty })).toMatchObject({
    ...{ status: 422, type: 'urn:amparo:problem:campaign-faulty', fields },
  });
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'there', visibility: 'draft' }), 0);
  const changed = await refused('PATCH', `${CAMPAIGNS}/there`, faulty);
  expect([changed.status, changed.fields]).toEqual([422, fields]);
});

it('names a slug that is no text, and cannot become one', async () => {
  const body = { ...smallFile, slug: { toString: 1, valueOf: 1 }, cases: [{ name: 'Ali', status: 'detained' }] };
  expect(await refused('POST', CAMPAIGNS, body)).toMatchObject({ status: 422, fields: ['slug'] });
});

it('names the wrong fields of a victory as the request has them', async () => {
  const { status, errors } = await refused('POST', `${CAMPAIGNS}/of-others/win`, { on: '2099', words: '' });
  expect(status).toBe(422);
  expect(errors).toEqual([
    { field: 'words', message: 'must not be empty' },
    { field: 'on', message: 'must not be after today: write it once it has happened' },
  ]);
});

it.each([
  [`${CAMPAIGNS}/of-others/win`, ['on', 'words']],
  [`${CAMPAIGNS}/of-others/undo`, ['revision']],
  [`${CAMPAIGNS}/of-others/duplicate`, ['slug', 'title']],
  ['/api/organise/tokens', ['scopes']],
])('says which fields POST %s lacks, and nothing of forms', async (path, fields) => {
  // No token may make another one.
  const by = path.endsWith('/tokens') ? await site.session('admin') : admin;
  const lacking = await refused('POST', path, {}, by);
  expect(lacking).toMatchObject({ status: 400, type: 'urn:amparo:problem:invalid-form' });
  expect(lacking.detail).toBe('Some fields are missing or not right. This answer names each. Nothing was done.');
  for (const { message } of lacking.errors) expect(message).toBe('This is needed');
  expect(lacking.fields).toEqual(fields);
});

it('tells what is missing from what is not understood', async () => {
  const { errors } = await refused('POST', `${CAMPAIGNS}/of-others/undo`, { what: 'words', now: true });
  expect(Object.fromEntries(errors.map(({ field, message }) => [field, message]))).toEqual({
    ...{ revision: 'This is needed', what: 'We do not understand this', now: 'We do not understand this' },
  });
});
