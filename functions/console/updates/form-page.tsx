import type { Campaign } from '../../core/campaigns/campaign.ts';
import { zoneOf } from '../../core/campaigns/local-time.ts';
import type { OrganisedUpdate } from '../../core/campaigns/organise-updates.ts';
import { takesFocus } from '../../ui/focus.ts';
import { updatesAt } from '../campaigns/address.ts';
import { BothVersions } from '../campaigns/edit/both-versions.tsx';
import { DateFields, dateWords, isWrong, momentIn } from '../campaigns/edit/dates.tsx';
import type { Row, Typed } from '../campaigns/edit/section.ts';
import { one, textIn } from '../campaigns/edit/typed.ts';
import { Choices, ConsoleField, ConsoleForm, ErrorSummary, type FieldError } from '../ui/form.tsx';
import { FormId } from '../ui/form-id.tsx';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { JustDone } from '../ui/said.tsx';
import { TextFaults } from '../ui/shown-text.tsx';
import { t, type Word, wordFor, zoneWords } from '../ui/words.ts';
import { typedOf, whens } from './form.ts';
import { CampaignName, type Seen, SeenFields, Shown, updateAt } from './parts.tsx';

/** What a form about an update shows. */
export interface UpdateForm {
  readonly campaign: Campaign;
  readonly typed: Typed;
  readonly seen: Seen;
  readonly errors: readonly FieldError[];
  /** Undefined: it is a new one. */
  readonly update: OrganisedUpdate | undefined;
  readonly isPreviewed: boolean;
  /** Whether somebody who wanted to publish it learns that it is published. Left out: no. */
  readonly isPublished?: boolean;
  /** Whether somebody has deleted it meanwhile. */
  readonly isGone: boolean;
  /** What somebody else has changed meanwhile, and the writer, too. */
  readonly conflicts: readonly string[];
  /** What was typed, if there are conflicts: `typed` may have words of others, too. */
  readonly mine?: Typed;
  /** Who has changed it meanwhile, in words, if there are conflicts. */
  readonly writers?: string;
}

/** Asks for an update, and shows how it will look. */
export function updateFormPage(view: OwnView, form: UpdateForm): string {
  const { campaign, typed, seen, errors, update, isPreviewed, isPublished, isGone, conflicts, writers = '' } = form;
  const { slug, language } = campaign;
  const title = t(update ? 'updates.edit' : 'updates.new');
  const action = update ? updateAt(slug, update.id) : `${updatesAt(slug)}/new`;
  const zone = zoneOf(campaign);
  const moment = one(typed, 'when') === 'at' ? momentIn(typed, 'at', zone) : undefined;
  const theirs = update && typedOf(update, campaign);
  return consolePage(
    view,
    { title, hasFault: errors.length > 0 || conflicts.length > 0 },
    isPublished && <JustDone>{t('updates.done.published')}</JustDone>,
    <ErrorSummary errors={errors} />,
    isGone && (
      <div class="waits" role="alert" {...takesFocus}>
        <p>{t('updates.meanwhile.gone')}</p>
      </div>
    ),
    conflicts.length > 0 && update && theirs && (
      <BothVersions
        {...{ conflicts, writers, language }}
        form={typed}
        mine={form.mine ?? typed}
        theirs={theirs}
        labelOf={(unit) => wordFor(`updates.field.${unit}`)}
        rowsOf={(unit, isSaved) =>
          unit === 'when'
            ? [whenRow(isSaved ? theirs : typed, campaign, isSaved && update.state === 'published')]
            : undefined
        }
      />
    ),
    <h1>{title}</h1>,
    <CampaignName campaign={campaign} />,
    isPreviewed && (
      <section id="preview" aria-label={t('updates.preview.title')} tabindex={-1}>
        <h2>{t('updates.preview.title')}</h2>
        <p class="hint">{t('updates.preview.unsaved')}</p>
        <TextFaults text={textIn(typed, 'text') ?? ''} label={t('updates.field.text')} />
        <Shown
          title={textIn(typed, 'title') ?? ''}
          text={textIn(typed, 'text') ?? ''}
          at={moment === undefined || isWrong(moment) ? undefined : moment}
          campaign={campaign}
          isInForm
        />
      </section>
    ),
    <ConsoleForm me={view.me} action={action}>
      <SeenFields {...seen} />
      {!update && <FormId typed={typed} />}
      <ConsoleField
        name="title"
        label={t('updates.field.title')}
        hint={t('updates.field.title.hint')}
        errors={errors}
        input={(control) => <input {...control} type="text" dir="auto" lang={language} value={one(typed, 'title')} />}
      />
      <ConsoleField
        name="text"
        label={t('updates.field.text')}
        hint={t('edit.markdown.hint')}
        errors={errors}
        input={(control) => (
          <textarea {...control} rows={12} dir="auto" lang={language}>
            {one(typed, 'text')}
          </textarea>
        )}
      />
      <Choices
        type="radio"
        name="when"
        legend={t('updates.field.when')}
        errors={errors}
        options={whens
          .filter((when) => when !== 'now' || update?.state !== 'published')
          .map((when) => ({
            value: when,
            label: t(`updates.when.${when}` satisfies Word),
            chosen: one(typed, 'when') === when,
          }))}
      />
      <DateFields
        name="at"
        withTime
        {...{ typed, errors }}
        label={t('updates.field.at')}
        hint={t('updates.field.at.hint', { zone: zoneWords(campaign) })}
      />
      <p class="buttons">
        <button class="button" type="submit" name="step" value="save">
          {t('updates.save')}
        </button>
        <button class="link-button" type="submit" name="step" value="preview" formaction={`${action}#preview`}>
          {t('updates.preview')}
        </button>
        <a href={updatesAt(slug)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
    update && (
      <p>
        <a href={`${updateAt(slug, update.id)}/delete`}>{t('updates.delete')}</a>
      </p>
    ),
    <p>
      <a href={updatesAt(slug)}>{t('updates.to-list')}</a>
    </p>,
  );
}

/** When an update appears, as a form says it: the moment in words, or the choice by its label. */
function whenRow(typed: Typed, campaign: Campaign, isPublished: boolean): Row {
  const when = whens.find((kind) => kind === one(typed, 'when'));
  const moment = dateWords(typed, 'at', campaign);
  if (when === 'at' && isPublished) return { label: t('updates.state.published'), words: moment };
  if (when === 'at' && moment !== '') return { words: t('updates.appears', { moment }) };
  return { words: t(when === undefined ? 'edit.meanwhile.nothing' : (`updates.when.${when}` satisfies Word)) };
}
