import { Page } from '../ui/layout.tsx';
import type { Translator } from '../ui/messages/messages.ts';
import { type Field, type Operation, outline } from './openapi-outline.ts';
import { proofExample } from './proof-example.ts';
import type { PageView } from './views.ts';

/** The OpenAPI document as a page. The words of the document are English in every language of the page. */
export const DocsPage = ({ openApi, ...view }: PageView & { readonly openApi: string }) => {
  const { t } = view.translator;
  return (
    <Page {...view} title={t('docs.title')} description={t('docs.lead')} path="/docs" hasMore>
      <article class="column docs">
        <h1>{t('docs.title')}</h1>
        <p class="lead">{t('docs.lead')}</p>
        <p>
          {t('docs.machine')} <a href="/openapi.json">OpenAPI 3.1</a>
        </p>
        <p>{t('docs.errors', { type: 'application/problem+json' })}</p>
        {outline(openApi).map((operation) => (
          <Call operation={operation} translator={view.translator} />
        ))}
        <section aria-labelledby="proof">
          <h2 id="proof">{t('docs.proof')}</h2>
          <p>{t('docs.proof.why')}</p>
          <pre dir="ltr">
            <code>{proofExample(view.publicUrl)}</code>
          </pre>
        </section>
      </article>
    </Page>
  );
};

const Call = ({ operation, translator: { t } }: { operation: Operation; translator: Translator }) => (
  <section aria-labelledby={operation.id}>
    <h2 id={operation.id}>
      <code>
        <strong>{operation.method}</strong> {operation.path}
      </code>
    </h2>
    <div lang="en" dir="ltr">
      <p>
        <Words of={operation.summary} />
      </p>
      {operation.takes.length > 0 && (
        <>
          <h3>{t('docs.takes')}</h3>
          {operation.alsoForm && <p class="hint">{t('docs.or-form')}</p>}
          <Fields fields={operation.takes} required={t('docs.required')} />
        </>
      )}
      <h3>{t('docs.answers')}</h3>
      <dl>
        {operation.answers.map(({ status, description, fields }) => (
          <>
            <dt>
              <code>{status}</code> <Words of={description} />
            </dt>
            {fields.length > 0 && (
              <dd>
                <Fields fields={fields} />
              </dd>
            )}
          </>
        ))}
      </dl>
    </div>
  </section>
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
