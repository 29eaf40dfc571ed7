import type { Delivery } from '../../core/webhooks/delivery.ts';
import { wasMissed } from '../../core/webhooks/resend.ts';
import type { SeenEndpoint } from '../../core/webhooks/seen.ts';
import { takesFocus } from '../../ui/focus.ts';
import { Answers, ConsoleForm } from '../ui/form.tsx';
import { consolePage, type Me, type OwnView } from '../ui/page.tsx';
import { PartLinks, partOf } from '../ui/parts.tsx';
import { JustDone } from '../ui/said.tsx';
import { momentWords, t, type Word } from '../ui/words.ts';
import { endpointAt, WEBHOOKS } from './address.ts';
import { Command, State } from './list-page.tsx';
import { answerWords, atWords, eventWords, outcomeWords } from './words.ts';

/** What was just done with an endpoint. */
export interface Done {
  readonly words: string;
  /** Whether what became of it is seen later. */
  readonly isUnderWay: boolean;
}

/** A test that somebody sent, by the id of its event. Without a delivery, it waits. */
export interface Tested {
  readonly event: string;
  readonly delivery: Delivery | undefined;
}

/** One endpoint: how it does, a test, and what was sent in 30 days. */
export function endpointPage(
  view: OwnView,
  { endpoint, deliveries }: { readonly endpoint: SeenEndpoint; readonly deliveries: readonly Delivery[] },
  { done, tested, part }: { done: Done | undefined; tested: Tested | undefined; part: string | undefined },
): string {
  const { id, address, description } = endpoint;
  const { me } = view;
  const at = endpointAt(id);
  const isOn = endpoint.disabled === undefined;
  return consolePage(
    view,
    { title: description ?? address },
    done && (
      <div class="done said" role="status" {...takesFocus}>
        <p>{done.words}</p>
        {done.isUnderWay && (
          <p>
            <a href={at}>{t('webhooks.done.look')}</a>
          </p>
        )}
      </div>
    ),
    tested && <TestResult tested={tested} at={at} />,
    <h1>{description ?? address}</h1>,
    !isOn && <Disabled endpoint={endpoint} me={me} />,
    <About endpoint={endpoint} />,
    <h2 id="test">{t('webhooks.test')}</h2>,
    <p>{t('webhooks.test.what')}</p>,
    <ConsoleForm me={me} action={`${at}/test`}>
      <p>
        <button class="button" type="submit">
          {t('webhooks.test')}
        </button>
      </p>
    </ConsoleForm>,
    <h2>{t('webhooks.deliveries')}</h2>,
    isOn && deliveries.some(wasMissed) && (
      <>
        <p>{t('webhooks.replay-missed.what')}</p>
        <ConsoleForm me={me} action={`${at}/replay`}>
          <p>
            <button class="button" type="submit">
              {t('webhooks.replay-missed')}
            </button>
          </p>
        </ConsoleForm>
      </>
    ),
    <Deliveries {...{ at, me, deliveries, part, isOn }} />,
    <h2>{t('webhooks.change')}</h2>,
    <p class="hint">{t('webhooks.secrets')}</p>,
    <p>{t('webhooks.change.rotate')}</p>,
    <Command words={t('webhooks.change.rotate.command', { id })} />,
    <p>{t('webhooks.change.remove')}</p>,
    <Command words={t('webhooks.change.remove.command', { id })} />,
    <p>
      <a href={WEBHOOKS}>{t('webhooks.to-list')}</a>
    </p>,
  );
}

