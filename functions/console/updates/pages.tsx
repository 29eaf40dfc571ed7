import { raw } from 'hono/html';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { hasMarkdown } from '../../core/campaigns/has-markdown.ts';
import { zoneOf } from '../../core/campaigns/local-time.ts';
import { markdownHtml } from '../../core/campaigns/markdown.ts';
import type { OrganisedUpdate, OrganisedUpdates } from '../../core/campaigns/organise-updates.ts';
import type { UpdateState } from '../../core/campaigns/updates.ts';
import { updatesAt } from '../campaigns/address.ts';
import { DateFields, isWrong, momentIn } from '../campaigns/edit/dates.tsx';
import type { Typed } from '../campaigns/edit/section.ts';
import { one, textIn } from '../campaigns/edit/typed.ts';
import { Choices, ConsoleField, ConsoleForm, ErrorSummary, type FieldError } from '../ui/form.tsx';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { ChangedBy, JustDone } from '../ui/said.tsx';
import { clockWords, t, type Word, zoneWords } from '../ui/words.ts';
import { whens } from './form.ts';

const updateAt = (slug: string, id: string): string => `${updatesAt(slug)}/${id}`;

export type UpdatesView = ConsoleView & { readonly me: Me };

const State = ({ state }: { state: UpdateState }) => (
  <span class={state === 'published' ? 'state state-open' : 'state'}>{t(`updates.state.${state}` satisfies Word)}</span>
);

const momentOf = ({ state, at }: OrganisedUpdate, campaign: Campaign): string =>
  state === 'draft'
    ? t('updates.unseen')
    : t(state === 'scheduled' ? 'updates.appears' : 'updates.since', { moment: clockWords(at, campaign) });

/** What was just done with an update. `changed`: it is public as before. */
export const dones = ['draft', 'scheduled', 'published', 'changed', 'deleted'] as const;
export type Done = (typeof dones)[number];

/** The updates of a campaign, the newest first. @param mayWrite whether this organiser may change them. */
export function updatesPage(
  view: UpdatesView,
  { updates, stored: { campaign } }: OrganisedUpdates,
  { mayWrite, done }: { mayWrite: boolean; done: Done | undefined },
): string {
  const { slug, visibility } = campaign;
  const newest = updates.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return consolePage(
    view,
    { title: t('updates.title') },
    done && (
      <JustDone>
        {t(`updates.done.${done}` satisfies Word)}
        {(done === 'published' || done === 'changed') && visibility !== 'draft' && (
          <>
            {' '}
            <a href={`/campaigns/${slug}#updates`}>{t('updates.done.see')}</a>
          </>
        )}
      </JustDone>
    ),
    <h1>{t('updates.title')}</h1>,
    <CampaignName campaign={campaign} />,
    <p>{t('updates.lead')}</p>,
    visibility === 'draft' && <p class="waits">{t('updates.campaign-draft')}</p>,
    mayWrite && (
      <p>
        <a class="button" href={`${updatesAt(slug)}/new`}>
          {t('updates.new')}
        </a>
      </p>
    ),
    newest.length === 0 ? (
      <p class="hint">{t('updates.none')}</p>
    ) : (
      <ul class="rows">
        {newest.map((update) => (
          <li>
            <p class="row-name" lang={campaign.language} dir="auto">
              {mayWrite ? <a href={updateAt(slug, update.id)}>{update.title}</a> : update.title}
            </p>
            <p class="row-side">
              <State state={update.state} />
              {mayWrite && update.state !== 'published' && (
                <a href={`${updateAt(slug, update.id)}/publish`}>
                  {t('updates.publish')} <span class="hidden">{update.title}</span>
                </a>
              )}
            </p>
            <p class="hint row-more">{momentOf(update, campaign)}</p>
          </li>
        ))}
      </ul>
    ),
    visibility !== 'draft' && updates.some(({ state }) => state === 'published') && (
      <p class="hint">
        <a href={`/campaigns/${slug}/updates.atom`}>{t('updates.feed-atom')}</a> ·{' '}
        <a href={`/campaigns/${slug}/updates.json`}>{t('updates.feed-json')}</a>
      </p>
    ),
    <p>
      <a href={`/organise/campaigns/${slug}`}>{t('updates.to-campaign')}</a>
    </p>,
  );
}

const CampaignName = ({ campaign }: { campaign: Campaign }) => (
  <p class="lead" lang={campaign.language} dir="auto">
    {campaign.title}
  </p>
);

