import { Page } from '../ui/layout.tsx';
import type { Translator } from '../ui/messages/messages.ts';
import { changes } from './data/changes.ts';
import { licence } from './data/licence.ts';
import { DATA_VERSION } from './data/package.ts';
import { tableNames, tables } from './data/tables.ts';
import { type Field, type Operation, outline } from './openapi-outline.ts';
import { proofExample } from './proof-example.ts';
import type { PageView } from './views.ts';

/** The calls about campaigns and signing, and those of open data: together they are more than a first answer can carry. */
export const docsParts = ['api', 'open-data'] as const;
export type DocsPart = (typeof docsParts)[number];
/** Undefined for the calls of organisers, which only the document has: a page for signers' programs would be twice as long. */
const partOf = ({ path }: Operation): DocsPart | undefined => {
  if (path.startsWith('/api/organise/')) return undefined;
  return /^\/(data|api\/osdi)(\/|$)/.test(path) ? 'open-data' : 'api';
};

interface Document {
  readonly part?: DocsPart;
  /** The OpenAPI document (JSON). */
  readonly openApi: string;
  /** The slug of a campaign of this installation, with which a person tries calls. Undefined if there is none. */
  readonly example?: string | undefined;
}

/** The OpenAPI document as a page. The words of the document are English in every language of the page. */
export const DocsPage = ({ openApi, example, part = 'api', ...view }: PageView & Document) => {
  const { t } = view.translator;
  const operations = outline(openApi).filter((operation) => partOf(operation) === part);
  const [title, lead] = [t(`docs.${part}.title`), t(`docs.${part}.lead`)];
  return (
    <Page {...view} title={title} description={lead} path={part === 'api' ? '/docs' : '/docs/open-data'} sheet="more">
      <article class="column docs">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        <p>
          {part === 'api' ? (
            <a href={view.translator.href('/docs/open-data')}>{t('docs.open-data.title')}</a>
          ) : (
            <a href={view.translator.href('/docs')}>{t('docs.api.title')}</a>
          )}
        </p>
        {part === 'open-data' && <ForPeople {...view} />}
        <p>
          {t('docs.machine')} <a href="/openapi.json">OpenAPI 3.1</a>
        </p>
        <p>{t('docs.errors', { type: 'application/problem+json' })}</p>
        <section class="calls" aria-labelledby="calls">
          <h2 id="calls">{t('docs.calls')}</h2>
          {operations.map((operation) => (
            <Call operation={operation} {...view} tried={addressOf(operation, example)} />
          ))}
        </section>
        {part === 'open-data' && <Changes {...view} />}
        {part === 'api' && (
          <section aria-labelledby="proof">
            <h2 id="proof">{t('docs.proof')}</h2>
            <p>{t('docs.proof.why')}</p>
            <pre dir="ltr">
              <code>{proofExample(view.publicUrl)}</code>
            </pre>
          </section>
        )}
      </article>
      <script type="module" src={view.assets.href('try.js')} />
    </Page>
  );
};

/** What there is, for people who want a table and not a call. */
const ForPeople = ({ translator: { t, parts }, publicUrl, group }: PageView) => {
  const line = t('docs.data.line', {
    group: group?.name ?? t('site.name'),
    address: publicUrl,
    name: licence.name,
  });
  return (
    <>
      <p>
        <a class="button" href="/data/v1/amparo.zip">
          {t('docs.data.all')}
        </a>
      </p>
      <p>{parts('docs.data.all.what', { file: <a href="/data/v1/datapackage.json">datapackage.json</a> })}</p>
      <ul>
        {tableNames.map((name) => (
          <li lang="en" dir="ltr">
            {tables[name].title}: <a href={`/data/v1/${name}.csv`}>CSV</a>, <a href={`/data/v1/${name}.json`}>JSON</a>.{' '}
            {tables[name].description}
          </li>
        ))}
      </ul>
      <p>{parts('docs.data.licence', { name: <a href={licence.path}>{licence.title}</a>, line })}</p>
      <p>{t('docs.data.rules', { version: DATA_VERSION })}</p>
    </>
  );
};

