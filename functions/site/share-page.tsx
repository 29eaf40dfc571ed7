import { encodeQR } from 'qr';
import { languageOf } from '../ui/language.ts';
import { Page, renderPage } from '../ui/layout.tsx';
import { ShareLinks } from '../ui/share-links.tsx';
import type { SiteDeps } from './deps.ts';
import type { Found } from './find.ts';
import { viewOf } from './pages.tsx';
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
  const address = `${deps.publicUrl}${page}${isKnown ? `?source=${source}` : ''}`;
  return renderPage(
    <Page {...view} title={t('campaign.share')} hasMore>
      <div class="column">
        <div class="prose">
          <h1>{t('campaign.share')}</h1>
          <p class="lead" {...languageOf(campaign, view.translator)}>
            {campaign.title}
          </p>
          <ShareLinks campaign={campaign} address={address} translator={view.translator} />
          <h2>{t('share.qr')}</h2>
          <p>{t('share.qr.scan')}</p>
          <QrCode text={address} label={t('share.qr.label', { address })} />
          <p>
            <a href={page}>{t('message.to-campaign')}</a>
          </p>
        </div>
      </div>
    </Page>,
  );
}

/** Modules of white around a code: the standard asks for four. */
const QUIET = 4;

/** A QR code as one path. It is dark on white in dark mode, too: some cameras read nothing else. */
const QrCode = ({ text, label }: { text: string; label: string }) => {
  // Medium: a code on a poster still works with a seventh of it gone.
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const path = rows.flatMap((row, y) => runs(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`)).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
      <path class="qr-paper" d={`M0 0h${rows.length}v${rows.length}H0z`} />
      <path class="qr-ink" d={path} />
    </svg>
  );
};

/** The dark runs of a row: where each begins, and how long it is. */
function runs(row: readonly boolean[]): [start: number, length: number][] {
  const found: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = found.at(-1);
    if (!isDark) return;
    if (last && last[0] + last[1] === x) last[1]++;
    else found.push([x, 1]);
  });
  return found;
}
