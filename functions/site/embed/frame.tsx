import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { campaignStatus } from '../../core/campaigns/status.ts';
import { isoTime } from '../../core/running/clock.ts';
import type { Choices } from '../../ui/browser/embed/choices.ts';
import { themed } from '../../ui/embed/frame-style.ts';
import { languageOf } from '../../ui/language.ts';
import { renderPage } from '../../ui/layout.tsx';
import type { MessageKey } from '../../ui/messages/messages.ts';
import { SignForm } from '../../ui/sign-form.tsx';
import type { SiteDeps } from '../deps.ts';
import type { Found } from '../find.ts';
import { mayMoveAt } from '../freshness.ts';
import { Victory } from '../outcome.tsx';
import { spokenView, viewOf } from '../pages.tsx';
import { Progress } from '../progress.tsx';
import { Turn } from '../status-words.tsx';
import type { PageView } from '../views.ts';

/** A campaign as other sites show it in a frame: complete without script, and every link opens at top level. */
export async function framePage(deps: SiteDeps, found: Found, choices: Choices): Promise<string> {
  const { published } = found;
  const { campaign, ...view } = await spokenView(deps, found, { lang: choices.lang ?? found.campaign.language });
  const { now, translator } = view;
  const { t } = translator;
  const status = campaignStatus(campaign, now);
  const source = sourceOf(campaign, choices);
  const address = translator.href(`/campaigns/${campaign.slug}${source ? `?source=${source}` : ''}`);
  const isSigned = status === 'open' && campaign.pausedAt === undefined;
  const isForm = choices.show === 'form' && isSigned;
  return renderPage(
    <Frame {...{ view, choices }} title={campaign.title} canonical={`${deps.publicUrl}/campaigns/${campaign.slug}`}>
      <h1 id="title" {...languageOf(campaign, translator)}>
        <a href={address}>{campaign.title}</a>
      </h1>
      <Victory {...{ campaign, translator }} />
      {!isSigned && !campaign.won && (
        <p class="label">
          <Turn {...{ campaign, status, now, translator }} />
        </p>
      )}
      <Progress
        {...{ campaign, status, translator }}
        signatures={published.total}
        nextAt={isoTime(mayMoveAt(campaign, published, now))}
      />
      {isForm && (
        <SignForm
          campaign={campaign}
          translator={translator}
          values={source ? { source } : {}}
          inFrame={{ again: t('embed.again'), sent: t('embed.sent') }}
        />
      )}
      {choices.show === 'button' && (
        <a class={isSigned ? 'button' : 'button button-quiet'} href={isSigned ? `${address}#sign` : address}>
          {t(isSigned ? 'embed.sign' : 'embed.more')}
          <span class="hidden"> {t('embed.new-tab')}</span>
        </a>
      )}
      <footer class="colophon">
        <p>{campaign.group ? t('embed.by', { group: campaign.group.name }) : t('embed.by-nobody')}</p>
        {choices.show !== 'button' && <a href={address}>{t('embed.more')}</a>}
      </footer>
    </Frame>,
  );
}

/** The frame of a campaign that cannot be shown. It stays small, and says so. */
export function frameProblem(deps: SiteDeps, choices: Choices, words: MessageKey): string {
  const view = viewOf(deps, choices.lang, undefined);
  const { t } = view.translator;
  return renderPage(
    <Frame {...{ view, choices }} title={t(words)}>
      <h1 id="title">{t(words)}</h1>
      <p>
        <a href={view.translator.href('/')}>{t('embed.gone.all')}</a>
      </p>
    </Frame>,
  );
}

/** The source, if the campaign counts it: an unknown one must keep nobody from signing. */
const sourceOf = ({ sources }: Pick<Campaign, 'sources'>, { source }: Choices): string | undefined =>
  source !== undefined && sources.includes(source) ? source : undefined;

/**
 * A whole document. `<base target>` opens every link and the form's answer in a tab of its own, because none of our other pages may
 * be framed.
 */
const Frame = ({
  view: { assets, translator },
  choices: { show, theme, accent, compact },
  title,
  canonical,
  children,
}: {
  view: PageView;
  choices: Choices;
  title: string;
  canonical?: string;
  children: Child;
}) => {
  const { inPage } = assets;
  const classes = [`show-${show}`, theme, accent, ...(compact ? ['compact'] : [])].join(' ');
  return (
    <html lang={translator.locale} dir={translator.dir} class={classes}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="robots" content="noindex" />
        {canonical && <link rel="canonical" href={canonical} />}
        <base target="_blank" />
        <style>{raw(themed(inPage.frameStyles, theme))}</style>
        {show === 'form' && <script type="module">{raw(inPage.script)}</script>}
        <script type="module">{raw(inPage.frameScript)}</script>
      </head>
      <body>
        {/* Its name tells it from the main part of the page around. */}
        <main class="embed" aria-labelledby="title">
          {children}
        </main>
      </body>
    </html>
  );
};
