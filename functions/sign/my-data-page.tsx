import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { wordsOf } from '../core/campaigns/demands.ts';
import { localTime } from '../core/campaigns/local-time.ts';
import { NO_SOURCE } from '../core/campaigns/values.ts';
import { NO_COUNTRY } from '../core/country.ts';
import { TRACE_DAYS } from '../core/signatures/lifetimes.ts';
import type { WithdrawalLink } from '../core/signatures/links.ts';
import { CONSENT_VERSION } from '../ui/consent.ts';
import { languageName } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';
import { hasSignature, type MyData } from './my-data.ts';
import { about, atCampaign, LeaveNews, message, Named, type PageDeps, ToCampaign, TokenForm } from './page-parts.tsx';

/** The data that the service has about a signer, and what the signer can do about it. */
export function myDataPage(
  deps: PageDeps,
  {
    campaign,
    link,
    data,
    token,
  }: { campaign: CampaignHead | undefined; link: WithdrawalLink; data: MyData; token: string },
): string {
  const { translator } = deps;
  const { t } = translator;
  const isSigned = hasSignature.has(data.signature);
  const canWithdraw = data.signature !== 'withdrawn';
  return message(about(deps, campaign), canWithdraw ? { form: '/my-data' } : atCampaign(campaign), t('my-data.title'), [
    <p class="lead">{t(`my-data.signature.${data.signature}`, { months: data.keepMonths, days: TRACE_DAYS })}</p>,
    data.demand !== undefined && <p>{t('my-data.words')}</p>,
    campaign && (
      <Named campaign={campaign} translator={translator} signed={isSigned ? { ...link, ...link.said } : undefined} />
    ),
    data.sealed.length > 0 && <Sealed data={data} translator={translator} />,
    data.shown.length > 0 && <Shown data={data} translator={translator} />,
    data.open.length > 0 && <Open data={data} campaign={campaign} translator={translator} />,
    data.signature !== 'none' && <h2>{t('my-data.how-long')}</h2>,
    data.signature === 'held' && <p>{keptUntil(data, campaign, translator)}</p>,
    data.signature === 'held' && <p>{t('my-data.kept.open')}</p>,
    data.signature === 'anonymised' && <p>{t('my-data.kept.anonymised')}</p>,
    data.signature === 'withdrawn' && <p>{t('my-data.kept.trace', { days: TRACE_DAYS })}</p>,
    data.signature !== 'none' && <p>{t('privacy.backups', { days: data.backupDays })}</p>,
    <p>{t('my-data.mails')}</p>,
    canWithdraw && <h2>{t('withdraw.title')}</h2>,
    data.signature === 'none' && <p>{t('my-data.other-mail')}</p>,
    canWithdraw && <p>{t('withdraw.press', { days: TRACE_DAYS })}</p>,
    canWithdraw && <TokenForm {...{ token, translator }} action="/withdraw" button={t('withdraw.button')} />,
    canWithdraw && data.signature !== 'anonymised' && (
      <LeaveNews campaign={campaign} token={token} translator={translator} />
    ),
    campaign && <ToCampaign campaign={campaign} translator={translator} />,
  ]);
}

const Sealed = ({ data: { sealed, sealedTo }, translator: { t } }: { data: MyData; translator: Translator }) => (
  <>
    <h2>{t('my-data.sealed')}</h2>
    <p>
      {t('my-data.sealed.why')} {sealedTo ? t('my-data.sealed.keys', { keys: sealedTo }) : ''}
    </p>
    <ul>
      {sealed.map((kind) => (
        <li>{t(`my-data.sealed.${kind}`)}</li>
      ))}
    </ul>
  </>
);

const Shown = ({ data: { shown, values }, translator }: { data: MyData; translator: Translator }) => (
  <>
    <h2>{translator.t('my-data.shown')}</h2>
    <p>{translator.t('my-data.shown.why')}</p>
    <ul>
      {shown.map((kind) => (
        <li>
          <NamedValue name={translator.t(`my-data.shown.${kind}`)} value={values[kind]} translator={translator} />
        </li>
      ))}
    </ul>
  </>
);

const Open = ({
  data: { open, signature, values },
  campaign,
  translator,
}: {
  data: MyData;
  campaign: CampaignHead | undefined;
  translator: Translator;
}) => {
  const { t } = translator;
  const named = {
    ...values,
    country: countryIn(values.country, translator),
    source: values.source === NO_SOURCE ? t('my-data.source.none') : values.source,
    language: languageIn(values.language, translator),
    words: wordsIn(values.words, translator),
    consent: agreedIn(values.consent, translator),
  };
  // Of an earlier version there is no page any more.
  const textOf =
    values.consent?.split('-')[0] === CONSENT_VERSION && campaign?.deletedAt === undefined ? campaign : undefined;
  return (
    <>
      <h2>{t('my-data.open')}</h2>
      <p>{t(signature === 'withdrawn' ? 'my-data.open.why-trace' : 'my-data.open.why')}</p>
      <ul>
        {open.map((kind) => (
          <li>
            <NamedValue name={t(`my-data.open.${kind}`)} value={named[kind]} translator={translator} />
            {kind === 'consent' && textOf && (
              <>
                {' – '}
                <a href={translator.href(`/campaigns/${textOf.slug}/privacy`)}>{t('privacy.title')}</a>
              </>
            )}
          </li>
        ))}
      </ul>
      <p>{t('my-data.values')}</p>
    </>
  );
};

const countryIn = (code: string | undefined, { t, country }: Translator): string | undefined =>
  code === NO_COUNTRY ? t('my-data.country.none') : code && country(code);

const languageIn = (tag: string | undefined, translator: Translator): string | undefined =>
  tag && languageName(tag, translator);

/** `ru.2` as people read it: Russian, 2. */
function wordsIn(shown: string | undefined, translator: Translator): string | undefined {
  const words = wordsOf(shown);
  return words && versionIn(words.language, translator.number(words.version), translator);
}

/** `5-ru`: the version and the language of the privacy text. Earlier signatures have the version alone. */
function agreedIn(consent: string | undefined, translator: Translator): string | undefined {
  const [, version = '', language = ''] = /^(\d+)-(.+)$/.exec(consent ?? '') ?? [];
  return version === '' ? consent : versionIn(language, version, translator);
}

const versionIn = (tag: string, version: string, translator: Translator): string =>
  translator.t('my-data.version', { language: languageName(tag, translator), version });

/** What something is, and its value if the link knows it. */
const NamedValue = ({
  name,
  value,
  translator: { parts },
}: {
  name: string;
  value: string | undefined;
  translator: Translator;
}) => <>{value ? parts('site.pair', { name, value: <strong class="value">{value}</strong> }) : name}</>;

const keptUntil = (
  { keptUntil: until, keepMonths: months }: MyData,
  campaign: CampaignHead | undefined,
  { t, date }: Translator,
): string =>
  until === undefined
    ? t('my-data.kept.endless', { months })
    : t('my-data.kept.until', { date: date(campaign ? localTime(campaign, Date.parse(until)) : until) });
