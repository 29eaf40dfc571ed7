import type { Entry } from '../core/overview/entry.ts';
import { relatedTo } from '../core/overview/related.ts';
import { titleIn } from '../core/overview/spoken.ts';
import { oEmbedAddress } from '../ui/embed/oembed-address.ts';
import { languageOf } from '../ui/language.ts';
import { Page, renderPage } from '../ui/layout.tsx';
import { overWords, ShareLinks } from '../ui/share-links.tsx';
import type { SiteDeps } from './deps.ts';
import type { Found } from './find.ts';
import { spokenView } from './pages.tsx';
import { QrCode } from './qr-code.tsx';
import type { Asked } from './views.ts';

/**
 * All ways to pass a campaign on, and its address as a QR code, for a poster or the screen of a phone. Code and links carry on
 * a source that the campaign counts.
 */
export async function sharePage(deps: SiteDeps, found: Found, { lang, source }: Asked): Promise<string> {
  const { campaign, ...view } = await spokenView(deps, found, { lang });
  const related = (await closeTo(deps, campaign.slug)).map((entry) => titleIn(entry, view.translator.locale));
  const { t, href, publicHref } = view.translator;
  const page = `/campaigns/${campaign.slug}`;
  const isKnown = source !== undefined && campaign.sources.includes(source);
  const over = overWords(campaign, view.now);
  const query = isKnown ? `?source=${source}` : '';
  const address = deps.publicUrl + publicHref(page + query);
  return renderPage(
    <Page
      {...view}
      title={t('campaign.share')}
      at={`${page}/share${query}`}
      sheet="more"
      oEmbed={oEmbedAddress(view.publicUrl, view.translator.publicHref(`/campaigns/${campaign.slug}`))}
    >
      <div class="column">
        <div class="prose">
          <h1>{t('campaign.share')}</h1>
          <p class="lead" {...languageOf(campaign, view.translator)}>
            {campaign.title}
          </p>
          {over && <p class="notice">{t(over)}</p>}
          <ShareLinks campaign={campaign} address={address} translator={view.translator} />
          <p>
            <a href={href(`${page}/embed`)}>{t('embed.title')}</a>
          </p>
          <h2>{t('share.qr')}</h2>
          <p>{t('share.qr.scan')}</p>
          <QrCode text={address} label={t('share.qr.label', { address })} />
          <p class="on-paper on-paper-address">{address.replace(/^https?:\/\//, '')}</p>
          <p class="actions">
            <a href={href(page)}>{t('message.to-campaign')}</a>
          </p>
          {related.length > 0 && (
            <section aria-labelledby="related">
              <h2 id="related">{t('campaign.related')}</h2>
              <ul>
                {related.map((entry) => (
                  <li {...languageOf(entry, view.translator)}>
                    <a href={href(`/campaigns/${entry.slug}`)}>{entry.title}</a>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </Page>,
  );
}

/** Campaigns that can be signed as well. The page of the campaign has no room for them. None for one that no list shows. */
async function closeTo(deps: SiteDeps, slug: string): Promise<Entry[]> {
  const overview = await deps.overview();
  const entry = overview.entries.find((one) => one.slug === slug);
  return entry ? relatedTo([entry], overview, deps.clock()) : [];
}
