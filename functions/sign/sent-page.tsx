import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { TOO_LONG } from '../core/outbox/wait.ts';
import { DAY, HOUR, MINUTE } from '../core/running/clock.ts';
import type { Place } from '../ui/language-switch.tsx';
import type { Translator } from '../ui/messages/messages.ts';
import { about, message, type PageDeps, ToCampaign, ToLinkForm } from './page-parts.tsx';

/** What a page after a form knows. */
interface After {
  /** Milliseconds that an e-mail takes which is asked for now, as `core/outbox/wait` says. */
  readonly wait: number | undefined;
  /** The address that was typed. Undefined some minutes later, and if the page was opened without the form. */
  readonly typed?: string | undefined;
  /** The same, sealed as in the address of the page. */
  readonly to?: string | undefined;
}

/** The page after the form. It is the same for everybody: it does not show whether an address has signed before. */
export function sentPage(deps: PageDeps, campaign: CampaignHead, { wait, typed, to }: After): string {
  const { translator } = deps;
  const { t } = translator;
  const isLate = wait !== undefined;
  return message(about(deps, campaign), atThis(campaign, 'sent', to), t(isLate ? 'sent.title.later' : 'sent.title'), [
    <p class="lead">{t(isLate ? 'sent.not-yet.later' : 'sent.not-yet')}</p>,
    typed && <Typed address={typed} form={`/campaigns/${campaign.slug}#sign`} translator={translator} />,
    isLate && <p class="notice">{waitWords(translator, wait)}</p>,
    <ol>
      <li>{t('sent.step-open', { link: t('mail.confirm.button') })}</li>
      <li>{t('sent.step-press', { button: t('confirm.button') })}</li>
    </ol>,
    <h2>{t('sent.no-mail')}</h2>,
    <p>{t(isLate ? 'sent.no-mail.later' : 'sent.no-mail.wait')}</p>,
    <p>{t('sent.no-mail.few')}</p>,
    <p>{t('sent.lost-mail')}</p>,
    <ToLinkForm campaign={campaign} translator={translator} />,
    <ToCampaign campaign={campaign} translator={translator} />,
  ]);
}

/** The page after the form that asks for a link. It is the same for everybody, too. */
export function linkSentPage(deps: PageDeps, campaign: CampaignHead, { wait, typed, to }: After): string {
  const { translator } = deps;
  const { t } = translator;
  return message(about(deps, campaign), atThis(campaign, 'link-sent', to), t('link-sent.title'), [
    <p class="lead">{t('link-sent.open')}</p>,
    wait !== undefined && <p class="notice">{waitWords(translator, wait)}</p>,
    typed && <Typed address={typed} form={`/campaigns/${campaign.slug}/my-signature`} translator={translator} />,
    <p>{t('link-sent.anybody')}</p>,
    <h2>{t('sent.no-mail')}</h2>,
    <p>{t('link-sent.no-mail')}</p>,
    <p>{t('sent.no-mail.few')}</p>,
    <ToCampaign campaign={campaign} translator={translator} />,
  ]);
}

const atThis = ({ slug }: CampaignHead, page: string, to: string | undefined): Place => ({
  at: `/campaigns/${slug}/${page}${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`,
});

/** The typed address, large enough to see a slip, and the way back to the form. */
const Typed = ({
  address,
  form,
  translator: { t, href },
}: {
  address: string;
  form: string;
  translator: Translator;
}) => (
  <div class="notice typed">
    <p>{t('sent.address')}</p>
    <p class="typed-address">
      <bdi>{address}</bdi>
    </p>
    <p>
      <a href={href(form)}>{t('sent.address.wrong')}</a>
    </p>
  </div>
);

function waitWords({ t }: Translator, wait: number): string {
  if (wait >= TOO_LONG) return t('sent.wait.too-long');
  if (wait > DAY) return t('sent.wait.days', { days: Math.ceil(wait / DAY) });
  if (wait === DAY) return t('sent.wait.day');
  if (wait >= HOUR) return t('sent.wait.hours', { hours: Math.ceil(wait / HOUR) });
  return t('sent.wait.minutes', { minutes: Math.ceil(wait / MINUTE) });
}
