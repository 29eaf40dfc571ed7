import { type ConsoleView, consolePage } from '../ui/page.tsx';
import { t } from '../ui/words.ts';

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
