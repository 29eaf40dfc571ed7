import type { Child } from 'hono/jsx';
import { takesFocus } from '../../ui/focus.ts';
import { CAMPAIGN_FILE, CAMPAIGN_FILES } from '../ui/campaign-file.ts';
import { fieldId, Hidden } from '../ui/form.tsx';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { OF_THE_PAGE } from '../ui/page-fields.ts';
import { CHOOSE_AGAIN, FileInput } from '../ui/picture-file.tsx';
import type { RefusedForm } from '../ui/problem-page.tsx';
import { BY } from '../ui/put-back.ts';
import type { Typed } from '../ui/typed.ts';
import { t, type Word } from '../ui/words.ts';
import { keptLabel, keptValue } from './kept-words.ts';
import { IN_A_TAB, signInAt } from './pages.tsx';

/** In the address of a form that came back: somebody sends it once more. */
export const AGAIN = 'again';

const sentAgain = (address: string): string => `${address}${address.includes('?') ? '&' : '?'}${AGAIN}=yes`;

/** Why a form cannot be taken as it came. It has a page of its own. */
export type KeptFor = 'signed-out' | 'not-fresh' | 'not-ours' | 'other-account' | 'unavailable' | 'internal';

/** Why one may be taken later. What a role does not allow has its own page, with the form on it. */
type Why = KeptFor | 'not-allowed';

/** Before the same form may be taken, these have its sender show who they are. */
const signsInFirst: ReadonlySet<Why> = new Set(['signed-out', 'not-fresh']);

/** A form that was refused, with all that was typed in it. */
export interface SentBack {
  readonly action: string;
  readonly fields: Typed;
  /** The fields in which a file was chosen. Nobody keeps it: it is chosen again. */
  readonly files: readonly string[];
}

/** One that can be sent again. */
interface Kept extends SentBack {
  /** Proves that the form comes from this page, in the session that there will be. */
  readonly csrf: string;
  /** It was sent once more, and can still not be taken. */
  readonly isAgain: boolean;
}

/** A form that comes too late twice has no file the second time, unless it was chosen again. */
const filesOf = ({ fields, files }: SentBack): string[] => [...new Set([...files, ...(fields[CHOOSE_AGAIN] ?? [])])];

/** What nobody has typed. */
const UNSHOWN = new Set([...OF_THE_PAGE, CHOOSE_AGAIN]);

/** The fields that somebody has filled in, as their page calls them. None of another kind is shown. */
function typedFields(form: SentBack): { readonly label: string; readonly value: string }[] {
  const files = filesOf(form);
  // The words belong to the new file: what was there before is not sent with them.
  const isOld = (name: string) => files.some((file) => name === file.replace(/file$/, 'made'));
  return Object.entries(form.fields).flatMap(([name, values]) => {
    const label = UNSHOWN.has(name) || isOld(name) ? undefined : keptLabel(form.action, name);
    return label === undefined || values.every((value) => value === '')
      ? []
      : [{ label, value: keptValue(name, values) }];
  });
}

