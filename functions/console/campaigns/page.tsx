import { hasRight, roleIn } from '../../core/access/rights.ts';
import type { CampaignRole } from '../../core/access/roles.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { FileFault } from '../../core/campaigns/faults.ts';
import { organisedStatus } from '../../core/campaigns/turns.ts';
import type { InsideNumbers } from '../../core/counts/store.ts';
import { roleName } from '../people/words.ts';
import { ConsoleForm } from '../ui/form.tsx';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { momentWords, numberWords, t, type Word } from '../ui/words.ts';
import { campaignAt } from './address.ts';
import { TaskList } from './edit/task-list.tsx';
import { momentOf, State } from './state.tsx';

export type Turn = 'open' | 'pause' | 'close';
export const turns: readonly Turn[] = ['open', 'pause', 'close'];

type CampaignView = ConsoleView & { readonly me: Me };

/** The steps that a campaign can take in its state. */
export function turnsOf(campaign: Campaign, now: number): readonly Turn[] {
  switch (organisedStatus(campaign, now)) {
    case 'draft':
      return ['open'];
    case 'open':
      return ['pause', 'close'];
    case 'paused':
      return ['open', 'close'];
    default:
      return [];
  }
}

/** What a campaign can show its organisers. */
export interface ShownCampaign {
  readonly campaign: Campaign;
  readonly numbers: InsideNumbers;
  /** What it lacks before it can open. */
  readonly missing: readonly FileFault[];
  readonly now: number;
}

/** A campaign: its state, its numbers, and what can be done about it. @param done what was just done. */
export function campaignPage(view: CampaignView, shown: ShownCampaign, done: string | undefined): string {
  const { campaign, numbers, missing, now } = shown;
  const { slug } = campaign;
  const { actor } = view.me;
  const status = organisedStatus(campaign, now);
  const mayTurn = hasRight(actor, 'campaign.publish', slug);
  const role: CampaignRole | undefined = roleIn(actor, slug);
  return consolePage(
    view,
    { title: campaign.title },
    done !== undefined && (
      <p class="done" role="status">
        {done}
      </p>
    ),
    <p class="buttons">
      <State status={status} />
      <span class="hint">{momentOf(campaign, now)}</span>
    </p>,
    <h1 lang={campaign.language} dir="auto">
      {campaign.title}
    </h1>,
    status === 'draft' ? (
      <p class="hint">{t('campaign.draft-unseen')}</p>
    ) : (
      <p class="buttons">
        <a href={`/campaigns/${slug}`}>{t('campaign.see')}</a>
        <a href={`/campaigns/${slug}/dashboard`}>{t('campaign.dashboard')}</a>
      </p>
    ),
    <dl class="numbers">
      <Figure word="campaign.number.signatures" value={numbers.total} />
      {campaign.goal !== undefined && <Figure word="campaign.number.goal" value={campaign.goal} />}
      {numbers.underReview > 0 && <Figure word="campaign.number.waits" value={numbers.underReview} />}
    </dl>,
    status === 'draft' && missing.length > 0 && (
      <>
        <h2>{t('campaign.missing')}</h2>
        <Missing missing={missing} />
      </>
    ),
    hasRight(actor, 'campaign.write', slug) && (
      <>
        <h2>{t('task.title')}</h2>
        <TaskList campaign={campaign} actor={actor} />
      </>
    ),
    <h2>{t('campaign.acts')}</h2>,
    <Acts shown={shown} mayTurn={mayTurn} />,
    role && <p class="hint">{t('campaign.your-role', { role: roleName(role) })}</p>,
    <p>
      <a href="/organise">{t('console.problem-home')}</a>
    </p>,
  );
}

const Acts = ({ shown: { campaign, missing, now }, mayTurn }: { shown: ShownCampaign; mayTurn: boolean }) => {
  const possible = turnsOf(campaign, now).filter((turn) => turn !== 'open' || missing.length === 0);
  if (organisedStatus(campaign, now) === 'closed') return <p>{t('campaign.acts.closed')}</p>;
  if (!mayTurn) return <p>{t('campaign.acts.none')}</p>;
  return (
    <ul class="rows">
      {possible.map((turn) => (
        <li>
          <p class="row-name">
            <a href={`${campaignAt(campaign.slug)}/${turn}`}>{turnName(turn, campaign)}</a>
          </p>
          <p class="hint row-more">{t(`turn.${turn}.why` satisfies Word)}</p>
        </li>
      ))}
    </ul>
  );
};

const turnName = (turn: Turn, { pausedAt }: Campaign): string =>
  turn === 'open' && pausedAt !== undefined ? t('turn.open.go-on') : t(`turn.${turn}` satisfies Word);

const Figure = ({ word, value }: { word: Word; value: number }) => (
  <div>
    <dt class="label">{t(word)}</dt>
    <dd>{numberWords(value)}</dd>
  </div>
);

const Missing = ({ missing }: { missing: readonly FileFault[] }) => (
  <>
    <ul class="steps">
      {missing.map(({ label, message }) => (
        <li>
          <strong>{label}</strong> {message}
        </li>
      ))}
    </ul>
    <p>{t('campaign.missing.mend')}</p>
  </>
);

/**
 * Asks before a campaign takes a step that signers notice.
 * @param seen the revision that the organiser sees here. @param isChanged whether it is another one than they saw before.
 */
export function turnPage(
  view: CampaignView,
  {
    campaign,
    turn,
    seen,
    isChanged,
    now,
  }: { campaign: Campaign; turn: Turn; seen: number; isChanged: boolean; now: number },
): string {
  const title = t(`turn.${turn}.title` satisfies Word, { title: campaign.title });
  const isLater = turn === 'open' && campaign.visibility === 'draft' && Date.parse(campaign.opensAt) > now;
  return consolePage(
    view,
    { title },
    isChanged && (
      <p class="waits" role="alert">
        {t('turn.changed')}
      </p>
    ),
    <h1>{title}</h1>,
    <p class="buttons">
      <State status={organisedStatus(campaign, now)} />
      <span class="hint">{momentOf(campaign, now)}</span>
    </p>,
    <p>
      {isLater
        ? t('turn.open.later', { moment: momentWords(campaign.opensAt) })
        : t(`turn.${turn}.what` satisfies Word)}
    </p>,
    <ConsoleForm me={view.me} action={`${campaignAt(campaign.slug)}/${turn}`}>
      <input type="hidden" name="seen" value={String(seen)} />
      <p class="buttons">
        <button class={turn === 'close' ? 'button button-danger' : 'button'} type="submit">
          {t(`turn.${turn}.do` satisfies Word)}
        </button>
        <a href={campaignAt(campaign.slug)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
}

/** Says that a campaign cannot take a step, and why. @param missing what it lacks. Empty: its state does not allow it. */
export const notNowPage = (view: CampaignView, slug: string, missing: readonly FileFault[]): string => {
  const title = t(missing.length > 0 ? 'campaign.missing' : 'turn.not-now');
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    missing.length > 0 ? <Missing missing={missing} /> : <p>{t('turn.not-now.detail')}</p>,
    <p>
      <a href={campaignAt(slug)}>{t('turn.to-campaign')}</a>
    </p>,
  );
};

/** What a step has done. */
export const doneWords = (turn: string | undefined, campaign: Campaign, now: number): string | undefined => {
  if (turn === 'open' && Date.parse(campaign.opensAt) > now)
    return t('turn.open.done-later', { moment: momentWords(campaign.opensAt) });
  const taken = turns.find((one) => one === turn);
  return taken && t(`turn.${taken}.done` satisfies Word);
};
