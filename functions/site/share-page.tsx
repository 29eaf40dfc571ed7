import { languageOf } from '../ui/language.ts';
import { Page, renderPage } from '../ui/layout.tsx';
import { overWords, ShareLinks } from '../ui/share-links.tsx';
import type { SiteDeps } from './deps.ts';
import type { Found } from './find.ts';
import { viewOf } from './pages.tsx';
import { QrCode } from './qr-code.tsx';
import type { Asked } from './views.ts';

/**
 * All ways to pass a campaign on, and its address as a QR code, for a poster or the screen of a phone. Code and links carry on
 * a source that the campaign counts.
 */
export function sharePage(deps: SiteDeps, { campaign }: Found, { lang, source }: Asked): string {
  const view = viewOf(deps, lang ?? campaign.language, campaign.group);
  const { t } = view.translator;
  const page = `/campaigns/${campaign.slug}`;
  const isKnown = source !== undefined && campaign.sources.includes(source);
  const over = overWords(campaign, view.now);
  const address = `${deps.publicUrl}${page}${isKnown ? `?source=${source}` : ''}`;
  return renderPage(
    <Page {...view} title={t('campaign.share')} hasMore>
      <div class="column">
        <div class="prose">
          <h1>{t('campaign.share')}</h1>
          <p class="lead" {...languageOf(campaign, view.translator)}>
            {campaign.title}
          </p>
          {over && <p class="notice">{t(over)}</p>}
          <ShareLinks campaign={campaign} address={address} translator={view.translator} />
          <p>
            <a href={`${page}/embed`}>{t('embed.title')}</a>
          </p>
          <h2>{t('share.qr')}</h2>
          <p>{t('share.qr.scan')}</p>
          <QrCode text={address} label={t('share.qr.label', { address })} />
          <p class="on-paper on-paper-address">{address.replace(/^https?:\/\//, '')}</p>
          <p class="actions">
            <a href={page}>{t('message.to-campaign')}</a>
          </p>
        </div>
      </div>
    </Page>,
  );
}
