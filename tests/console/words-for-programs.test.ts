import { expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { speaking } from '../support/speaking.ts';

speaking(['en', 'az']);
const site = await startConsole();
const admin = await site.token('admin');
await putCampaign(site.db.Campaigns, campaignOf({ slug: 'free-them' }));
const SLUG = '/api/organise/campaigns/free-them';
type Refusal = {
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
};
const ask = async (method: string, path: string, headers: object = {}, body?: object) => {
  const answer = await site.ask(method, path, { ...admin, 'if-match': '*', ...headers }, body);
  return { status: answer.status, body: (await answer.json()) as Refusal };
};

it('refuses JSON without advice about the lines of a file', async () => {
  const patch = { status: 'open', targets: 'The court', group: [], cases: { name: 'Ali' }, goal: '10' };
  const { status, body } = await ask('PATCH', SLUG, {}, patch);
  expect(status).toBe(422);
  const words = Object.fromEntries((body.errors ?? []).map(({ field, message }) => [field, message]));
  expect(Object.keys(words).sort()).toEqual(['cases', 'goal', 'group', 'status', 'targets']);
  expect(words.status).toMatch(/has it\.$/);
  expect(words.goal).toContain('write 10 without quotes');
  for (const message of Object.values(words)) expect(message).not.toMatch(/line|blank|begin each|- /);
});

it('answers in English, whatever a program prefers', async () => {
  const inAzerbaijani = { 'accept-language': 'az' };
  for (const [method, path, body] of [
    ['GET', '/api/organise/campaigns/no-such-one', undefined],
    ['GET', '/api/organise/campaigns?lang=az&limit=0', undefined],
    ['PATCH', SLUG, { goal: 'x' }],
    ['POST', '/api/organise/nothing', {}],
  ] as const)
    expect(await ask(method, path, inAzerbaijani, body)).toEqual(await ask(method, path, {}, body));
});

it('finds a language by its tag in any letters, and refuses what is no tag', async () => {
  const usual = await ask('GET', '/api/organise/campaigns?language=en');
  expect(usual).toMatchObject({ status: 200, body: [{ slug: 'free-them' }] });
  expect(await ask('GET', '/api/organise/campaigns?language=EN')).toEqual(usual);
  expect(await ask('GET', '/api/organise/campaigns?language=notalanguage!!')).toMatchObject({
    ...{ status: 400, body: { errors: [{ field: 'language' }] } },
  });
});

it('has fields of a new campaign that follow the direction of their text', async () => {
  const html = await (await site.ask('GET', '/organise/campaigns/new', await site.session('admin'))).text();
  for (const name of ['title', 'demand'])
    expect(html).toMatch(new RegExp(`<(input|textarea)[^>]* name="${name}"[^>]* dir="auto"`));
});
