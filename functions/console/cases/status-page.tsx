import type { SeenCase } from '../../core/cases/case.ts';
import { takesFocus } from '../../ui/focus.ts';
import { DateFields } from '../campaigns/edit/dates.tsx';
import { LineField } from '../campaigns/edit/fields.tsx';
import type { Typed } from '../campaigns/edit/section.ts';
import { ConsoleForm, ErrorSummary, type FieldError } from '../ui/form.tsx';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { t, type Word } from '../ui/words.ts';
import { caseAt } from './address.ts';
import { Buttons, Shown } from './edit-page.tsx';
import { StatusField } from './fields.tsx';
import { seenBy } from './shown-in.ts';

/**
 * Posts what happened to a prisoner: that they were released, above all.
 * @param changedBy who has changed the case since the organiser saw it, in words. Undefined: nobody.
 */
export function statusPage(
  view: OwnView,
  {
    seen,
    typed,
    errors,
    changedBy,
  }: {
    readonly seen: SeenCase;
    readonly typed: Typed;
    readonly errors: readonly FieldError[];
    readonly changedBy: string | undefined;
  },
): string {
  const { id, fields, language, revision } = seen.record;
  const audience = seenBy(seen);
  return consolePage(
    view,
    { title: t('case.post.title', { name: fields.name }), hasFault: errors.length > 0 || changedBy !== undefined },
    <ErrorSummary errors={errors} />,
    changedBy !== undefined && (
      <p class="waits" role="alert" {...takesFocus}>
        {t('case.post.changed', { who: changedBy })}
      </p>
    ),
    <h1>{t('case.post.title', { name: fields.name })}</h1>,
    <p>{`${t('case.post.lead')} ${t(`case.post.seen-${audience}` satisfies Word)}`}</p>,
    <Shown seen={seen} />,
    <ConsoleForm me={view.me} action={`${caseAt(id)}/status`}>
      <input type="hidden" name="seen" value={String(revision)} />
      <StatusField {...{ typed, errors }} />
      <DateFields name="on" {...{ typed, errors }} />
      <LineField name="note" {...{ typed, errors, language }} />
      <Buttons save={t('case.post.do')} back={caseAt(id)} />
    </ConsoleForm>,
  );
}
