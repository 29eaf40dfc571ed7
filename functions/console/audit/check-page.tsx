import type { checkTrail, nextExport } from '../../core/access/trail.ts';
import { takesFocus } from '../../ui/focus.ts';
import { ConsoleField, ConsoleForm, ErrorSummary, type FieldError } from '../ui/form.tsx';
import { type ConsoleView, consolePage, type OwnView } from '../ui/page.tsx';
import { JustDone } from '../ui/said.tsx';
import { Secret } from '../ui/secret.tsx';
import { numberWords, t, type Word } from '../ui/words.ts';
import { headWords } from './asked.ts';
import { AUDIT } from './list-page.tsx';

type Verdict = Awaited<ReturnType<typeof checkTrail>>;

/**
 * Checks whether the trail is whole.
 * @param shown.verdict undefined: nothing was checked yet. @param shown.faultsBefore those of the parts before this one.
 */
export const checkPage = (
  view: ConsoleView,
  {
    verdict,
    noted,
    faultsBefore,
    errors,
  }: { verdict: Verdict | undefined; noted: string; faultsBefore: number; errors: readonly FieldError[] },
): string =>
  consolePage(
    view,
    { title: t('audit.check.title'), hasFault: errors.length > 0, copies: verdict !== undefined },
    <ErrorSummary errors={errors} />,
    <h1>{t('audit.check.title')}</h1>,
    verdict ? (
      <Found verdict={verdict} noted={noted} faultsBefore={faultsBefore} />
    ) : (
      <>
        <p>{t('audit.check.lead')}</p>
        <form class="console-form" method="get" action={`${AUDIT}/check`} novalidate>
          <input type="hidden" name="now" value="1" />
          <ConsoleField
            name="noted"
            label={t('audit.check.noted')}
            hint={t('audit.check.noted.hint')}
            errors={errors}
            input={(control) => <input {...control} type="text" autocomplete="off" spellcheck={false} value={noted} />}
          />
          <p>
            <button class="button" type="submit">
              {t('audit.check.do')}
            </button>
          </p>
        </form>
      </>
    ),
    <Back />,
  );

const Found = ({ verdict, noted, faultsBefore }: { verdict: Verdict; noted: string; faultsBefore: number }) => {
  const { entries, faults, head, next } = verdict;
  if (!head && faults.length === 0) return <JustDone>{t('audit.check.empty')}</JustDone>;
  const all = faultsBefore + faults.length;
  const last = head?.id ?? '';
  const goOn = {
    now: '1',
    ...(next && { after: headWords(next) }),
    ...(noted && { noted }),
    ...(all > 0 && { faults: String(all) }),
  };
  return (
    <>
      {faults.length > 0 ? (
        <div class="waits" role="alert" {...takesFocus}>
          <p>{t('audit.check.broken', { faults: faults.length, last })}</p>
          <ul class="steps">
            {faults.slice(0, 100).map(({ id, kind }) => (
              <li>{t(`audit.fault.${kind}` satisfies Word, { id })}</li>
            ))}
          </ul>
        </div>
      ) : next || all > 0 ? (
        <JustDone>{t('audit.check.whole-part', { last })}</JustDone>
      ) : (
        <JustDone>{t('audit.check.whole', { entries: Number(last) || entries, last })}</JustDone>
      )}
      {faultsBefore > 0 && <p>{t('audit.check.before', { faults: faultsBefore })}</p>}
      {all > 0 && <p>{t('audit.check.then')}</p>}
      {next ? (
        <p>
          <a class="button" href={`${AUDIT}/check?${new URLSearchParams(goOn)}`}>
            {t('audit.check.go-on')}
          </a>
        </p>
      ) : (
        head &&
        all === 0 && (
          <>
            <p>{t('audit.check.note')}</p>
            <Secret text={headWords(head)} />
          </>
        )
      )}
    </>
  );
};

/** Offers the trail as files. To take one leaves an entry, so it takes a press of a button, and no link does it. */
export const exportPage = (view: OwnView, from: number, part: Awaited<ReturnType<typeof nextExport>>): string =>
  consolePage(
    view,
    { title: t('audit.export.title') },
    <h1>{t('audit.export.title')}</h1>,
    <p>{t('audit.export.lead')}</p>,
    part.first === undefined || part.last === undefined ? (
      <p class="hint">{t('audit.export.none')}</p>
    ) : (
      <ConsoleForm me={view.me} action={`${AUDIT}/export`}>
        <input type="hidden" name="from" value={String(from)} />
        <button class="button" type="submit">
          {t('audit.export.part', {
            first: Number(part.first),
            last: Number(part.last),
            size: numberWords(Math.ceil(part.size / 1_000)),
          })}
        </button>
      </ConsoleForm>
    ),
    part.missing.length > 0 && (
      <p class="waits">{t('audit.export.missing', { ids: part.missing.slice(0, 20).join(', ') })}</p>
    ),
    part.next !== undefined && (
      <p>
        <a href={`${AUDIT}/export?from=${part.next}`}>{t('audit.export.next')}</a>
      </p>
    ),
    <Back />,
  );

const Back = () => (
  <p>
    <a href={AUDIT}>{t('audit.to-list')}</a>
  </p>
);
