import { takesFocus } from '../../ui/focus.ts';
import { CAMPAIGN_FILE, CAMPAIGN_FILES } from '../ui/campaign-file.ts';
import { fieldId, Hidden } from '../ui/form.tsx';
import { type ConsoleView, consolePage } from '../ui/page.tsx';
import { OF_THE_PAGE } from '../ui/page-fields.ts';
import { CHOOSE_AGAIN, FileInput } from '../ui/picture-file.tsx';
import { BY } from '../ui/put-back.ts';
import { t, type Word } from '../ui/words.ts';
import { keptLabel, keptValue } from './kept-words.ts';

/** Where a sign-in begins. @param more what it asks for. */
export const signInAt = (
  publicUrl: string,
  to: string,
  more: { readonly isStepUp?: boolean; readonly isAfresh?: boolean } = {},
): string => {
  const query = new URLSearchParams({
    to,
    ...(more.isStepUp && { fresh: 'yes' }),
    ...(more.isAfresh && { ask: 'yes' }),
  });
  // The whole address: the cookies of a sign-in are those of the public name.
  return `${publicUrl}/organise/sign-in?${query}`;
};

/** Where a sign-in in a tab of its own ends. */
export const IN_A_TAB = '/organise/signed-in-again';

/** The page before the sign-in. */
export const startPage = (
  view: ConsoleView,
  publicUrl: string,
  to: string,
  { isTooLong = false }: { readonly isTooLong?: boolean } = {},
): string =>
  consolePage(
    view,
    { title: t('sign-in.title') },
    <h1>{t('sign-in.title')}</h1>,
    <p class="lead">{t('sign-in.lead')}</p>,
    isTooLong && <p>{t('kept.too-long')}</p>,
    <p>
      <a class="button" href={signInAt(publicUrl, to)}>
        {t('sign-in.button')}
      </a>
    </p>,
    <p class="hint">{t('sign-in.how')}</p>,
  );

/** The page where no browser would keep a sign-in. @param safe an address where it does. */
export const insecurePage = (view: ConsoleView, safe: string): string =>
  consolePage(
    view,
    { title: t('sign-in.insecure.title') },
    <h1>{t('sign-in.insecure.title')}</h1>,
    <p>{t('sign-in.insecure.detail', { address: safe })}</p>,
  );

/** The end of a sign-in in a tab of its own. */
export const signedInPage = (view: ConsoleView): string =>
  consolePage(
    view,
    { title: t('sign-in.done.title') },
    <h1>{t('sign-in.done.title')}</h1>,
    <p class="lead">{t('sign-in.done.detail')}</p>,
    <p>
      <a href="/organise">{t('sign-in.done.home')}</a>
    </p>,
  );

/** @param provider where to sign out at the provider, too. The browser goes there by itself. */
export const signedOutPage = (view: ConsoleView, publicUrl: string, provider: string | undefined): string =>
  consolePage(
    view,
    { title: t('signed-out.title'), refresh: provider },
    <h1>{t('signed-out.title')}</h1>,
    provider === undefined ? (
      <p>{t('signed-out.detail')}</p>
    ) : (
      <>
        <p>{t('signed-out.going')}</p>
        <p>
          <a class="button" href={provider}>
            {t('signed-out.at-provider')}
          </a>
        </p>
      </>
    ),
    provider === undefined && (
      <p>
        <a href={signInAt(publicUrl, '/organise')}>{t('sign-in.again')}</a>
      </p>
    ),
  );

/** In the address of a form that came back: somebody sends it once more. */
export const AGAIN = 'again';

const sentAgain = (address: string): string => `${address}${address.includes('?') ? '&' : '?'}${AGAIN}=yes`;

/** Why a form cannot be taken as it came. */
export type KeptFor = 'signed-out' | 'not-fresh' | 'not-ours' | 'other-account' | 'unavailable' | 'internal';

/** Those after which the same form may be taken at once. For the others, its sender first shows who they are. */
const atOnce: ReadonlySet<KeptFor> = new Set(['not-ours', 'other-account', 'unavailable', 'internal']);

/** What nobody has typed. */
const UNSHOWN = new Set([...OF_THE_PAGE, CHOOSE_AGAIN]);

/**
 * A form that came too late, with all that was typed in it. The sign-in is in a tab of its own, so that this one keeps it. Nothing is
 * stored: a person who is signed out writes nowhere.
 */
