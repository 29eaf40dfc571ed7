import type { Campaign } from '../core/campaigns/campaign.ts';
import { hasMarkdown } from '../core/campaigns/has-markdown.ts';
import { isUntranslated, type Marked } from '../core/campaigns/in-language.ts';
import { updateIds } from '../core/campaigns/updates.ts';
import { isoTime } from '../core/running/clock.ts';
import { readableXml } from '../core/xml.ts';
import type { Translator } from '../ui/messages/messages.ts';
import type { ToHtml } from '../ui/prose.tsx';

/** What both feeds of a campaign's updates are made of. */
export interface FeedView {
  /** With the updates that are published, in the language of the feed. */
  readonly campaign: Campaign;
  readonly publicUrl: string;
  /** Who asks. */
  readonly name: string;
  readonly translator: Translator;
  readonly toHtml: ToHtml | undefined;
}

/** Both forms, and what they are. */
export const feeds = {
  atom: { type: 'application/atom+xml; charset=utf-8', write: (view: FeedView) => updatesAtom(view) },
  json: { type: 'application/feed+json; charset=utf-8', write: (view: FeedView) => updatesJson(view) },
} as const;
export type FeedForm = keyof typeof feeds;

interface Entry {
  /** Stays the same when words, language or address of the service's pages change. */
  readonly id: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly title: string;
  readonly html: string;
  /** BCP 47 tags: a translation may lack one of both texts. */
  readonly language: string;
  readonly languageOfText: string;
}

/** The updates of a campaign as Atom, the newest first (https://www.rfc-editor.org/rfc/rfc4287). */
function updatesAtom(view: FeedView): string {
  const { campaign, name } = view;
  const entries = entriesOf(view);
  const page = pageOf(view);
  const link = (rel: string, type: string, href: string) => `<link rel="${rel}" type="${type}" href="${xml(href)}"/>`;
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(languageOf(campaign, campaign, 'title'))}">`,
    `<id>${xml(idOf(view))}</id>`,
    `<title>${xml(titleOf(view))}</title>`,
    `<updated>${entries[0]?.at ?? utc(campaign.createdAt)}</updated>`,
    `<author><name>${xml(name)}</name></author>`,
    link('self', 'application/atom+xml', addressOf(view, 'atom')),
    link('alternate', 'text/html', page),
    ...entries.map(({ id, at, title, html, language, languageOfText }) =>
      [
        `<entry xml:lang="${xml(language)}">`,
        `<id>${xml(id)}</id>`,
        `<title>${xml(title)}</title>`,
        `<published>${at}</published>`,
        `<updated>${at}</updated>`,
        link('alternate', 'text/html', `${page}#updates`),
        `<content type="html"${languageOfText === language ? '' : ` xml:lang="${xml(languageOfText)}"`}>${xml(html)}</content>`,
        '</entry>',
      ].join(''),
    ),
    '</feed>\n',
  ];
  return readableXml(lines.join('\n'));
}

/** The same as a JSON Feed (https://www.jsonfeed.org/version/1.1/). */
function updatesJson(view: FeedView): string {
  const { campaign, name } = view;
  const page = pageOf(view);
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(view),
    home_page_url: page,
    feed_url: addressOf(view, 'json'),
    language: languageOf(campaign, campaign, 'title'),
    authors: [{ name }],
    items: entriesOf(view).map(({ id, at, title, html, language }) => ({
      ...{ id, url: `${page}#updates`, title, content_html: html, date_published: at, language },
    })),
  });
}

const pageOf = ({ campaign, publicUrl, translator }: FeedView): string =>
  publicUrl + translator.publicHref(`/campaigns/${campaign.slug}`);

const addressOf = ({ campaign, publicUrl, translator }: FeedView, form: FeedForm): string =>
  publicUrl + translator.dataHref(`/campaigns/${campaign.slug}/updates.${form}`);

/** https://www.rfc-editor.org/rfc/rfc4151: it stays when the service moves to another path. */
const idOf = ({ campaign, publicUrl }: FeedView, update?: string): string =>
  `tag:${new URL(publicUrl).host},2026:campaigns/${campaign.slug}/updates${update === undefined ? '' : `/${update}`}`;

const titleOf = ({ campaign, translator }: FeedView): string =>
  `${campaign.title} – ${translator.t('campaign.updates')}`;

function entriesOf(view: FeedView): Entry[] {
  const { campaign, toHtml } = view;
  const ids = updateIds(campaign.updates);
  return campaign.updates
    .map((update, i) => ({
      id: idOf(view, ids[i] ?? ''),
      at: utc(update.at),
      title: update.title,
      html: toHtml && hasMarkdown(update.text) ? toHtml(update.text) : paragraphs(update.text),
      language: languageOf(campaign, update, 'title'),
      languageOfText: languageOf(campaign, update, 'text'),
    }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1));
}

const languageOf = <Set extends object>(
  { language, translatedTo = language }: Pick<Campaign, 'language' | 'translatedTo'>,
  set: Set & Marked,
  field: keyof Set & string,
): string => (isUntranslated(set, field) ? language : translatedTo);

/** A text without Markdown, as `Prose` shows it. */
const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${xml(paragraph.trim())}</p>`)
    .join('\n');

const utc = (moment: string): string => isoTime(Date.parse(moment));

/** Text for XML, and for HTML. */
const xml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
