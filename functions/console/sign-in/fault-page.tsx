import { type ConsoleView, consolePage } from '../ui/page.tsx';
import { t, type Word } from '../ui/words.ts';
import type { SignInFault } from './fault.ts';
import { IN_A_TAB, signInAt } from './pages.tsx';
import { pageAround } from './return-address.ts';

/** What helps after each fault: to begin again, to be asked again, or to be asked as somebody else. */
const afresh: ReadonlySet<SignInFault> = new Set(['no-second-factor', 'not-fresh']);
const asOther: ReadonlySet<SignInFault> = new Set([
  'not-invited',
  'other-person',
  'address-not-verified',
  'address-not-plain',
]);

/** Whether the next sign-in would end with the same fault, if the provider did not ask. */
export const needsAsking = (fault: SignInFault): boolean => afresh.has(fault) || asOther.has(fault);

/**
 * Says why a sign-in does not go on, and what to do.
 * @param view whose session goes on, if there is one: a sign-in that is refused ends none.
 * @param asked.to where they wanted to go. @param asked.isStepUp whether they only proved again who they are.
 */
export function faultPage(
  view: ConsoleView,
  publicUrl: string,
  fault: SignInFault,
  { to, isStepUp }: { readonly to: string; readonly isStepUp: boolean | undefined },
): string {
  const { me } = view;
  const isBack = fault === 'cancelled' && me !== undefined;
  const title = t(isBack ? 'fault.still.title' : (`fault.${fault}.title` satisfies Word));
  const isAfresh = needsAsking(fault);
  const again = signInAt(publicUrl, to, { isAfresh, ...(me && isStepUp && { isStepUp }) });
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    <p>{t(isBack ? 'fault.still.cancelled' : (`fault.${fault}.detail` satisfies Word))}</p>,
    me && <StillSignedIn to={to} isSaid={isBack} />,
    <p>
      <a class={isBack ? undefined : 'button'} href={again}>
        {t(
          me && isStepUp && !asOther.has(fault)
            ? 'fault.still.prove'
            : asOther.has(fault)
              ? 'sign-in.as-other'
              : isAfresh || fault === 'cancelled'
                ? 'sign-in.again'
                : 'sign-in.button',
        )}
      </a>
    </p>,
    !me && (
      <p>
        <a href="/">{t('sign-in.to-campaigns')}</a>
      </p>
    ),
  );
}

/** The way back to where somebody was, who is signed in as before. @param isSaid whether the page has said so. */
const StillSignedIn = ({ to, isSaid }: { to: string; isSaid: boolean }) => (
  <>
    {!isSaid && <p>{t('fault.still.what')}</p>}
    {to.startsWith(IN_A_TAB) && <p>{t('fault.still.tab')}</p>}
    <p>
      <a class={isSaid ? 'button' : undefined} href={pageAround(to)}>
        {t(to.startsWith(IN_A_TAB) ? 'sign-in.done.home' : 'fault.still.back')}
      </a>
    </p>
  </>
);