/** All that was typed in a form, for its writer to copy. */
const WhatWasTyped = ({ form }: { form: SentBack }) => {
  const typed = typedFields(form);
  return typed.length === 0 ? null : (
    <>
      <h2>{t('kept.typed')}</h2>
      <dl class="answers typed">
        {typed.map(({ label, value }) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
};

/**
 * A form that came too late, with all that was typed in it. The sign-in is in a tab of its own, so that this one keeps it. Nothing is
 * stored: a person who is signed out writes nowhere.
 */
export function keptPage(
  view: ConsoleView,
  publicUrl: string,
  kept: Kept & {
    readonly why: KeptFor;
    /** The page of the form. */
    readonly page: string;
  },
): string {
  const { why } = kept;
  const address = view.me?.address ?? '';
  const title =
    why === 'other-account' ? t('kept.other-account.title', { address }) : t(`kept.${why}.title` satisfies Word);
  const send = <SendAgain why={why} me={view.me} kept={kept} />;
  return consolePage(
    view,
    { title, takesPictures: filesOf(kept).length > 0 },
    kept.isAgain && <StillRefused why={why} />,
    <h1>{title}</h1>,
    <p>{t(`kept.${why}.detail` satisfies Word)}</p>,
    signsInFirst.has(why) ? (
      <FirstSignIn publicUrl={publicUrl} isStepUp={why === 'not-fresh'}>
        {send}
      </FirstSignIn>
    ) : (
      send
    ),
    <WhatWasTyped form={kept} />,
    <p>
      <a href={kept.page}>{t('kept.begin-again')}</a>
    </p>,
  );
}

/**
 * What the page of another refusal shows: all that was typed, since no way back may lead to it.
 * @param kept left out: the form can never be taken as it is, or nobody is there to send it.
 * @returns undefined if nobody has typed anything.
 */
export function refusedForm(form: SentBack, kept?: Kept & { readonly me: Me }): RefusedForm | undefined {
  if (typedFields(form).length === 0) return undefined;
  return {
    alert: kept?.isAgain && <StillRefused why="not-allowed" />,
    takesPictures: kept !== undefined && filesOf(form).length > 0,
    content: (
      <>
        <p>{t(kept ? 'kept.for-later' : 'kept.to-copy')}</p>
        {kept && <SendAgain why="not-allowed" me={kept.me} kept={kept} />}
        <WhatWasTyped form={form} />
      </>
    ),
  };
}

/** Whether the next press is taken. */
const isOnce = (why: Why): why is 'not-ours' | 'other-account' => why === 'not-ours' || why === 'other-account';

/** Says that sending it once more has changed nothing. */
const StillRefused = ({ why }: { why: Why }) =>
  isOnce(why) ? null : (
    <div class="fault-summary" role="alert" {...takesFocus}>
      <p>{t(`kept.again.${why}` satisfies Word)}</p>
    </div>
  );

/** The two steps of somebody who has to show first who they are. */
const FirstSignIn = ({ publicUrl, isStepUp, children }: { publicUrl: string; isStepUp: boolean; children?: Child }) => (
  <ol class="steps">
    <li>
      <p>{t(isStepUp ? 'kept.step-one.fresh' : 'kept.step-one')}</p>
      <p>
        <a class="button" href={signInAt(publicUrl, IN_A_TAB, { isStepUp })} target="_blank" rel="noopener">
          {t(isStepUp ? 'kept.prove' : 'kept.sign-in')}
        </a>
      </p>
    </li>
    <li>
      <p>{t('kept.step-two')}</p>
      {children}
    </li>
  </ol>
);

/** The same form, with one button. */
const SendAgain = ({ why, me, kept }: { why: Why; me: Me | undefined; kept: Kept }) => {
  const { action, csrf } = kept;
  const files = filesOf(kept);
  const sent = Object.entries(kept.fields).filter(([name]) => name !== 'csrf' && name !== CHOOSE_AGAIN);
  // Its button names the account under which it is sent.
  const by = why === 'other-account' && me && { [BY]: [me.actor.account] };
  return (
    <form
      method="post"
      action={isOnce(why) ? action : sentAgain(action)}
      enctype={files.length > 0 ? 'multipart/form-data' : undefined}
    >
      <input type="hidden" name="csrf" value={csrf} />
      <Hidden fields={{ ...Object.fromEntries(sent), ...by, ...(files.length > 0 && { [CHOOSE_AGAIN]: files }) }} />
      {files.map((name) => (
        <div class="field">
          <label for={fieldId(name)}>{keptLabel(action, name)}</label>
          <p class="error" id={`${fieldId(name)}-again`}>
            {t(name === CAMPAIGN_FILE ? 'picture.choose-again' : 'picture.choose-again.or-not')}
          </p>
          {name === CAMPAIGN_FILE ? (
            // All that its form has.
            <input {...chosenAgain(name)} type="file" accept={CAMPAIGN_FILES} required />
          ) : (
            <FileInput {...chosenAgain(name)} />
          )}
        </div>
      ))}
      <button class={signsInFirst.has(why) ? 'button button-quiet' : 'button'} type="submit">
        {why === 'other-account' ? t('kept.other-account.send', { address: me?.address ?? '' }) : t('kept.send')}
      </button>
    </form>
  );
};

/** An input for a file that was chosen before. Who has lost a picture sends the words without it. */
const chosenAgain = (name: string) => ({
  ...{ name, id: fieldId(name) },
  'aria-describedby': `${fieldId(name)}-again`,
});
