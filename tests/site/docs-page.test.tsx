import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { changes } from '../../functions/site/data/changes.ts';
import { licence } from '../../functions/site/data/licence.ts';
import { DATA_VERSION } from '../../functions/site/data/package.ts';
import { DocsPage, docsParts } from '../../functions/site/docs-page.tsx';
import { proofExample } from '../../functions/site/proof-example.ts';
import { renderPage } from '../../functions/ui/layout.tsx';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { speaking } from '../support/speaking.ts';
import { around } from '../ui/sample.ts';

speaking(['en', 'ru']);

const { t } = around.translator;
const text = (html: string) => html.replace(/<[^>]*>/g, '').replaceAll('&quot;', '"');

type Calls = Record<string, Record<string, object>>;
const page = (paths: Calls = {}) => renderPage(<DocsPage {...around} openApi={JSON.stringify({ paths })} />);
/** The part of the page about one call. */
const callOf = (operation: object) =>
  page({ '/api/thing': { post: { summary: 'Does it', responses: {}, ...operation } } })
    .split('<details')
    .slice(1)
    .map((part) => part.split('</details>')[0] ?? '')
    .find((part) => part.includes('/api/<wbr/>thing')) as string;
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });

it.each(docsParts)('says in the language of the reader that descriptions are in English (%s)', (part) => {
  const pageIn = (tag: string) =>
    renderPage(
      <DocsPage {...around} translator={translatorOf(tag)} part={part} openApi={JSON.stringify({ paths: {} })} />,
    );
  expect(pageIn('ru')).toContain(translatorOf('ru').t('docs.in-english'));
  expect(pageIn('en')).not.toContain(t('docs.in-english'));
});

it('says what the API is, where its document lies, and how errors look', () => {
  const html = page();
  for (const words of [
    t('docs.api.title'),
    t('docs.api.lead'),
    t('docs.machine'),
    t('docs.errors', { type: 'application/problem+json' }),
    t('docs.proof'),
    t('docs.proof.why'),
  ])
    expect(text(html)).toContain(words);
  expect(html).toContain(`<h1>${t('docs.api.title')}</h1>`);
  expect(html).toContain(`<title>${t('docs.api.title')}`);
  expect(html).toContain(`<meta name="description" content="${t('docs.api.lead')}"`);
  expect(html).toContain('href="/openapi.json"');
});

it('shows a whole program, with the address of this service', () => {
  expect(proofExample('https://petition.example.org')).toContain(
    "'https://petition.example.org/api/campaigns/my-campaign'",
  );
  expect(page()).toContain('https://petition.example.org/api/campaigns/my-campaign');
});

it('names each call by its method and path, with what it does, and words in backticks as code', () => {
  const html = callOf({ summary: 'Sends `proof` and `name` on' });
  expect(html).toContain('<strong>POST</strong> /api/<wbr/>thing');
  expect(html).toContain('<span class="hint">Sends <code>proof</code> and <code>name</code> on</span></summary>');
});

it('lists what a call takes, and which fields are required', () => {
  const taken = callOf({
    requestBody: json(
      object({ name: { type: 'string', description: 'Of the `signer`.' }, age: { type: 'integer' } }, ['name']),
    ),
  });
  expect(taken).toContain(`<h4>${t('docs.takes')}</h4>`);
  expect(taken).toContain(
    `<li><code>name</code> <span class="hint">string</span><span class="hint">, ${t('docs.required')}</span>. Of the <code>signer</code>.</li>`,
  );
  expect(taken).toContain('<li><code>age</code> <span class="hint">integer</span></li>');
  expect(taken).not.toContain(t('docs.or-form'));
});

it('says that a call takes a form as well, and lists nothing where it takes nothing', () => {
  const schema = object({ token: { type: 'string' } });
  const form = { content: { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } } };
  expect(callOf({ requestBody: form })).toContain(`<p class="hint">${t('docs.or-form')}</p>`);
  const none = callOf({});
  expect(none).not.toContain(t('docs.takes'));
  expect(none).not.toContain(t('docs.or-form'));
  expect(none).not.toContain('<ul>');
});

it('lists what a call answers, with the fields of an answer that has some, and none marked as required', () => {
  const list = { type: 'array', items: object({ hour: { type: 'string' } }, ['hour']) };
  const html = callOf({
    responses: {
      200: { description: 'The `counts`', ...json(object({ byHour: list }, ['byHour'])) },
      304: { description: 'Unchanged' },
    },
  });
  expect(html).toContain(`<h4>${t('docs.answers')}</h4>`);
  expect(html).toContain(
    '<dt><code>200</code></dt><dd>The <code>counts</code><ul><li><code>byHour</code> <span class="hint">list of objects</span><ul><li><code>hour</code> <span class="hint">string</span></li></ul></li></ul></dd>',
  );
  expect(html).toContain('<dt><code>304</code></dt><dd>Unchanged</dd></dl>');
  expect(html).not.toContain(t('docs.required'));
});

