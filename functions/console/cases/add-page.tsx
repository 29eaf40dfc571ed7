import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { CasesSeen } from '../../core/cases/list.ts';
import { shortened } from '../../core/shortened.ts';
import { campaignAt, sectionAt } from '../campaigns/address.ts';
import { ConsoleForm, ErrorSummary, type FieldError, fieldId } from '../ui/form.tsx';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { t } from '../ui/words.ts';
import { addCaseAt } from './address.ts';
import { Search } from './list-page.tsx';
import { StatusBadge } from './status-badge.tsx';

/** Cases for which a campaign may begin to speak. */
export function addCasePage(
  view: OwnView,
  {
    campaign,
    cases,
    next,
    q,
    errors = [],
  }: CasesSeen & { readonly campaign: Campaign; readonly q: string; readonly errors?: readonly FieldError[] },
): string {
  const { slug, language } = campaign;
  const left = cases.filter(({ id, mayWrite }) => mayWrite && !campaign.cases.some((one) => one.id === id));
  return consolePage(
    view,
    { title: t('case.add'), hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    <p>
      <a href={campaignAt(slug)} lang={language} dir="auto">
        {campaign.title}
      </a>
    </p>,
    <h1>{t('case.add')}</h1>,
    <p>{t(view.me.actor.isAdmin ? 'case.add.lead.admin' : 'case.add.lead')}</p>,
    <Search action={addCaseAt(slug)} q={q} />,
    left.length === 0 ? (
      <p>{q === '' ? t('case.add.none') : t('cases.none-found', { q: shortened(q) })}</p>
    ) : (
      <ConsoleForm me={view.me} action={addCaseAt(slug)}>
        <ul class="rows" id={fieldId('cases')} tabindex={-1}>
          {left.map(({ id, name, work, status }) => (
            <li>
              <p class="row-name">
                <bdi>{name}</bdi>
              </p>
              <p class="row-side">
                <StatusBadge status={status} />
                <button class="link-button" type="submit" name="id" value={id}>
                  {t('case.add.do')} <span class="hidden">{name}</span>
                </button>
              </p>
              {work && <p class="hint row-more">{work}</p>}
            </li>
          ))}
        </ul>
      </ConsoleForm>
    ),
    next !== undefined && (
      <p>
        <a href={`${addCaseAt(slug)}?${new URLSearchParams({ ...(q && { q }), after: next })}`}>{t('cases.more')}</a>
      </p>
    ),
    <p>
      <a href={sectionAt(slug, 'cases')}>{t('case.add.back')}</a>
    </p>,
  );
}
