import { html, raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { AssetName, Assets, SheetName } from './assets.ts';
import { type KnownGroup, RunBy } from './group.tsx';
import { LanguageSwitch, type Place, ToLanguages } from './language-switch.tsx';
import { canonicalAddress } from './messages/addresses.ts';
import type { Translator } from './messages/messages.ts';
import { languages } from './messages/speak.ts';

export interface PageProps extends Place {
  readonly assets: Assets;
  readonly translator: Translator;
  /** The public address of this service. Pictures in shared links need a whole address. */
  readonly publicUrl: string;
  /** The title of this page. The name of the site is added. */
  readonly title: string;
  readonly description?: string | undefined;
  /** What a shared link to it shows. Left out: the description, and the picture of the service. */
  readonly shared?: {
    readonly description: string;
    readonly picture?: string;
    readonly pictureText?: string;
    /** In pixels. Left out: that of pictures that are drawn for shared links. */
    readonly pictureSize?: Size;
  };
  /** Such as `/campaigns/x`, without a language. A page without a path is for one person, such as one with a token: no search engine lists it. */
  readonly path?: string | undefined;
  /** BCP 47 tag of `title` and `description`, if they are not in the page's language. */
  readonly language?: string | undefined;
  /** Who runs this. Left out on pages that do not know, such as those of errors while a service does not answer. */
  readonly group?: KnownGroup | undefined;
  /** Which styles it needs beside those of all pages. */
  readonly sheet?: SheetName | undefined;
  /** The address at which programs learn how to show it on another site (https://oembed.com). */
  readonly oEmbed?: string;
  /** Whether programs that read feeds find the one of this service from here. */
  readonly feed?: boolean;
  /** The address of a feed about what the page shows alone, without the end that names its form: there are Atom and JSON Feed. */
  readonly ownFeed?: string | undefined;
  /** Whether search engines shall not show it, although it can be shared. */
  readonly isUnlisted?: boolean;
  /** A file of what the page can do in addition with JavaScript, beside the script of all pages. */
  readonly script?: AssetName;
  /** Whether that file is all of it. The script of all pages is for forms, and a page without one need not carry it. */
  readonly isScriptAlone?: boolean;
  /** Whether it has nothing around its content: it is shown on a wall. */
  readonly isBare?: boolean;
  /** After so many seconds a browser without JavaScript loads it again. */
  readonly reloadSeconds?: number;
  readonly children?: Child;
}

/** A whole page around its content. Styles, script and icon are in it, so it loads nothing. */
export const Page = (props: PageProps) => {
  const {
    assets,
    translator,
    publicUrl,
    title,
    description,
    shared,
    path,
    language,
    group,
    sheet,
    oEmbed,
    feed = false,
    ownFeed,
    isUnlisted = false,
    script,
    isScriptAlone = false,
    isBare = false,
    reloadSeconds,
    at = path,
    form,
    children,
  } = props;
  const { t, locale, dir } = translator;
  const name = t('site.name');
  const summary = description ?? t('site.tagline');
  return (
    <html lang={locale} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{title === name ? `${name} – ${t('site.tagline')}` : `${title} – ${name}`}</title>
        <meta name="description" content={summary} />
        <meta name="theme-color" content="#15171a" media="(prefers-color-scheme: dark)" />
        <style>{raw(assets.inPage.styles)}</style>
        {sheet && <style>{raw(assets.inPage.sheets[sheet])}</style>}
        {languages.length > 1 && !isBare && <style>{raw(assets.inPage.sheets.languages)}</style>}
        <link rel="icon" href={assets.inPage.icon} type="image/svg+xml" />
        {path === undefined && <script type="module">{raw(assets.inPage.linkedScript)}</script>}
        {!isScriptAlone && <script type="module">{raw(assets.inPage.script)}</script>}
        {script !== undefined && <script type="module" src={assets.href(script)} />}
        {reloadSeconds !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(reloadSeconds)} />
          </noscript>
        )}
        {(path === undefined || isUnlisted) && <meta name="robots" content="noindex" />}
        {feed && (
          <link
            rel="alternate"
            type="application/atom+xml"
            href={translator.dataHref('/feed.atom')}
            title={t('feed.title')}
          />
        )}
        {path !== undefined && (
          <Shared
            name={name}
            title={title}
            description={shared?.description ?? summary}
            address={(tag: string) => publicUrl + canonicalAddress(tag, path, languages)}
            shownIn={locale}
            isUnlisted={isUnlisted}
            picture={publicUrl + (shared?.picture ?? assets.href('share.png'))}
            pictureText={shared?.pictureText ?? t('site.picture')}
            pictureSize={shared?.pictureSize ?? DRAWN}
            language={language ?? locale}
          />
        )}
        {oEmbed !== undefined && <link rel="alternate" type="application/json+oembed" href={oEmbed} />}
        {ownFeed !== undefined && (
          <>
            <link rel="alternate" type="application/atom+xml" href={translator.dataHref(`${ownFeed}.atom`)} />
            <link rel="alternate" type="application/feed+json" href={translator.dataHref(`${ownFeed}.json`)} />
          </>
        )}
      </head>
      {isBare ? (
        <body>
          <main id="content">{children}</main>
        </body>
      ) : (
        <Body {...{ translator, group, at, form }}>{children}</Body>
      )}
    </html>
  );
};