const Changes = ({ translator: { t, date } }: PageView) => (
  <section aria-labelledby="changes">
    <h2 id="changes">{t('docs.changes')}</h2>
    <dl>
      {changes.map(({ version, on, words }) => (
        <>
          <dt>{version}</dt>
          <dd>
            <time datetime={on}>{date(on)}</time>
            <p lang="en" dir="ltr">
              {words}
            </p>
          </dd>
        </>
      ))}
    </dl>
    <p>{t('docs.changes.rule')}</p>
  </section>
);

/** The address with which a person tries a call that only reads, or undefined. */
function addressOf({ method, path }: Operation, example: string | undefined): string | undefined {
  if (method !== 'GET') return undefined;
  const address = example === undefined ? path : path.replace('{slug}', example);
  return address.includes('{') ? undefined : address;
}

interface Shown {
  readonly operation: Operation;
  readonly translator: Translator;
  readonly publicUrl: string;
  readonly tried: string | undefined;
}

/** The list of calls is short, and each opens in its place. A link to one opens it, as its target is inside. */
const Call = ({ operation, translator: { t }, publicUrl, tried }: Shown) => (
  <details lang="en" dir="ltr">
    <summary>
      <h3>
        <code>
          <strong>{operation.method}</strong> <Path of={operation.path} />
        </code>
      </h3>
      <span class="hint">
        <Words of={operation.summary} />
      </span>
    </summary>
    <div id={operation.id}>
      {tried !== undefined && (
        <p class="try">
          {/* A file is saved, not shown. */}
          <a class="button button-quiet" href={tried} {...(!tried.endsWith('.zip') && { 'data-try': '' })}>
            {t('docs.try')}
          </a>{' '}
          <code>
            curl {publicUrl}
            {tried}
          </code>
        </p>
      )}
      {operation.asks.length > 0 && (
        <>
          <h4>{t('docs.asks')}</h4>
          <Fields fields={operation.asks} />
        </>
      )}
      {operation.takes.length > 0 && (
        <>
          <h4>{t('docs.takes')}</h4>
          {operation.alsoForm && <p class="hint">{t('docs.or-form')}</p>}
          <Fields fields={operation.takes} required={t('docs.required')} />
        </>
      )}
      <h4>{t('docs.answers')}</h4>
      <dl>
        {operation.answers.map(({ status, description, fields }) => (
          <>
            <dt>
              <code>{status}</code>
            </dt>
            <dd>
              <Words of={description} />
              {fields.length > 0 && <Fields fields={fields} />}
            </dd>
          </>
        ))}
      </dl>
    </div>
  </details>
);

/** On a narrow screen it goes on in the next line after a slash. */
const Path = ({ of }: { of: string }) => (
  <>
    {of.split(/(?<=.\/)/).map((part, i) => (
      <>
        {i > 0 && <wbr />}
        {part}
      </>
    ))}
  </>
);

/** Words of the document, which have `backticks` around code. */
const Words = ({ of }: { of: string }) => (
  <>{of.split('`').map((part, i) => (i % 2 === 0 ? part : <code>{part}</code>))}</>
);

/** @param required the word that marks required fields. If it is left out, they are not marked. */
const Fields = ({ fields, required }: { fields: readonly Field[]; required?: string }) => (
  <ul>
    {fields.map((field) => (
      <li>
        <code>{field.name}</code> <span class="hint">{field.type}</span>
        {required && field.required && <span class="hint">, {required}</span>}
        {field.description && (
          <>
            . <Words of={field.description} />
          </>
        )}
        {field.fields.length > 0 && <Fields fields={field.fields} />}
      </li>
    ))}
  </ul>
);
