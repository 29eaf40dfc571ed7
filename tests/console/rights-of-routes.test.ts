import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sections } from '../../functions/console/campaigns/edit/sections.ts';
import { consoleCalls } from '../../functions/console/contract.ts';
import { rows } from '../../functions/console/routes.ts';
import { ruleOf } from '../../functions/core/access/rights.ts';
import { startConsole } from '../support/console.ts';

/**
 * Who may use each route, as a person wrote it down. `guard.test.ts` takes the table of routes at its word, so that a wrong row passes
 * there. Here it fails, and so does a new route, until somebody has thought about its right and written its line.
 */
const routes: Readonly<Record<string, string>> = {
  'GET /api/organise/campaigns': 'campaign.list',
  'POST /api/organise/campaigns': 'campaign.create',
  'GET /api/organise/campaigns/:slug': 'campaign.read',
  'PATCH /api/organise/campaigns/:slug': 'campaign.write',
  'POST /api/organise/campaigns/:slug/pictures': 'campaign.write',
  'POST /api/organise/campaigns/:slug/open': 'campaign.publish, fresh',
  'POST /api/organise/campaigns/:slug/take-back': 'campaign.publish, fresh',
  'POST /api/organise/campaigns/:slug/close': 'campaign.publish, fresh',
  'POST /api/organise/campaigns/:slug/pause': 'campaign.publish, fresh',
  'POST /api/organise/campaigns/:slug/archive': 'campaign.publish, fresh',
  'POST /api/organise/campaigns/:slug/bring-back': 'campaign.publish, fresh',
  'POST /api/organise/campaigns/:slug/win': 'campaign.write',
  'GET /api/organise/cases': 'case.read',
  'POST /api/organise/cases': 'case.write',
  'GET /api/organise/cases/:id': 'case.read',
  'PATCH /api/organise/cases/:id': 'case.write',
  'DELETE /api/organise/cases/:id': 'case.erase, fresh',
  'GET /api/organise/cases/:id/versions': 'case.read',
  'GET /api/organise/campaigns/:slug/updates': 'campaign.read',
  'POST /api/organise/campaigns/:slug/updates': 'campaign.write',
  'GET /api/organise/campaigns/:slug/updates/:id': 'campaign.read',
  'PATCH /api/organise/campaigns/:slug/updates/:id': 'campaign.write',
  'DELETE /api/organise/campaigns/:slug/updates/:id': 'campaign.write',
  'POST /api/organise/campaigns/:slug/updates/:id/publish': 'campaign.write',
  'GET /api/organise/me': 'account.own',
  'GET /api/organise/tokens': 'token.read',
  'POST /api/organise/tokens': 'token.create, fresh',
  'DELETE /api/organise/tokens/:id': 'token.read',
  'GET /api/organise/organisers': 'organiser.read',
  'POST /api/organise/organisers': 'organiser.write, fresh',
  'PATCH /api/organise/organisers/:account': 'organiser.write, fresh',
  'DELETE /api/organise/organisers/:account': 'organiser.write, fresh',
  'GET /api/organise/audit': 'audit.read',
  'GET /api/organise/audit/export': 'audit.read',
  'GET /api/organise/audit/check': 'audit.read',
  'GET /api/organise/audit/:id': 'audit.read',
  'GET /api/organise/webhooks': 'webhook.read',
  'GET /api/organise/webhooks/:id': 'webhook.read',
  'POST /api/organise/webhooks/:id/test': 'webhook.send',
  'POST /api/organise/webhooks/:id/replay': 'webhook.send',
  'POST /api/organise/webhooks/:id/enable': 'webhook.enable, fresh',
  'GET /organise/sign-in': 'anybody',
  'GET /organise/signed-in': 'anybody',
  'GET /organise/signed-in-again': 'anybody',
  'POST /organise/sign-out': 'anybody',
  'GET /organise/signed-out': 'anybody',
  'GET /organise': 'campaign.list',
  'GET /organise/campaigns/new': 'campaign.create',
  'POST /organise/campaigns/new': 'campaign.create',
  'GET /organise/campaigns/:slug': 'campaign.read',
  'GET /organise/campaigns/:slug/open': 'campaign.publish, fresh',
  'POST /organise/campaigns/:slug/open': 'campaign.publish, fresh',
  'GET /organise/campaigns/:slug/take-back': 'campaign.publish, fresh',
  'POST /organise/campaigns/:slug/take-back': 'campaign.publish, fresh',
  'GET /organise/campaigns/:slug/pause': 'campaign.publish, fresh',
  'POST /organise/campaigns/:slug/pause': 'campaign.publish, fresh',
  'GET /organise/campaigns/:slug/close': 'campaign.publish, fresh',
  'POST /organise/campaigns/:slug/close': 'campaign.publish, fresh',
  'GET /organise/campaigns/:slug/archive': 'campaign.publish, fresh',
  'POST /organise/campaigns/:slug/archive': 'campaign.publish, fresh',
  'GET /organise/campaigns/:slug/bring-back': 'campaign.publish, fresh',
  'POST /organise/campaigns/:slug/bring-back': 'campaign.publish, fresh',
  'GET /organise/campaigns/:slug/versions': 'campaign.read',
  'GET /organise/campaigns/:slug/versions/:revision': 'campaign.read',
  'GET /organise/campaigns/:slug/versions/:revision/undo': 'campaign.write',
  'POST /organise/campaigns/:slug/versions/:revision/undo': 'campaign.write',
  'GET /organise/campaigns/:slug/file': 'campaign.read',
  'GET /organise/campaigns/:slug/import': 'campaign.write',
  'POST /organise/campaigns/:slug/import': 'campaign.write',
  'GET /organise/import': 'campaign.create',
  'POST /organise/import': 'campaign.create',
  'GET /organise/campaigns/:slug/duplicate': 'campaign.create',
  'POST /organise/campaigns/:slug/duplicate': 'campaign.create',
  'POST /organise/campaigns/:slug/look': 'campaign.read',
  'GET /organise/campaigns/:slug/preview': 'campaign.write',
  'POST /organise/campaigns/:slug/preview': 'campaign.write',
  'POST /organise/campaigns/:slug/preview/end': 'campaign.write',
  'GET /api/organise/campaigns/:slug/versions': 'campaign.read',
  'GET /api/organise/campaigns/:slug/versions/:revision': 'campaign.read',
  'POST /api/organise/campaigns/:slug/undo': 'campaign.write',
  'POST /api/organise/campaigns/:slug/duplicate': 'campaign.create',
  'GET /api/organise/campaigns/:slug/file': 'campaign.read',
  'PUT /api/organise/campaigns/:slug/file': 'campaign.write',
  'GET /api/organise/campaigns/:slug/previews': 'campaign.write',
  'POST /api/organise/campaigns/:slug/previews': 'campaign.write',
  'DELETE /api/organise/campaigns/:slug/previews/:id': 'campaign.write',
  'GET /organise/campaigns/:slug/edit/:section': 'campaign.write',
  'POST /organise/campaigns/:slug/edit/:section': 'campaign.write',
  'GET /organise/campaigns/:slug/win': 'campaign.write',
  'POST /organise/campaigns/:slug/win': 'campaign.write',
  'GET /organise/cases': 'case.read',
  'GET /organise/cases/new': 'case.write',
  'GET /organise/cases/:id/edit': 'case.write',
  'GET /organise/cases/:id/status': 'case.write',
  'GET /organise/cases/:id/versions': 'case.read',
  'GET /organise/cases/:id/erase': 'case.erase, fresh',
  'GET /organise/campaigns/:slug/cases/add': 'campaign.write',
  'POST /organise/cases/new': 'case.write',
  'POST /organise/cases/:id/edit': 'case.write',
  'POST /organise/cases/:id/status': 'case.write',
  'POST /organise/cases/:id/erase': 'case.erase, fresh',
  'POST /organise/campaigns/:slug/cases/add': 'campaign.write',
  'GET /organise/cases/:id': 'case.read',
  'POST /organise/cases/:id/finish': 'case.write',
  'POST /organise/cases/:id/status/take-back': 'case.write',
  'GET /organise/campaigns/:slug/updates': 'campaign.read',
  'GET /organise/campaigns/:slug/updates/new': 'campaign.write',
  'POST /organise/campaigns/:slug/updates/new': 'campaign.write',
  'GET /organise/campaigns/:slug/updates/:id': 'campaign.write',
  'POST /organise/campaigns/:slug/updates/:id': 'campaign.write',
  'GET /organise/campaigns/:slug/updates/:id/publish': 'campaign.write',
  'POST /organise/campaigns/:slug/updates/:id/publish': 'campaign.write',
  'GET /organise/campaigns/:slug/updates/:id/delete': 'campaign.write',
  'POST /organise/campaigns/:slug/updates/:id/delete': 'campaign.write',
  'GET /organise/previews/:slug/:file': 'anybody',
  'GET /organise/campaigns/:slug/pictures/:file': 'campaign.read',
  'GET /organise/cases/:id/pictures/:file': 'case.read',
  'GET /organise/pictures/:file': 'campaign.list',
  'GET /organise/people': 'organiser.read',
  'POST /organise/people': 'organiser.read',
  'GET /organise/people/invite': 'organiser.write, fresh',
  'POST /organise/people/invite': 'organiser.write, fresh',
  'GET /organise/people/:id': 'organiser.write, fresh',
  'POST /organise/people/:id/roles': 'organiser.write, fresh',
  'GET /organise/people/:id/again': 'organiser.write, fresh',
  'POST /organise/people/:id/again': 'organiser.write, fresh',
  'GET /organise/people/:id/remove': 'organiser.write, fresh',
  'POST /organise/people/:id/remove': 'organiser.write, fresh',
  'GET /organise/audit': 'audit.read',
  'GET /organise/audit/export': 'audit.read',
  'POST /organise/audit/export': 'audit.read',
  'GET /organise/audit/check': 'audit.read',
  'GET /organise/audit/:id': 'audit.read',
  'GET /organise/webhooks': 'webhook.read',
  'GET /organise/webhooks/:id': 'webhook.read',
  'POST /organise/webhooks/:id/test': 'webhook.send',
  'POST /organise/webhooks/:id/replay': 'webhook.send',
  'POST /organise/webhooks/:id/enable': 'webhook.enable, fresh',
  'GET /organise/tokens': 'token.read',
  'GET /organise/tokens/new': 'token.create, fresh',
  'POST /organise/tokens/new': 'token.create, fresh',
  'GET /organise/tokens/:id/revoke': 'token.read',
  'POST /organise/tokens/:id/revoke': 'token.read',
};

