import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Command } from '../../commands/command.ts';
import { rows } from '../../functions/console/routes.ts';

const CAMPAIGN = '/api/organise/campaigns/:slug';
const CASE = '/api/organise/cases/:id';
const UPDATE = `${CAMPAIGN}/updates/:id`;
const ORGANISER = '/api/organise/organisers/:account';
const ENDPOINT = '/api/organise/webhooks/:id';

/** What an organiser's program can call, and the verbs of commands by which a person with a shell does the same. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  'GET /api/organise/campaigns': ['campaign list'],
  'POST /api/organise/campaigns': ['campaign put'],
  [`GET ${CAMPAIGN}`]: ['campaign show'],
  [`PATCH ${CAMPAIGN}`]: ['campaign put'],
  // It takes the files of pictures that are beside the campaign's.
  [`POST ${CAMPAIGN}/pictures`]: ['campaign put'],
  [`POST ${CAMPAIGN}/open`]: ['campaign open'],
  [`POST ${CAMPAIGN}/take-back`]: ['campaign take-back'],
  [`POST ${CAMPAIGN}/pause`]: ['campaign pause'],
  [`POST ${CAMPAIGN}/close`]: ['campaign close'],
  [`POST ${CAMPAIGN}/archive`]: ['campaign archive'],
  [`POST ${CAMPAIGN}/bring-back`]: ['campaign bring-back'],
  [`POST ${CAMPAIGN}/win`]: ['campaign win'],
  [`GET ${CAMPAIGN}/versions`]: ['campaign history'],
  [`GET ${CAMPAIGN}/versions/:revision`]: ['campaign show', 'campaign compare'],
  [`POST ${CAMPAIGN}/undo`]: ['campaign undo'],
  [`POST ${CAMPAIGN}/duplicate`]: ['campaign duplicate'],
  [`GET ${CAMPAIGN}/file`]: ['campaign show'],
  [`PUT ${CAMPAIGN}/file`]: ['campaign put'],
  [`GET ${CAMPAIGN}/previews`]: ['previews list'],
  [`POST ${CAMPAIGN}/previews`]: ['previews make'],
  [`DELETE ${CAMPAIGN}/previews/:id`]: ['previews end'],
  [`GET ${CAMPAIGN}/updates`]: ['updates list'],
  [`POST ${CAMPAIGN}/updates`]: ['updates add'],
  [`GET ${UPDATE}`]: ['updates show'],
  [`PATCH ${UPDATE}`]: ['updates change', 'updates schedule'],
  [`DELETE ${UPDATE}`]: ['updates delete'],
  [`POST ${UPDATE}/publish`]: ['updates publish'],
  'GET /api/organise/cases': ['cases list'],
  'POST /api/organise/cases': ['cases put'],
  [`GET ${CASE}`]: ['cases show'],
  [`PATCH ${CASE}`]: ['cases put', 'cases post'],
  [`DELETE ${CASE}`]: ['cases delete'],
  [`GET ${CASE}/versions`]: ['cases history'],
  'GET /api/organise/tokens': ['token list'],
  'POST /api/organise/tokens': ['token'],
  'DELETE /api/organise/tokens/:id': ['token revoke'],
  'GET /api/organise/organisers': ['organisers list'],
  'POST /api/organise/organisers': ['organisers invite'],
  [`PATCH ${ORGANISER}`]: ['organisers role'],
  [`DELETE ${ORGANISER}`]: ['organisers remove'],
  'GET /api/organise/audit': ['audit list'],
  'GET /api/organise/audit/export': ['audit export'],
  'GET /api/organise/audit/check': ['audit verify'],
  'GET /api/organise/audit/:id': ['audit show'],
  'GET /api/organise/webhooks': ['webhooks list'],
  [`GET ${ENDPOINT}`]: ['webhooks deliveries'],
  [`POST ${ENDPOINT}/test`]: ['webhooks test'],
  [`POST ${ENDPOINT}/replay`]: ['webhooks replay'],
  [`POST ${ENDPOINT}/enable`]: ['webhooks enable'],
};

/** Calls that no command can have, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  'GET /api/organise/me': 'A person with a shell is no account: the credentials of AWS decide what they may do.',
};

const calls = rows.filter(({ path }) => path.startsWith('/api/')).map(({ method, path }) => `${method} ${path}`);

const commands: Command[] = [];
for (const folder of await readdir('commands')) {
  const files = await readdir(`commands/${folder}`).catch((): string[] => []);
  if (!files.includes('command.ts')) continue;
  const found = Object.values(await import(`../../commands/${folder}/command.ts`)) as Command[];
  commands.push(...found.filter(({ definition }) => definition));
}
const verbs = commands.flatMap(({ definition: { name, verbs: all } }) =>
  Object.keys(all).map((verb) => `${name} ${verb}`.trim()),
);

it('has a command for each call of the API, or a reason why there is none', () => {
  expect([...Object.keys(SAME), ...Object.keys(WITHOUT)].sort()).toEqual(calls.sort());
});

it('names only verbs that there are', () => {
  expect([...new Set(Object.values(SAME).flat())].filter((verb) => !verbs.includes(verb))).toEqual([]);
});

it.each(commands.map(({ definition }) => [definition.name, definition] as const))(
  'shows each verb of `npm run %s` in its help',
  (name, { usage, verbs: all }) => {
    const unsaid = Object.keys(all).filter(
      (verb) => !(verb === '' ? usage.includes(name) : usage.includes(`-- ${verb}`)),
    );
    expect(unsaid).toEqual([]);
  },
);

it('shows in the guides how each of these verbs is typed', async () => {
  const guides = ['organisers', 'console', 'first-campaign', 'webhooks'].map((name) => `guides/${name}.md`);
  const pages = [...guides, 'reference/audit.md'];
  const texts = await Promise.all([...pages, 'reference/api.md'].map((page) => readFile(`docs/${page}`, 'utf8')));
  const all = texts.join('\n');
  const unsaid = [...new Set(Object.values(SAME).flat())].filter((one) => {
    const [name = '', verb = ''] = one.split(' ');
    return !new RegExp(`npm run (--silent )?${name} -- ${verb}\\b`).test(all);
  });
  expect(unsaid).toEqual([]);
});
