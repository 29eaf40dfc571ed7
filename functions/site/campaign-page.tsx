import type { Campaign } from '../core/campaigns/campaign.ts';
import { localTime } from '../core/campaigns/local-time.ts';
import type { MadePicture } from '../core/campaigns/picture.ts';
import type { CampaignStatus } from '../core/campaigns/status.ts';
import { isListed } from '../core/campaigns/visibility.ts';
import { pictureFile, pictureName, shareFile } from '../core/pictures/address.ts';
import { oEmbedAddress } from '../ui/embed/oembed-address.ts';
import { type LanguageOfText, languageOf, languagesIn } from '../ui/language.ts';
import { Page } from '../ui/layout.tsx';
import type { Translator } from '../ui/messages/messages.ts';
import { openingWords } from '../ui/messages/open-times.ts';
import { Prose } from '../ui/prose.tsx';
import { SignForm, signAction } from '../ui/sign-form.tsx';
import { Cases } from './cases.tsx';
import { Freed } from './freed.tsx';
import { InOriginal } from './in-original.tsx';
import { HandedOver, pastDemandWords, Victory } from './outcome.tsx';
import { OwnLook } from './own-look.tsx';
import { Pictured } from './picture.tsx';
import { PrivacyInShort } from './privacy.tsx';
import { Progress } from './progress.tsx';
import { PublicNames } from './public-names.tsx';
import { References } from './references.tsx';
import { Share } from './share.tsx';
import { StatusWords, Turn } from './status-words.tsx';
import { Updates } from './updates.tsx';
import type { CampaignView } from './views.ts';

/**
 * The page of a campaign: its demand, its cases, and the form to sign. On a phone it is one column, with a link to the form
 * right under the demand. On a wide screen the form stays beside the text.
 */
export const CampaignPage = ({
  campaign,
  status,
  now,
  signatures,
  nextAt,
  names,
  related,
  keepMonths,
  keptUntil,
  source,
  toHtml,
  code,
  preview,
  assets,
  publicUrl,
  group,
  translator,
}: CampaignView) => {
  const { t } = translator;
  const lang = languagesIn(campaign, translator);
  // A link with an unknown source must not keep anybody from signing.
  const isSigned = status === 'open' && campaign.pausedAt === undefined;
  const knownSource = source !== undefined && campaign.sources.includes(source) ? { source } : {};
  return (
    <Page
      assets={assets}
      translator={translator}
      publicUrl={publicUrl}
      group={group}
      title={campaign.title}
      description={campaign.summary}
      language={campaign.translatedTo ?? campaign.language}
      isUnlisted={!isListed(campaign)}
      sheet={status === 'closed' || campaign.won || preview ? 'more' : undefined}
      {...(preview === undefined
        ? {
            path: `/campaigns/${campaign.slug}`,
            shared: sharedOf(campaign, signatures, t),
            oEmbed: oEmbedAddress(publicUrl, translator.publicHref(`/campaigns/${campaign.slug}`)),
            at: knownSource.source && `/campaigns/${campaign.slug}?source=${source}`,
            form: isSigned ? signAction(campaign) : undefined,
            ownFeed: campaign.updates.length > 0 ? `/campaigns/${campaign.slug}/updates` : undefined,
          }
        : { at: preview.at })}
    >
      <article class="campaign wide">
        <header class="campaign-head">
          {preview?.own ? (
            <OwnLook slug={campaign.slug} mayShare={preview.own.mayShare} translator={translator} />
          ) : (
            preview && <p class="notice">{t('campaign.preview')}</p>
          )}
          {campaign.notice && (
            <p class="notice" {...lang(campaign, 'notice')}>
              {campaign.notice}
            </p>
          )}
          <Freed {...{ campaign, now, translator }} />
          <p class="kicker">
            {preview ? (
              <>
                {campaign.country && `${translator.country(campaign.country)} · `}
                <strong>{t('campaign.draft')}</strong>
              </>
            ) : (
              <StatusWords {...{ campaign, status, now, translator }} />
            )}
          </p>
          <h1 {...lang(campaign, 'title')}>{campaign.title}</h1>
          <Victory campaign={campaign} translator={translator} />
          {status === 'closed' && <p class="label">{pastDemandWords(campaign, translator)}</p>}
          <p class="lead" {...lang(campaign, 'demand')}>
            {campaign.demand}
          </p>
          <InOriginal campaign={campaign} translator={translator} />
          {isSigned && !preview && (
            <p class="actions to-form">
              <a class="button" href="#sign">
                {t('sign.title')}
              </a>
            </p>
          )}
          {campaign.picture && (
            <Pictured
              slug={campaign.slug}
              picture={campaign.picture}
              sizes="(width < 62rem) 100vw, 44rem"
              isFirst
              at={preview?.pictureAt}
              {...{ lang, translator }}
            />
          )}
          <Progress {...{ campaign, status, signatures, translator }} nextAt={nextAt} />
          <OnPaper address={publicUrl + translator.publicHref(`/campaigns/${campaign.slug}`)} code={code} />
          {status !== 'upcoming' && (
            <p class="actions">
              <a href={translator.href(`/campaigns/${campaign.slug}/dashboard`)}>{t('campaign.dashboard')}</a>
            </p>
          )}
        </header>

        <div class="campaign-text">
          <Targets campaign={campaign} translator={translator} />
          {campaign.cases.length > 0 && <Cases {...{ campaign, translator, toHtml }} pictureAt={preview?.pictureAt} />}
          <section aria-labelledby="why">
            <h2 id="why">{t(status === 'closed' ? 'campaign.why.past' : 'campaign.why')}</h2>
            <Prose text={campaign.why} language={lang(campaign, 'why')} toHtml={toHtml} />
          </section>
          {campaign.letter && (
            <section aria-labelledby="letter">
              <h2 id="letter">{t(status === 'closed' ? 'campaign.letter.past' : 'campaign.letter')}</h2>
              <Prose text={campaign.letter} language={lang(campaign, 'letter')} toHtml={toHtml} />
            </section>
          )}
          {campaign.references.length > 0 && <References campaign={campaign} translator={translator} />}
        </div>

        <aside class="campaign-form" aria-labelledby="sign">
          <div class={preview ? 'card preview-card' : 'card'}>
            {preview && isSigned && <p class="notice">{t('campaign.preview.form')}</p>}
            <h2 id="sign" tabindex={-1}>
              {isSigned ? t('sign.title') : <Turn {...{ campaign, status, now, translator }} />}
            </h2>
            {isSigned && preview ? (
              <fieldset class="preview-form" disabled>
                <SignForm campaign={campaign} translator={translator} />
              </fieldset>
            ) : isSigned ? (
              <SignForm campaign={campaign} translator={translator} values={knownSource} />
            ) : (
              <NotOpen {...{ campaign, status, now, signatures, keptUntil, translator }} />
            )}
          </div>
        </aside>

        <div class="campaign-more">
          {campaign.handedOver.length > 0 && <HandedOver {...{ campaign, translator, toHtml }} />}
          {campaign.updates.length > 0 && <Updates {...{ campaign, translator, toHtml }} />}
          {names.length > 0 && <PublicNames names={names} translator={translator} />}
          {isSigned && (
            <>
              <PrivacyInShort
                campaign={campaign}
                keepMonths={keepMonths}
                keptUntil={keptUntil}
                translator={translator}
              />
              {!preview && <Share campaign={campaign} translator={translator} />}
            </>
          )}
          {related.length > 0 && <Related campaigns={related} translator={translator} />}
        </div>
      </article>
    </Page>
  );
};

