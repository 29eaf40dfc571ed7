import type { Child } from 'hono/jsx';
import type { SeenCase } from '../../core/cases/case.ts';
import { sectionAt } from '../campaigns/address.ts';
import { BothVersions } from '../campaigns/edit/both-versions.tsx';
import { marksOf } from '../campaigns/edit/meanwhile.ts';
import type { Typed } from '../campaigns/edit/section.ts';
import { one } from '../campaigns/edit/typed.ts';
import { ConsoleField, ConsoleForm, EnterButton, ErrorSummary } from '../ui/form.tsx';
import { FormId } from '../ui/form-id.tsx';
import { labelOf } from '../ui/labels.ts';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { JustDone } from '../ui/said.tsx';
import { t } from '../ui/words.ts';
import { caseAt, newCaseFor } from './address.ts';
import { CaseFields, HistoryFields, StatusField } from './fields.tsx';
import { asksStatus, typedOf } from './form.ts';
import { pictureOf } from './picture.ts';
import type { CaseForm } from './save.ts';
import { shownIn } from './shown-in.ts';

/** The form of a case: its faults, what others have written meanwhile, and its fields. */
export function editCasePage(view: OwnView, form: CaseForm): string {
  const { seen, typed, errors, conflicts, writers = '' } = form;
  const { id, fields, language, revision } = seen.record;
  return consolePage(
    view,
    {
      title: t('case.edit.title', { name: fields.name }),
      hasFault: errors.length > 0 || conflicts.length > 0,
      takesPictures: true,
    },
    <ErrorSummary errors={errors} />,
    conflicts.length > 0 && (
      <BothVersions
        {...{ conflicts, writers, language, form: typed }}
        mine={form.mine ?? typed}
        theirs={typedOf(fields)}
      />
    ),
    <h1>
      {t('case.edit.title', { name: '' })} <bdi lang={language}>{fields.name}</bdi>
    </h1>,
    <Shown seen={seen} />,
    <ConsoleForm me={view.me} action={`${caseAt(id)}/edit`} hasFiles>
      <EnterButton>{t('edit.save')}</EnterButton>
      <input type="hidden" name="seen" value={one(typed, 'seen') || String(revision)} />
      <input type="hidden" name="was" value={one(typed, 'was') || marksOf(typedOf(fields))} />
      <CaseFields {...{ typed, errors, language }} shownAt={pictureOf(seen)} />
      <h2>{labelOf('history')}</h2>
      <p class="hint">{t('case.edit.history')}</p>
      <HistoryFields {...{ typed, errors, language }} />
      {asksStatus(typed) && <StatusField {...{ typed, errors }} />}
      <Buttons save={t('edit.save')} back={caseAt(id)} />
    </ConsoleForm>,
  );
}

/** The form of a new case. @param campaign the one that will speak for it, if it is known. */
export function newCasePage(
  view: OwnView,
  {
    typed,
    errors,
    campaign,
    campaigns,
    isNext,
  }: {
    readonly typed: Typed;
    readonly errors: CaseForm['errors'];
    /** Whether another one was just made. */
    readonly isNext: boolean;
    readonly campaign: { readonly slug: string; readonly title: string; readonly language: string } | undefined;
    /** Those from which an organiser chooses. */
    readonly campaigns: readonly { readonly slug: string; readonly title: string }[];
  },
): string {
  const language = campaign?.language ?? 'en';
  return consolePage(
    view,
    { title: t('case.new'), hasFault: errors.length > 0, takesPictures: true },
    <ErrorSummary errors={errors} />,
    isNext && <JustDone>{t('case.new.next')}</JustDone>,
    <h1>{t('case.new')}</h1>,
    <p>{t('case.new.lead')}</p>,
    <ConsoleForm me={view.me} action={campaign ? newCaseFor(campaign.slug) : '/organise/cases/new'} hasFiles>
      <FormId typed={typed} />
      <EnterButton>{t('edit.save')}</EnterButton>
      {campaign ? (
        <>
          <input type="hidden" name="campaign" value={campaign.slug} />
          <p>
            {t('case.new.for')}{' '}
            <a href={sectionAt(campaign.slug, 'cases')} lang={campaign.language} dir="auto">
              {campaign.title}
            </a>
          </p>
        </>
      ) : (
        <CampaignField {...{ typed, errors, campaigns, isFree: view.me.actor.isAdmin }} />
      )}
      <CaseFields isNew {...{ typed, errors, language }} />
      <Buttons save={t('case.new.do')} back={campaign ? sectionAt(campaign.slug, 'cases') : '/organise/cases'}>
        {campaign && (
          <button class="button button-quiet" type="submit" name="step" value="another">
            {t('case.new.do-another')}
          </button>
        )}
      </Buttons>
    </ConsoleForm>,
  );
}

const CampaignField = ({
  typed,
  errors,
  campaigns,
  isFree,
}: {
  typed: Typed;
  errors: CaseForm['errors'];
  campaigns: readonly { readonly slug: string; readonly title: string }[];
  isFree: boolean;
}) => (
  <ConsoleField
    name="campaign"
    label={labelOf('campaign')}
    errors={errors}
    input={(control) => (
      <select {...control}>
        <option value="">{t(isFree ? 'case.new.no-campaign' : 'case.new.choose')}</option>
        {campaigns.map(({ slug, title }) => (
          <option value={slug} selected={one(typed, 'campaign') === slug}>
            {title}
          </option>
        ))}
      </select>
    )}
  />
);

export const Buttons = ({ save, back, children }: { save: string; back: string; children?: Child }) => (
  <p class="buttons">
    <button class="button" type="submit">
      {save}
    </button>
    {children}
    <a href={back}>{t('console.cancel')}</a>
  </p>
);

/** Where a change will show. */
export const Shown = ({ seen }: { seen: SeenCase }): Child =>
  shownIn(seen) > 0 && <p class="hint">{t('case.edit.shown', { campaigns: shownIn(seen) })}</p>;