/** The same for the tasks of a campaign. Without the right to publish, an editor must not come to what decides who reads and who signs. */
const tasks: Readonly<Record<string, string>> = {
  texts: 'campaign.write',
  picture: 'campaign.write',
  cases: 'campaign.write',
  targets: 'campaign.write',
  dates: 'campaign.publish, fresh',
  references: 'campaign.write',
  translations: 'campaign.write',
  'hand-over': 'campaign.write',
  won: 'campaign.write',
  choices: 'campaign.publish, fresh',
  keys: 'campaign.publish, fresh',
  group: 'campaign.publish, fresh',
  sources: 'campaign.write',
};

const words = (right: (typeof rows)[number]['right']): string =>
  right !== 'anybody' && ruleOf(right).freshWithin !== undefined ? `${right}, fresh` : right;

it('asks of each route for the right, and the fresh second factor, that is written here', () => {
  expect(Object.fromEntries(rows.map(({ method, path, right }) => [`${method} ${path}`, words(right)]))).toEqual(
    routes,
  );
});

it('asks of each task of a campaign for the right that is written here', () => {
  expect(Object.fromEntries(sections.map(({ name, right }) => [name, words(right)]))).toEqual(tasks);
});

it('says of each call that no token may use that it is for a session alone: in the document, in the reference and in its 403', async () => {
  const alone = rows.filter(
    ({ path, right }) => path.startsWith('/api/') && right !== 'anybody' && ruleOf(right).scope === undefined,
  );
  expect(alone).toHaveLength(4);
  const said = consoleCalls.filter(({ summary }) => summary.includes('For a session alone'));
  const named = (all: readonly { method: string; path: string }[]) =>
    all.map(({ method, path }) => `${method.toUpperCase()} ${path.replace(':id', '{id}')}`).sort();
  expect(named(said)).toEqual(named(alone));
  const [, section = ''] = readFileSync('docs/reference/api.md', 'utf8').split('### For a session alone');
  expect([...section.matchAll(/^\| `(\w+ [^`]+)`/gm)].map(([, call]) => call).sort()).toEqual(named(alone));
  const site = await startConsole();
  const token = await site.token('admin');
  for (const { method, path } of alone) {
    const answer = await site.ask(method, path.replace(':id', 'tok_x'), token, method === 'POST' ? {} : undefined);
    expect([path, answer.status, await answer.json()]).toMatchObject([
      ...[path, 403],
      { type: 'urn:amparo:problem:session-alone', title: 'This is for a session alone' },
    ]);
  }
});