export function keptPage(
  view: ConsoleView,
  publicUrl: string,
  kept: {
    readonly why: KeptFor;
    readonly action: string;
    /** Proves that the form comes from this page, in the session that there will be. */
    readonly csrf: string;
    readonly fields: Readonly<Record<string, readonly string[]>>;
    /** The fields in which a file was chosen. Nobody keeps it: it is chosen again. */
    readonly files: readonly string[];
    /** The page of the form. */
    readonly page: string;
    /** It was sent once more, and can still not be taken. */
    readonly isAgain: boolean;
  },
): string {
  const { why, action, csrf, page } = kept;
  const sent = Object.entries(kept.fields).filter(([name]) => name !== 'csrf' && name !== CHOOSE_AGAIN);
  // Whoever presses the button of this page knows under which account.
  const fields = {
    ...Object.fromEntries(sent),
    ...(why === 'other-account' && view.me && { [BY]: [view.me.actor.account] }),
  };
  // A form that comes too late twice has no file the second time, unless it was chosen again.
  const files = [...new Set([...kept.files, ...(kept.fields[CHOOSE_AGAIN] ?? [])])];
  // The words belong to the new file: what was there before is not sent with them.
  const isOld = (name: string) => files.some((file) => name === file.replace(/file$/, 'made'));
  const address = view.me?.address ?? '';
  const title =
    why === 'other-account' ? t('kept.other-account.title', { address }) : t(`kept.${why}.title` satisfies Word);
  const isAtOnce = atOnce.has(why);
  const isOnce = why === 'not-ours' || why === 'other-account';
  const typed = Object.entries(fields).filter(
    ([name, values]) =>
      !UNSHOWN.has(name) &&
      !isOld(name) &&
      keptLabel(action, name) !== undefined &&
      values.some((value) => value !== ''),
  );
  const send = (
    <form
      method="post"
      action={isOnce ? action : sentAgain(action)}
      enctype={files.length > 0 ? 'multipart/form-data' : undefined}
    >
      <input type="hidden" name="csrf" value={csrf} />
      <Hidden fields={{ ...fields, ...(files.length > 0 && { [CHOOSE_AGAIN]: files }) }} />
      {files.map((name) => (
        <div class="field">
          <label for={fieldId(name)}>{keptLabel(action, name)}</label>
          <p class="error" id={`${fieldId(name)}-again`}>
            {t('picture.choose-again')}
          </p>
          {name === CAMPAIGN_FILE ? (
            <input {...chosenAgain(name)} type="file" accept={CAMPAIGN_FILES} />
          ) : (
            <FileInput {...chosenAgain(name)} />
          )}
        </div>
      ))}
      <button class={isAtOnce ? 'button' : 'button button-quiet'} type="submit">
        {why === 'other-account' ? t('kept.other-account.send', { address }) : t('kept.send')}
      </button>
    </form>
  );
  return consolePage(
    view,
    { title, takesPictures: files.length > 0 },
    kept.isAgain && !isOnce && (
      <div class="fault-summary" role="alert" {...takesFocus}>
        <p>{t(`kept.again.${why}` satisfies Word)}</p>
      </div>
    ),
    <h1>{title}</h1>,
    <p>{t(`kept.${why}.detail` satisfies Word)}</p>,
    isAtOnce ? (
      send
    ) : (
      <ol class="steps">
        <li>
          <p>{t(why === 'not-fresh' ? 'kept.step-one.fresh' : 'kept.step-one')}</p>
          <p>
            <a
              class="button"
              href={signInAt(publicUrl, IN_A_TAB, { isStepUp: why === 'not-fresh' })}
              target="_blank"
              rel="noopener"
            >
              {t(why === 'not-fresh' ? 'kept.prove' : 'kept.sign-in')}
            </a>
          </p>
        </li>
        <li>
          <p>{t('kept.step-two')}</p>
          {send}
        </li>
      </ol>
    ),
    typed.length > 0 && (
      <>
        <h2>{t('kept.typed')}</h2>
        <dl class="answers typed">
          {typed.map(([name, values]) => (
            <div>
              <dt>{keptLabel(action, name)}</dt>
              <dd>{keptValue(name, values)}</dd>
            </div>
          ))}
        </dl>
      </>
    ),
    <p>
      <a href={page}>{t('kept.begin-again')}</a>
    </p>,
  );
}

/** An input for a file that was chosen before. */
const chosenAgain = (name: string) => ({
  ...{ name, id: fieldId(name), required: true },
  'aria-describedby': `${fieldId(name)}-again`,
});
