import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { hasRight } from '../../core/access/rights.ts';
import type { SessionActor } from '../../core/access/sessions.ts';
import type { Assets } from '../../ui/assets.ts';
import { Mark, renderPage } from '../../ui/layout.tsx';
import { PutBack } from './put-back.ts';
import { t, type Word } from './words.ts';

/** What every page of the console needs. */
export interface ConsoleView {
  readonly assets: Assets;
  /** Who looks at it. Undefined: nobody has signed in. */
  readonly me?: Me | undefined;
  /** The path of the page, for the menu. */
  readonly path: string;
  /**
   * The address to which a browser comes back, of a page that answers a form: without one it would ask to send the form again, or show an
   * error. Undefined: the page has its own.
   */
  readonly answers?: string | undefined;
}

/** What a page needs that only a person who has signed in sees. */
export type OwnView = ConsoleView & { readonly me: Me };

/** The person who has signed in. */
export interface Me {
  readonly actor: SessionActor;
  readonly address: string;
  /** Seals what they type in a form and do not send. Left out around a problem, whose page keeps nothing in the tab. */
  readonly typedKey?: string;
}

/** A part of the console, and whether an organiser sees it. Without its right, the part would refuse them. */
const menu: readonly { readonly at: string; readonly word: Word; readonly isFor: (me: Me) => boolean }[] = [
  { at: '/organise', word: 'menu.campaigns', isFor: () => true },
  { at: '/organise/cases', word: 'menu.cases', isFor: ({ actor }) => hasRight(actor, 'case.read') },
  { at: '/organise/people', word: 'menu.people', isFor: ({ actor }) => hasRight(actor, 'organiser.read') },
  { at: '/organise/audit', word: 'menu.audit', isFor: ({ actor }) => hasRight(actor, 'audit.read') },
  { at: '/organise/webhooks', word: 'menu.webhooks', isFor: ({ actor }) => hasRight(actor, 'webhook.read') },
  { at: '/organise/tokens', word: 'menu.tokens', isFor: ({ actor }) => hasRight(actor, 'token.read') },
];

/**
 * A page of the console, complete. It has no script that it needs. A form brings one, and these are two more.
 * @param takesPictures whether its form has a file: then a script makes large photos smaller.
 * @param copies whether it shows something once: then a script offers to copy it.
 * @param hasFault whether the form on it comes back: the title then begins with it, as it is read first.
 */
export const consolePage = (
  { assets, me, path, answers }: ConsoleView,
  {
    title,
    hasFault = false,
    takesPictures = false,
    copies = false,
    refresh,
  }: { title: string; hasFault?: boolean; takesPictures?: boolean; copies?: boolean; refresh?: string | undefined },
  ...children: Child[]
): string =>
  renderPage(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>
          {`${hasFault ? t('console.error-prefix', { title }) : title} – ${t('console.name')} ${t('console.line')}`}
        </title>
        <meta name="robots" content="noindex" />
        {refresh !== undefined && <meta http-equiv="refresh" content={`0; url=${refresh}`} />}
        <meta name="theme-color" content="#15171a" media="(prefers-color-scheme: dark)" />
        <style>{raw(assets.inPage.styles)}</style>
        <style>{raw(assets.inPage.sheets.console)}</style>
        {takesPictures && <script type="module" src={assets.href('shrink.js')} />}
        {answers !== undefined && <script type="module" src={assets.href('put-back.js')} />}
        {copies && <script type="module" src={assets.href('copy.js')} />}
        <link rel="icon" href={assets.inPage.icon} type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#content">
          {t('console.skip')}
        </a>
        <header class="masthead console-head">
          <a class="masthead-name" href="/organise">
            <Mark />
            {t('console.name')} <span class="console-line">{t('console.line')}</span>
          </a>
          {me && <SignedInAs me={me} />}
        </header>
        {me && <Menu me={me} path={path} />}
        <main id="content" tabindex={-1} data-page={answers}>
          <div class="console">
            <PutBack.Provider value={assets.href('put-back.js')}>{children}</PutBack.Provider>
          </div>
        </main>
        <footer class="colophon">
          <p>
            <a href="/">{t('console.public')}</a>
          </p>
        </footer>
      </body>
    </html>,
  );

const SignedInAs = ({ me: { actor, address } }: { me: Me }) => (
  <form class="console-me" method="post" action="/organise/sign-out">
    <input type="hidden" name="csrf" value={actor.csrf} />
    <span>
      {address}
      {actor.isAdmin && <> · {t('console.admin')}</>}
    </span>
    <button class="link-button" type="submit">
      {t('console.sign-out')}
    </button>
  </form>
);

const Menu = ({ me, path }: { me: Me; path: string }) => (
  <nav class="console-menu" aria-label={t('console.menu')}>
    <ul>
      {menu
        .filter(({ isFor }) => isFor(me))
        .map(({ at, word }) => (
          <li>
            <a href={at} aria-current={isWithin(path, at) ? (path === at ? 'page' : 'true') : undefined}>
              {t(word)}
            </a>
          </li>
        ))}
    </ul>
  </nav>
);

/** The first part is that of campaigns, too. */
const isWithin = (path: string, at: string): boolean =>
  path === at || path.startsWith(`${at === '/organise' ? '/organise/campaigns' : at}/`);
