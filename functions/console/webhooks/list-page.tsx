import type { Delivery } from '../../core/webhooks/delivery.ts';
import type { SeenEndpoint } from '../../core/webhooks/seen.ts';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { t, type Word } from '../ui/words.ts';
import { endpointAt } from './address.ts';
import { atWords, gets, outcomeWords, stateWords } from './words.ts';

/** Where webhooks go, and how each endpoint does. */
export const webhooksPage = (
  view: OwnView,
  all: readonly { readonly endpoint: SeenEndpoint; readonly last: Delivery | undefined }[],
): string =>
  consolePage(
    view,
    { title: t('webhooks.title') },
    <h1>{t('webhooks.title')}</h1>,
    <p>{t('webhooks.lead')}</p>,
    all.length === 0 ? (
      <p>
        {t('webhooks.none')} {t('webhooks.none.first')}
      </p>
    ) : (
      <>
        <ul class="rows">
          {all.map(({ endpoint, last }) => (
            <Row endpoint={endpoint} last={last} />
          ))}
        </ul>
        <h2>{t('webhooks.add')}</h2>
        <p>{t('webhooks.add.how')}</p>
      </>
    ),
    <Command words={t('webhooks.add.command')} />,
    <p class="hint">{t('webhooks.secrets')}</p>,
  );

const Row = ({ endpoint, last }: { endpoint: SeenEndpoint; last: Delivery | undefined }) => (
  <li>
    <p class="row-name">
      <a href={endpointAt(endpoint.id)}>{endpoint.description ?? endpoint.address}</a>
    </p>
    <p class="row-side">
      <State endpoint={endpoint} />
    </p>
    <p class="hint row-more">
      {endpoint.description === undefined ? endpoint.id : endpoint.address} · {gets(endpoint)}
    </p>
    <p class="hint row-more">
      {endpoint.disabled && <>{t(`webhooks.why.${endpoint.disabled}` satisfies Word)} </>}
      {last ? t('webhooks.last', { outcome: outcomeWords(last), moment: atWords(last.at) }) : t('webhooks.last.none')}
    </p>
  </li>
);

export const State = ({ endpoint }: { endpoint: SeenEndpoint }) => (
  <span class={endpoint.disabled || endpoint.failingSince !== undefined ? 'state state-waits' : 'state'}>
    {stateWords(endpoint)}
  </span>
);

/** A command to type in a terminal. */
export const Command = ({ words }: { words: string }) => (
  <p class="command">
    <code>{words}</code>
  </p>
);
