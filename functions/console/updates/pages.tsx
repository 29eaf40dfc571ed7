import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { OrganisedUpdate, OrganisedUpdates } from '../../core/campaigns/organise-updates.ts';
import type { UpdateState } from '../../core/campaigns/updates.ts';
import { updatesAt } from '../campaigns/address.ts';
import { fullWords } from '../campaigns/full.ts';
import { ConsoleForm } from '../ui/form.tsx';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { ChangedBy, JustDone } from '../ui/said.tsx';
import { clockWords, t, type Word } from '../ui/words.ts';
import { CampaignName, type Seen, SeenFields, Shown, updateAt } from './parts.tsx';

const State = ({ state }: { state: UpdateState }) => (
  <span class={state === 'published' ? 'state state-open' : 'state'}>{t(`updates.state.${state}` satisfies Word)}</span>
);

const momentOf = ({ state, at }: OrganisedUpdate, campaign: Campaign): string =>
  state === 'draft'
    ? t('updates.unseen')
    : t(state === 'scheduled' ? 'updates.appears' : 'updates.since', { moment: clockWords(at, campaign) });

/**
 * What was just done with an update. `changed`: it is published as before. `taken-off`, `put-off`: it was published, and is a draft or
 * scheduled now. `same`: its form changed nothing.
 */
export const dones = ['draft', 'scheduled', 'published', 'changed', 'taken-off', 'put-off', 'same', 'deleted'] as const;
export type Done = (typeof dones)[number];

/** In a draft, nothing was seen, and nothing appears before it opens. */
const inDraft: Partial<Record<Done, Word>> = {
  published: 'updates.done.published-draft',
  scheduled: 'updates.done.scheduled-draft',
  'taken-off': 'updates.done.draft',
  'put-off': 'updates.done.scheduled-draft',
};

/** @param visibility of the campaign. */
export const doneWords = (done: Done, { visibility }: Pick<Campaign, 'visibility'>): string =>
  t((visibility === 'draft' ? inDraft[done] : undefined) ?? (`updates.done.${done}` satisfies Word));

/** What becomes of an update, before it is published or deleted. */
function whatWords(act: 'publish' | 'delete', { state }: OrganisedUpdate, { visibility }: Campaign): Word {
  if (act === 'delete')
    return state === 'published' && visibility !== 'draft' ? 'updates.delete.seen' : 'updates.delete.what';
  return visibility === 'public' ? 'updates.publish.what' : (`updates.publish.what-${visibility}` satisfies Word);
}

/** The updates of a campaign, the newest first. @param mayWrite whether this organiser may change them. */
export function updatesPage(
  view: OwnView,
  { updates, stored: { campaign } }: OrganisedUpdates,
  { mayWrite, done }: { mayWrite: boolean; done: Done | undefined },
): string {
  const { slug, visibility } = campaign;
  const full = fullWords('updates', campaign);
  const newest = updates.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return consolePage(
    view,
    { title: t('updates.title') },
    done && (
      <JustDone>
        {doneWords(done, campaign)}
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
    mayWrite && full !== undefined && <p class="waits">{full}</p>,
    mayWrite && full === undefined && (
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

/** Asks before an update is published or deleted. @param changedBy who has changed it since they saw it. */
export function askUpdatePage(
  view: OwnView,
  act: 'publish' | 'delete',
  {
    campaign,
    update,
    seen,
    changedBy,
  }: { campaign: Campaign; update: OrganisedUpdate; seen: Seen; changedBy: string | undefined },
): string {
  const title = t(`updates.${act}.title` satisfies Word, { title: update.title });
  const { slug } = campaign;
  return consolePage(
    view,
    { title },
    <ChangedBy who={changedBy} word="updates.ask.changed" />,
    <h1>{title}</h1>,
    <p>{t(whatWords(act, update, campaign))}</p>,
    act === 'publish' && <Shown title={update.title} text={update.text} at={undefined} campaign={campaign} />,
    <ConsoleForm me={view.me} action={`${updateAt(slug, update.id)}/${act}`}>
      <SeenFields {...seen} />
      <p class="buttons">
        <button class={act === 'delete' ? 'button button-danger' : 'button'} type="submit">
          {t(`updates.${act}.do` satisfies Word)}
        </button>
        <a href={updatesAt(slug)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
}
