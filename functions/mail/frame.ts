import { html } from 'hono/html';
import type { QueuedMail } from '../core/outbox/queued-mail.ts';
import { directionOf } from '../ui/messages/direction.ts';
import { type Translator, translatorOf } from '../ui/messages/messages.ts';
import { signatureHtml } from './group.ts';

/** The parts of which the HTML of an e-mail is made. They load nothing, so nobody learns that an e-mail was read. */

/** What may stand in an e-mail's HTML. */
export type Html = ReturnType<typeof html>;

// Many mail programs ignore style sheets: each element has the light colours itself. Those that turn dark know this one.
const DARK = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#15171a!important;color:#eceae6!important}
.link{color:#f2a3a9!important}
.button{background:#a3242b!important;color:#ffffff!important}
.quiet{color:#b9b5ae!important}
.line{border-color:#4a4d52!important}
}`;

// Some programs show an e-mail in a frame: our pages show in none.
export const button = (href: string, words: string): Html =>
  html`<p style="margin:24px 0"><a class="button" href="${href}" target="_blank" style="display:inline-block;padding:12px 24px;background:#a3242b;color:#ffffff;font-weight:bold;text-decoration:none;border-radius:4px">${words}</a></p>`;

export const link = (href: string, words: string): Html =>
  html`<a class="link" href="${href}" target="_blank" style="color:#a3242b;overflow-wrap:anywhere;word-break:break-word">${words}</a>`;

/**
 * An address to read and to copy, for programs that show no buttons. It breaks anywhere, and fills a phone's screen: so it
 * stands at the end.
 */
const address = (words: string, href: string): Html =>
  html`${line}
<p class="quiet" style="font-size:15px;color:#5c5853">${words}</p>
<p class="quiet" dir="ltr" style="font:13px/1.4 monospace;color:#5c5853;overflow-wrap:anywhere;word-break:break-all">${href}</p>`;

export const line = html`<hr class="line" style="margin:32px 0;border:0;border-top:1px solid #d8d3cc">`;

/** A campaign in its own words and language. Its bar is where its lines begin: few mail programs know `border-inline-start`. */
export function petition({ campaign: { title, demand, language } }: QueuedMail): Html {
  const dir = directionOf(language);
  const start = dir === 'rtl' ? 'right' : 'left';
  return html`<blockquote lang="${language}" dir="${dir}" style="margin:24px 0;padding:0;padding-${start}:16px;border-${start}:4px solid #a3242b;text-align:${start}"><p><strong>${title}</strong></p><p>${demand}</p></blockquote>`;
}

/** The address of this service, in the language of the e-mail. Where that is the only one, it is the bare address. */
export const homeOf = (publicUrl: string, { href }: Translator): string =>
  href('/') === '/' ? publicUrl : `${publicUrl}${href('/')}`;

/** The whole HTML around the content of an e-mail. @param copied the button whose address stands at the end, to be copied. */
export async function whole(
  mail: QueuedMail,
  {
    publicUrl,
    subject,
    body,
    copied,
  }: { publicUrl: string; subject: string; body: unknown; copied: { button: string; href: string } },
): Promise<string> {
  const translator = translatorOf(mail.locale);
  const { locale, dir, t } = translator;
  const home = homeOf(publicUrl, translator);
  const page = html`<!doctype html>
<html lang="${locale}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${mail.campaign.hasNeutralSubject ? subject : mail.campaign.title}</title><style>${DARK}</style></head>
<body class="page" style="margin:0;padding:24px;background:#fcfbf9;color:#1c1b1a;font:17px/1.5 Georgia,serif">
<div style="max-width:560px;margin:0 auto">
${body}
<p style="font-size:15px">${signatureHtml(mail, translator)}<br>${link(home, home)}</p>
${address(t('mail.copy', { button: copied.button }), copied.href)}
</div>
</body>
</html>`;
  return String(await page);
}
