import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Assets } from '../../../functions/ui/assets.ts';
import { Mark, renderPage } from '../../../functions/ui/layout.tsx';
import { type ReadyPerson, readyPeople } from './people.ts';

/** What the pages of the provider look like: as all pages of Amparo, without script. */
export type Look = Pick<Assets, 'inPage'>;

/** Asks who signs in. A button is a person. @param at what the form posts to. */
export const signInPage = (look: Look, { at, known }: { at: string; known: ReadyPerson | undefined }): string =>
  page(
    look,
    known ? 'Prove again that it is you' : 'Sign in on this computer',
    <>
      {known ? (
        <p>Amparo asks for a fresh proof before this step. You are signed in as {known.address}.</p>
      ) : (
        <p>Choose one of two ready people. Neither needs a password.</p>
      )}
      <form class="card prose" method="post" action={at}>
        <div class="tick">
          <input type="checkbox" id="factor" name="factor" value="yes" checked aria-describedby="factor-hint" />
          <label for="factor">I prove a second factor</label>
        </div>
        <p class="hint" id="factor-hint">
          This stands for the code of an authenticator app, or a passkey. Without it, Amparo refuses the sign-in.
        </p>
        {(known ? [known] : readyPeople).map(({ subject, address, does }) => (
          <div>
            <button class="button" type="submit" name="person" value={subject} aria-describedby={`does-${subject}`}>
              {address}
            </button>
            <p class="hint" id={`does-${subject}`}>
              {does}
            </p>
          </div>
        ))}
      </form>
      <p class="hint">
        This page stands in for the sign-in of your group, such as Amazon Cognito. It is on this computer alone, and
        everybody who uses this computer can sign in here.
      </p>
      <form method="post" action={at}>
        <button class="button button-quiet" type="submit" name="person" value="">
          Cancel
        </button>
      </form>
    </>,
  );

/** Asks whether to sign out here, too. @param form what the provider makes: it has no button yet. */
export const signOutPage = (look: Look, form: string): string =>
  page(
    look,
    'Sign out on this computer',
    <>
      <p>You have left the console. Sign out here, too, and the next sign-in asks who you are.</p>
      {raw(form)}
      <p>
        <button class="button" type="submit" form="op.logoutForm" name="logout" value="yes">
          Sign out
        </button>
      </p>
      <p>
        <button class="button button-quiet" type="submit" form="op.logoutForm">
          Stay signed in here
        </button>
      </p>
    </>,
  );

/** Says what went wrong. @param way where to begin again. */
export const failedPage = (
  look: Look,
  { title, detail, way }: { title: string; detail: string; way: string },
): string =>
  page(
    look,
    title,
    <>
      <p>{detail}</p>
      <p>
        <a href={way}>Begin again in the console</a>
      </p>
    </>,
  );

/** The source that lets the styles of a page act, and no other (Content-Security-Policy). */
export const styleSource = ({ inPage }: Look): string =>
  `'sha256-${createHash('sha256').update(inPage.styles).digest('base64')}'`;

const page = ({ inPage }: Look, title: string, children: Child): string =>
  renderPage(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{`${title} – Amparo`}</title>
        <meta name="robots" content="noindex" />
        <style>{raw(inPage.styles)}</style>
        <link rel="icon" href={inPage.icon} type="image/svg+xml" />
      </head>
      <body>
        <header class="masthead">
          <p class="masthead-name">
            <Mark />
            Amparo
          </p>
          <p class="masthead-line">On one computer</p>
        </header>
        <main id="content">
          <div class="column prose">
            <h1>{title}</h1>
            {children}
          </div>
        </main>
      </body>
    </html>,
  );