/** What a form about an update shows. */
export interface UpdateForm {
  readonly campaign: Campaign;
  readonly typed: Typed;
  /** The revision that the organiser sees. */
  readonly seen: number;
  readonly errors: readonly FieldError[];
  /** Undefined: it is a new one. */
  readonly update: OrganisedUpdate | undefined;
  readonly isPreviewed: boolean;
  /** What happened meanwhile, if something did. */
  readonly meanwhile: 'changed' | 'gone' | undefined;
  /** Who has changed the campaign meanwhile. */
  readonly writers?: string;
}

/** Asks for an update, and shows how it will look. */
export function updateFormPage(view: UpdatesView, form: UpdateForm): string {
  const { campaign, typed, seen, errors, update, isPreviewed, meanwhile, writers = '' } = form;
  const { slug, language } = campaign;
  const title = t(update ? 'updates.edit' : 'updates.new');
  const zone = zoneOf(campaign);
  const moment = one(typed, 'when') === 'at' ? momentIn(typed, 'at', zone) : undefined;
  return consolePage(
    view,
    { title, hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    meanwhile && (
      <div class="waits" role="alert">
        <p>{t(`updates.meanwhile.${meanwhile}` satisfies Word, { who: writers })}</p>
        {meanwhile === 'changed' && update && (
          <Shown title={update.title} text={update.text} at={update.at} campaign={campaign} />
        )}
      </div>
    ),
    <h1>{title}</h1>,
    <CampaignName campaign={campaign} />,
    isPreviewed && (
      <section aria-labelledby="preview">
        <h2 id="preview">{t('updates.preview.title')}</h2>
        <p class="hint">{t('updates.preview.unsaved')}</p>
        <Shown
          title={textIn(typed, 'title') ?? ''}
          text={textIn(typed, 'text') ?? ''}
          at={moment === undefined || isWrong(moment) ? undefined : moment}
          campaign={campaign}
          isInForm
        />
      </section>
    ),
    <ConsoleForm me={view.me} action={update ? updateAt(slug, update.id) : `${updatesAt(slug)}/new`}>
      <input type="hidden" name="seen" value={String(seen)} />
      <ConsoleField
        name="title"
        label={t('updates.field.title')}
        hint={t('updates.field.title.hint')}
        errors={errors}
        input={(control) => (
          <input {...control} type="text" autocomplete="off" dir="auto" lang={language} value={one(typed, 'title')} />
        )}
      />
      <ConsoleField
        name="text"
        label={t('updates.field.text')}
        hint={t('updates.field.text.hint')}
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
        legend={t('updates.when')}
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
        <button class="link-button" type="submit" name="step" value="preview">
          {t('updates.preview')}
        </button>
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

/** An update as the public page shows it. @param isInForm whether it is below the heading of a preview. */
const Shown = ({
  title,
  text,
  at,
  campaign,
  isInForm = false,
}: {
  title: string;
  text: string;
  at: string | undefined;
  campaign: Campaign;
  isInForm?: boolean;
}) => (
  <div class="preview">
    {at && <p class="label">{clockWords(at, campaign)}</p>}
    {isInForm ? (
      <h3 lang={campaign.language} dir="auto">
        {title}
      </h3>
    ) : (
      <h2 lang={campaign.language} dir="auto">
        {title}
      </h2>
    )}
    <div class="prose" lang={campaign.language} dir="auto">
      {hasMarkdown(text)
        ? raw(markdownHtml(text))
        : text
            .split(/\n\s*\n/)
            .filter((paragraph) => paragraph.trim() !== '')
            .map((paragraph) => <p>{paragraph.trim()}</p>)}
    </div>
  </div>
);

/** Asks before an update is published or deleted. @param changedBy who has changed the campaign since they saw it. */
export function askUpdatePage(
  view: UpdatesView,
  act: 'publish' | 'delete',
  {
    campaign,
    update,
    seen,
    changedBy,
  }: { campaign: Campaign; update: OrganisedUpdate; seen: number; changedBy: string | undefined },
): string {
  const title = t(`updates.${act}.title` satisfies Word, { title: update.title });
  const { slug } = campaign;
  return consolePage(
    view,
    { title },
    <ChangedBy who={changedBy} word="updates.ask.changed" />,
    <h1>{title}</h1>,
    <p>
      {t(act === 'delete' && update.state === 'published' ? 'updates.delete.seen' : (`updates.${act}.what` as const))}
    </p>,
    act === 'publish' && <Shown title={update.title} text={update.text} at={undefined} campaign={campaign} />,
    <ConsoleForm me={view.me} action={`${updateAt(slug, update.id)}/${act}`}>
      <input type="hidden" name="seen" value={String(seen)} />
      <p class="buttons">
        <button class={act === 'delete' ? 'button button-danger' : 'button'} type="submit">
          {t(`updates.${act}.do` satisfies Word)}
        </button>
        <a href={updatesAt(slug)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
}