/** What a shared link shows. The number is in its words, which are asked for each time: a picture is kept for weeks. There is one of
 * them, with the original title. */
const sharedOf = (
  { slug, share, picture, summary, title, originalTitle = title }: Campaign,
  signatures: number,
  t: Translator['t'],
) => ({
  description: t('campaign.shared', { signatures, summary }),
  ...(share
    ? { picture: `/${pictureName(slug, shareFile(share.id))}`, pictureText: originalTitle }
    : picture?.made && ownPicture(slug, picture.made, picture.alt)),
});

/** Only a command draws the picture for shared links. Until it does, they show that of the campaign. */
const ownPicture = (slug: string, { id, width, height }: MadePicture, alt: string) => ({
  ...{ picture: `/${pictureName(slug, pictureFile(id, width, 'jpg'))}`, pictureText: alt },
  pictureSize: { width, height },
});

/** Shown only on paper: where to sign, for somebody who cannot press a link. */
const OnPaper = ({ address, code }: { address: string; code: string | undefined }) => (
  <div class="on-paper">
    {code && <img src={code} alt="" />}
    <p class="on-paper-address">{address.replace(/^https?:\/\//, '')}</p>
  </div>
);

/** Whom the demand addresses. */
const Targets = ({ campaign, translator }: { campaign: Campaign; translator: Translator }) => (
  <section aria-labelledby="targets">
    <h2 id="targets">{translator.t('campaign.targets')}</h2>
    <TargetList targets={campaign.targets} lang={languagesIn(campaign, translator)} />
  </section>
);

const TargetList = ({ targets, lang }: { targets: Campaign['targets']; lang: LanguageOfText }) => (
  <ul class="targets">
    {targets.map((target) => (
      <li>
        <strong {...lang(target, 'name')}>{target.name}</strong>
        {target.role && (
          <p class="hint" {...lang(target, 'role')}>
            {target.role}
          </p>
        )}
      </li>
    ))}
  </ul>
);

/** Shown in place of the form before a campaign opens, while it is paused, and after it has closed. */
const NotOpen = ({
  campaign,
  status,
  now,
  signatures,
  keptUntil,
  translator,
}: {
  campaign: Campaign;
  status: CampaignStatus;
  now: number;
  signatures: number;
  keptUntil: string | undefined;
  translator: Translator;
}) => {
  const { t, date } = translator;
  return (
    <div class="prose">
      {status === 'upcoming' && (
        <p>{t('campaign.opens-later', { date: openingWords(localTime(campaign, campaign.opensAt), translator) })}</p>
      )}
      {status === 'open' && <p>{t('problem.campaign-paused.detail')}</p>}
      {status === 'closed' && <p>{t('campaign.has-closed', { signatures })}</p>}
      {status === 'closed' && keptUntil && (
        <p>
          {t(Date.parse(keptUntil) > now ? 'campaign.kept-until' : 'campaign.kept-no-more', { date: date(keptUntil) })}
        </p>
      )}
      {status !== 'upcoming' && (
        <p>
          <a href={translator.href(`/campaigns/${campaign.slug}/my-signature`)}>{t('link.title')}</a>
        </p>
      )}
      {status === 'closed' && campaign.updates.length > 0 && (
        <p>
          <a href="#updates">{t('campaign.has-achieved')}</a>
        </p>
      )}
    </div>
  );
};

const Related = ({ campaigns, translator }: { campaigns: CampaignView['related']; translator: Translator }) => (
  <section aria-labelledby="related">
    <h2 id="related">{translator.t('campaign.related')}</h2>
    <ul class="related">
      {campaigns.map((campaign) => (
        <li {...languageOf(campaign, translator)}>
          <a href={translator.href(`/campaigns/${campaign.slug}`)}>{campaign.title}</a>
          <p class="hint" {...languagesIn(campaign, translator)(campaign, 'summary')}>
            {campaign.summary}
          </p>
        </li>
      ))}
    </ul>
  </section>
);