/** The content, between the name of the site and what every page says at its end. */
const Body = ({
  translator,
  group,
  at,
  form,
  children,
}: Pick<PageProps, 'translator' | 'group' | 'at' | 'form'> & { readonly children?: Child }) => {
  const { t, href } = translator;
  return (
    <body>
      <a class="skip" href="#content">
        {t('site.skip')}
      </a>
      <header class="masthead">
        <a class="masthead-name" href={href('/')}>
          <Mark />
          {t('site.name')}
        </a>
        <p class="masthead-line">{t('site.tagline')}</p>
        <ToLanguages translator={translator} />
      </header>
      <main id="content" tabindex={-1}>
        {children}
      </main>
      <footer class="colophon">
        <LanguageSwitch {...{ translator, at, form }} />
        <div>
          {group !== undefined && <RunBy group={group} translator={translator} />}
          <p>{t('site.privacy')}</p>
        </div>
        <nav aria-label={t('site.links')}>
          <ul>
            <li>
              <a href={href('/')}>{t('site.campaigns')}</a>
            </li>
            <li>
              <a href={href('/dashboard')}>{t('totals.name')}</a>
            </li>
            <li>
              <a href={href('/cases')}>{t('cases.name')}</a>
            </li>
            <li>
              <a href={href('/docs/open-data')}>{t('site.open-data')}</a>
            </li>
            <li>
              <a href={href('/docs')}>{t('site.docs')}</a>
            </li>
          </ul>
        </nav>
      </footer>
    </body>
  );
};

/** @returns the element as a complete document. The pages have no asynchronous parts. */
export const renderPage = (page: unknown): string => `<!doctype html>${String(page)}`;

/** What search engines and other sites show of a link to this page (https://ogp.me). They are text, since every page has thirty of them. */
const Shared = (shared: {
  name: string;
  title: string;
  description: string;
  /** The address of this page in a language. */
  address: (tag: string) => string;
  /** The language of the page, and that of its title. */
  shownIn: string;
  language: string;
  picture: string;
  pictureText: string;
  pictureSize: Size;
  isUnlisted: boolean;
}) => {
  const here = shared.address(shared.shownIn);
  const others = languages.filter((tag) => tag !== shared.shownIn);
  return [
    html`<link rel="canonical" href="${here}"/>`,
    others.length > 0 && !shared.isUnlisted && alternates(shared.address),
    property('type', 'website'),
    property('site_name', shared.name),
    property('title', shared.title),
    property('description', shared.description),
    property('url', here),
    property('locale', shared.language.replace('-', '_')),
    others.map((tag) => property('locale:alternate', tag.replace('-', '_'))),
    property('image', shared.picture),
    property('image:width', shared.pictureSize.width),
    property('image:height', shared.pictureSize.height),
    property('image:alt', shared.pictureText),
    html`<meta name="twitter:card" content="summary_large_image"/>`,
  ];
};

const property = (name: string, content: string | number) => html`<meta property="og:${name}" content="${content}"/>`;

/** The same page in every language. The short address is for all others: it leads a browser to the language that it prefers. */
const alternates = (address: (tag: string) => string) => [
  ...languages.map((tag) => html`<link rel="alternate" hreflang="${tag}" href="${address(tag)}"/>`),
  html`<link rel="alternate" hreflang="x-default" href="${address(languages[0] ?? '')}"/>`,
];

/** In pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

const DRAWN: Size = { width: 1_200, height: 630 };

/** A tally mark: the bars of a window, and the stroke of a pen that crosses them out. The same as pictures/icon.svg. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
    {html`<path class="mark-bars" d="M6 4v24M12.5 4v24M19 4v24M25.5 4v24"/>`}
    {html`<path class="mark-stroke" d="M1.5 24C10 21.5 21 13.5 30.5 7"/>`}
  </svg>
);
