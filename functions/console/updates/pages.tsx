import { raw } from 'hono/html';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { hasMarkdown } from '../../core/campaigns/has-markdown.ts';
import { zoneOf } from '../../core/campaigns/local-time.ts';
import { markdownHtml } from '../../core/campaigns/markdown.ts';
import type { OrganisedUpdate, OrganisedUpdates } from '../../core/campaigns/organise-updates.ts';
import type { UpdateState } from '../../core/campaigns/updates.ts';
import { Choices, ConsoleField, ConsoleForm, ErrorSummary, type FieldError } from '../ui/form.tsx';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { first, type Typed } from '../ui/typed.ts';
import { clockWords, t, type Word } from '../ui/words.ts';
import { momentIn, whens } from './form.ts';

export const updatesAt = (slug: string): string => `/organise/campaigns/${slug}/updates`;
const updateAt = (slug: string, id: string): string => `${updatesAt(slug)}/${id}`;

export type UpdatesView = ConsoleView & { readonly me: Me };

const State = ({ state }: { state: UpdateState }) => (
  <span class={state === 'published' ? 'state state-open' : 'state'}>{t(`updates.state.${state}` satisfies Word)}</span>
);

const momentOf = ({ state, at }: OrganisedUpdate, campaign: Campaign): string =>
  state === 'draft'
    ? t('updates.unseen')
    : t(state === 'scheduled' ? 'updates.appears' : 'updates.since', { moment: clockWords(at, campaign) });

/** The updates of a campaign, the newest first. @param mayWrite whether this organiser may change them. */
export function updatesPage(
  view: UpdatesView,
  { updates, stored: { campaign } }: OrganisedUpdates,
  { mayWrite, done }: { mayWrite: boolean; done: Word | undefined },
): string {
  const { slug, visibility } = campaign;
  const newest = updates.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return consolePage(
    view,
    { title: t('updates.title') },
    done && (
      <p class="done" role="status">
        {t(done)}
      </p>
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
}

/** Asks for an update, and shows how it will look. */
export function updateFormPage(view: UpdatesView, form: UpdateForm): string {
  const { campaign, typed, seen, errors, update, isPreviewed, meanwhile } = form;
  const { slug, language } = campaign;
  const title = t(update ? 'updates.edit' : 'updates.new');
  const zone = zoneOf(campaign);
  return consolePage(
    view,
    { title, hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    meanwhile && (
      <div class="waits" role="alert">
        <p>{t(`updates.meanwhile.${meanwhile}` satisfies Word)}</p>
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
          title={first(typed, 'title')}
          text={first(typed, 'text')}
          at={first(typed, 'when') === 'at' ? momentIn(first(typed, 'at'), campaign) : undefined}
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
          <input {...control} type="text" autocomplete="off" dir="auto" lang={language} value={first(typed, 'title')} />
        )}
      />
      <ConsoleField
        name="text"
        label={t('updates.field.text')}
        hint={t('updates.field.text.hint')}
        errors={errors}
        input={(control) => (
          <textarea {...control} rows={12} dir="auto" lang={language}>
            {first(typed, 'text')}
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
            chosen: first(typed, 'when') === when,
          }))}
      />
      <ConsoleField
        name="at"
        label={t('updates.field.at')}
        hint={t('updates.field.at.hint', { zone: zone === 'Z' ? 'UTC' : zone })}
        errors={errors}
        input={(control) => <input {...control} type="datetime-local" value={first(typed, 'at')} />}
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

/** Asks before an update is published or deleted. @param isChanged whether the campaign is another one than they saw before. */
export function askUpdatePage(
  view: UpdatesView,
  act: 'publish' | 'delete',
  {
    campaign,
    update,
    seen,
    isChanged,
  }: { campaign: Campaign; update: OrganisedUpdate; seen: number; isChanged: boolean },
): string {
  const title = t(`updates.${act}.title` satisfies Word, { title: update.title });
  const { slug } = campaign;
  return consolePage(
    view,
    { title },
    isChanged && (
      <p class="waits" role="alert">
        {t('updates.ask.changed')}
      </p>
    ),
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
