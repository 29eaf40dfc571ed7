import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Assets } from '../../../functions/ui/assets.ts';
import { Mark, renderPage } from '../../../functions/ui/layout.tsx';
import type { LocalPerson } from './people.ts';

/** What the pages of the provider look like: as all pages of Amparo, without script. */
export type Look = Pick<Assets, 'inPage'>;

/** Asks who signs in. A button is a person. @param at what the form posts to. */
export const signInPage = (
  look: Look,
  { at, known, people }: { at: string; known: LocalPerson | undefined; people: readonly LocalPerson[] },
): string =>
  page(
    look,
    known ? 'Prove again that it is you' : 'Sign in on this computer',
    <>
      {known ? (
        <p>Amparo asks for a fresh proof before this step. You are signed in as {known.address}.</p>
      ) : (
        <p>
          Choose who you are. Nobody needs a password here. Everybody who is invited in the console is on this page,
          too.
        </p>
      )}
      <form class="card prose" method="post" action={at}>
        <div class="tick">
          <input type="checkbox" id="factor" name="factor" value="yes" checked aria-describedby="factor-hint" />
          <label for="factor">I prove a second factor</label>
        </div>
        <p class="hint" id="factor-hint">
          This stands for the code of an authenticator app, or a passkey. Without it, Amparo refuses the sign-in.
        </p>
        {(known ? [known] : people).map(({ subject, address, does }) => (
          <div class="person">
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
        <p class="others">
          {known && (
            <button class="button button-quiet" type="submit" name="other" value="yes">
              I am somebody else
            </button>
          )}
          <button class="button button-quiet" type="submit" name="person" value="">
            Cancel
          </button>
        </p>
      </form>
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

/** What a person may do stands nearer to their own button than to the next one. */
const styles = [
  '.person + .person, .hint + .person { margin-block-start: 1.75rem } .person .hint { margin-block-start: 0.5rem }',
  '.others { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem }',
  // An address may be longer than a line of a phone.
  '.person .button { max-inline-size: 100%; overflow-wrap: anywhere }',
].join(' ');

/** The sources that let the styles of a page act, and no other (Content-Security-Policy). */
export const styleSource = ({ inPage }: Look): string =>
  [inPage.styles, styles].map((one) => `'sha256-${createHash('sha256').update(one).digest('base64')}'`).join(' ');

const page = ({ inPage }: Look, title: string, children: Child): string =>
  renderPage(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{`${title} – Amparo`}</title>
        <meta name="robots" content="noindex" />
        <style>{raw(inPage.styles)}</style>
        <style>{raw(styles)}</style>
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
