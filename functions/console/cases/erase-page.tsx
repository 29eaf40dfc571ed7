import type { SeenCase } from '../../core/cases/case.ts';
import { takesFocus } from '../../ui/focus.ts';
import { ConsoleForm } from '../ui/form.tsx';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { t } from '../ui/words.ts';
import { caseAt } from './address.ts';

/** Asks before a case goes for good. @param changedBy who has changed it meanwhile, in words. Undefined: nobody. */
export function eraseCasePage(
  view: OwnView,
  { record: { id, fields, revision } }: SeenCase,
  changedBy?: string,
): string {
  const title = t('case.erase.title', { name: fields.name });
  return consolePage(
    view,
    { title, hasFault: changedBy !== undefined },
    changedBy !== undefined && (
      <p class="waits" role="alert" {...takesFocus}>
        {t('case.erase.changed', { who: changedBy })}
      </p>
    ),
    <h1>{title}</h1>,
    <p>{t('case.erase.what')}</p>,
    <p>{t('case.erase.stays')}</p>,
    <ul>
      <li>{t('case.erase.stays.trail')}</li>
      <li>{t('case.erase.stays.backups')}</li>
      <li>{t('case.erase.stays.texts')}</li>
    </ul>,
    <ConsoleForm me={view.me} action={`${caseAt(id)}/erase`}>
      <input type="hidden" name="seen" value={String(revision)} />
      <p class="buttons">
        <button class="button button-danger" type="submit">
          {t('case.erase.do')}
        </button>
        <a href={caseAt(id)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
}