const get = (path: string) => ({ [path]: { get: { summary: 'Reads it', responses: {} } } });
const whole = (paths: Calls, example?: string) =>
  renderPage(<DocsPage {...around} openApi={JSON.stringify({ paths })} example={example} />);

it('lets a person try each call that only reads, with a campaign of this installation', () => {
  const html = whole({ ...get('/api/things'), ...get('/api/things/{slug}/counts'), ...get('/all.zip') }, 'free-them');
  expect(html).toContain(`<a class="button button-quiet" href="/api/things" data-try="">${t('docs.try')}</a>`);
  expect(html).toContain('href="/api/things/free-them/counts" data-try=""');
  expect(text(html)).toContain(`curl ${around.publicUrl}/api/things/free-them/counts`);
  // A browser saves a file by itself.
  expect(html).toContain('href="/all.zip">');
  expect(html).toContain(`<script type="module" src="${around.assets.href('try.js')}">`);
});

it('offers nothing to try that changes something, or that needs a campaign where there is none', () => {
  expect(callOf({})).not.toContain(t('docs.try'));
  expect(whole(get('/api/things/{slug}/counts'))).not.toContain(t('docs.try'));
});

it('lists all calls, each closed, and what the address of each can ask for', () => {
  const html = page({
    '/api/things': {
      get: {
        summary: 'Reads',
        parameters: [
          { name: 'slug', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'limit', in: 'query', required: false, schema: { type: 'integer', description: 'How many.' } },
        ],
        responses: {},
      },
    },
  });
  expect(html).toContain(`<h2 id="calls">${t('docs.calls')}</h2>`);
  // A browser opens it for an address that ends so.
  expect(html).toMatch(/<\/summary><div id="get-api-things">/);
  expect(html).toContain(
    `<h4>${t('docs.asks')}</h4><ul><li><code>limit</code> <span class="hint">integer</span>. How many.</li></ul>`,
  );
});

it('has the calls of open data on a page of their own', () => {
  const paths = {
    ...get('/api/campaigns'),
    ...get('/data/v1/days.csv'),
    ...get('/api/osdi'),
    ...get('/api/osdi/petitions'),
  };
  const parts = docsParts.map((part) =>
    renderPage(<DocsPage {...around} part={part} openApi={JSON.stringify({ paths })} />),
  );
  const calls = parts.map((html) => [...html.matchAll(/<\/summary><div id="get-([\w-]+)"/g)].map(([, id]) => id));
  expect(calls).toEqual([['api-campaigns'], ['data-v1-days-csv', 'api-osdi', 'api-osdi-petitions']]);
  expect(parts[0]).toContain(`<a href="/docs/open-data">${t('docs.open-data.title')}</a>`);
  expect(parts[1]).toContain(`<a href="/docs">${t('docs.api.title')}</a>`);
  expect(parts[1]).not.toContain(t('docs.proof'));
  expect(parts[0]).not.toContain('href="/data/v1/amparo.zip"');
  for (const address of [
    '/data/v1/amparo.zip',
    '/data/v1/datapackage.json',
    '/data/v1/days.csv',
    '/data/v1/days.json',
    licence.path,
  ])
    expect(parts[1]).toContain(`href="${address}"`);
  expect(text(parts[1] ?? '')).toContain(`${around.publicUrl}, ${licence.name}”`);
  expect(parts[1]).toContain(DATA_VERSION);
});

it('says which version of the open data there is, and what each has changed, as the guide does', async () => {
  const html = renderPage(<DocsPage {...around} part="open-data" openApi='{"paths":{}}' />);
  const guide = await readFile('docs/guides/open-data.md', 'utf8');
  const [, table = ''] = guide.split('| version | date | change |\n|---|---|---|\n');
  const rows = table.split('\n\n')[0]?.split('\n') ?? [];
  expect(rows).toEqual(changes.map(({ version, on, words }) => `| ${version} | ${on} | ${words} |`));
  for (const { version, on, words } of changes) {
    expect(html).toContain(`<dt>${version}</dt><dd><time datetime="${on}">`);
    expect(text(html)).toContain(words);
  }
  const days = changes.map(({ on }) => on);
  expect(days).toEqual([...days].sort().reverse());
  expect(page()).not.toContain(changes[0].words);
});