const About = ({ endpoint }: { endpoint: SeenEndpoint }) => {
  const { id, address, types, campaigns, createdAt } = endpoint;
  const shown = (
    <>
      {address}
      <p class="hint">{t('webhooks.address.short')}</p>
    </>
  );
  const events = types.length > 0 ? types.map(eventWords).join(', ') : t('webhooks.events.all');
  return (
    <Answers
      rows={[
        { name: 'webhooks.state', value: <State endpoint={endpoint} /> },
        { name: 'webhooks.address', value: shown },
        { name: 'webhooks.events', value: events },
        { name: 'webhooks.campaigns', value: campaigns.join(', ') || t('webhooks.campaigns.all') },
        { name: 'webhooks.added', value: momentWords(createdAt) },
        { name: 'webhooks.id', value: <code>{id}</code> },
      ]}
    />
  );
};

const Disabled = ({ endpoint: { id, disabled }, me }: { endpoint: SeenEndpoint; me: Me }) => (
  <div class="waits said">
    <p>
      {disabled && t(`webhooks.why.${disabled}` satisfies Word)} {t('webhooks.why.then')}
    </p>
    <ConsoleForm me={me} action={`${endpointAt(id)}/enable`}>
      <p>
        <button class="button" type="submit">
          {t('webhooks.enable')}
        </button>
      </p>
    </ConsoleForm>
  </div>
);

/** What became of a test, above the title, as the first thing that is read. */
const TestResult = ({ tested: { event, delivery }, at }: { tested: Tested; at: string }) => {
  if (!delivery)
    return (
      <div class="done said" role="status" {...takesFocus}>
        <p>{t('webhooks.test.waits')}</p>
        <p>
          <a href={`${at}?test=${event}`}>{t('webhooks.test.look')}</a>
        </p>
        <p class="hint">{t('webhooks.test.long')}</p>
      </div>
    );
  const answer = answerWords(delivery) ?? '';
  if (delivery.outcome === 'delivered') return <JustDone>{t('webhooks.test.delivered', { answer })}</JustDone>;
  return (
    <div class="waits said" role="alert" {...takesFocus}>
      <p>{t(delivery.status === undefined ? 'webhooks.test.failed' : 'webhooks.test.refused', { answer })}</p>
      <p class="hint">{t('webhooks.test.then')}</p>
    </div>
  );
};

/** All buttons to send again are in one form: each has its event as its value. */
const Deliveries = ({
  at,
  me,
  deliveries,
  part: asked,
  isOn,
}: {
  at: string;
  me: Me;
  deliveries: readonly Delivery[];
  part: string | undefined;
  isOn: boolean;
}) => {
  if (deliveries.length === 0) return <p>{t('webhooks.deliveries.none')}</p>;
  const part = partOf(deliveries, ({ event, type }) => event + type, asked);
  return (
    <>
      <form class="deliveries" method="post" action={`${at}/replay`}>
        <input type="hidden" name="csrf" value={me.actor.csrf} />
        <ul class="rows">
          {part.items.map((delivery) => (
            <Row delivery={delivery} mayReplay={isOn && delivery.type !== 'webhook.test'} />
          ))}
        </ul>
      </form>
      <PartLinks part={part} href={(number) => `${at}?part=${number}`} what="deliveries" />
    </>
  );
};

const Row = ({ delivery, mayReplay }: { delivery: Delivery; mayReplay: boolean }) => {
  const { event, type, outcome, attempt, at, nextAt } = delivery;
  const answer = answerWords(delivery);
  const named = { event: eventWords(type), moment: atWords(at) };
  return (
    <li>
      <p class="row-name">{named.event}</p>
      <p class="row-side">
        <span class={outcome === 'delivered' ? 'state' : 'state state-waits'}>{outcomeWords(delivery)}</span>
        <span>{named.moment}</span>
      </p>
      <p class="hint row-more">
        {[
          answer,
          answer && t('webhooks.attempts', { attempts: attempt }),
          nextAt !== undefined && t('webhooks.next', { moment: atWords(nextAt) }),
          event,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {mayReplay && (
        <p class="row-more row-act">
          <button class="link-button" type="submit" name="event" value={event}>
            {t('webhooks.replay')} <span class="hidden">{t('webhooks.replay.which', named)}</span>
          </button>
        </p>
      )}
    </li>
  );
};
