import type { CaseStatus } from '../../core/campaigns/values.ts';
import type { SeenCase } from '../../core/cases/case.ts';
import { takesFocus } from '../../ui/focus.ts';
import { ConsoleForm } from '../ui/form.tsx';
import type { OwnView } from '../ui/page.tsx';
import { t } from '../ui/words.ts';
import { caseAt, newUpdateAbout } from './address.ts';

/** What comes after a post: an update about it in each campaign, or the way back. @param isPosted whether the newest version is one. */
export const Posted = ({
  view,
  posted,
  seen: { record, campaigns, mayWrite },
  isPosted,
}: {
  view: OwnView;
  posted?: CaseStatus | undefined;
  seen: SeenCase;
  isPosted: boolean;
}) => {
  if (!posted || posted !== record.fields.status || !mayWrite || !isPosted) return null;
  return (
    <div class="waits">
      {campaigns.length > 0 && (
        <>
          <p>{t('case.posted.update')}</p>
          <ul>
            {campaigns.map(({ campaign }) => (
              <li>
                <a href={newUpdateAbout(campaign.slug, record.id)} lang={campaign.language} dir="auto">
                  {campaign.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <ConsoleForm me={view.me} action={`${caseAt(record.id)}/status/take-back`}>
        <input type="hidden" name="seen" value={String(record.revision)} />
        <button class="link-button" type="submit">
          {t('case.posted.take-back')}
        </button>
      </ConsoleForm>
      <p class="hint">{t('case.posted.take-back.hint')}</p>
    </div>
  );
};

/** A change has stopped half way: one click finishes it. */
export const Behind = ({ view, seen: { record, behind, mayWrite } }: { view: OwnView; seen: SeenCase }) => (
  <div class="waits" role="alert" {...takesFocus}>
    <p>{t('case.behind', { campaigns: behind.length })}</p>
    {mayWrite && (
      <ConsoleForm me={view.me} action={`${caseAt(record.id)}/finish`}>
        <button class="button" type="submit">
          {t('case.behind.do')}
        </button>
      </ConsoleForm>
    )}
  </div>
);
