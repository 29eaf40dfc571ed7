import type { Campaign } from '../../core/campaigns/campaign.ts';
import { mayBeSigned } from '../../core/campaigns/demands.ts';
import type { FileFault } from '../../core/campaigns/faults.ts';
import type { Group } from '../../core/campaigns/group.ts';
import { organisedStatus, type Step, type Turn } from '../../core/campaigns/states.ts';
import type { OpenedTo } from '../../core/campaigns/turns.ts';
import { ConsoleForm } from '../ui/form.tsx';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { ChangedBy, JustDone } from '../ui/said.tsx';
import { clockWords, t, type Word } from '../ui/words.ts';
import { Acts } from './acts.tsx';
import { backToOpening, campaignAt } from './address.ts';
import { BeforeOpening } from './before-opening.tsx';
import { Missing } from './page.tsx';
import { SeenBy } from './preview/seen-by.tsx';
import { momentOf, State } from './state.tsx';
import { turnWords, whyNotWords } from './turns.ts';
import { AppearWithIt, StillAppear } from './updates-ahead.tsx';

type CampaignView = ConsoleView & { readonly me: Me };

/**
 * Asks before a campaign takes a step that signers notice.
 * @param ofAll the group of the installation.
 * @param to who sees a draft once it is open.
 * @param seen the revision that the organiser sees here.
 * @param changedBy who has changed it since they looked at it.
 * @param done what was just saved.
 * @param links how many show it, if it is a draft or becomes one.
 */
export function turnPage(
  view: CampaignView,
  {
    campaign,
    ofAll,
    turn,
    to,
    seen,
    changedBy,
    done,
    links,
    now,
  }: {
    campaign: Campaign;
    ofAll: Group | undefined;
    turn: Turn;
    to: OpenedTo;
    seen: number;
    changedBy?: string;
    done?: string | undefined;
    links: number;
    now: number;
  },
): string {
  const { slug, visibility } = campaign;
  const goesOn = turn === 'open' && visibility !== 'draft';
  const title = t(goesOn ? 'turn.open.go-on.title' : (`turn.${turn}.title` satisfies Word), { title: campaign.title });
  const isOpening = turn === 'open' && visibility === 'draft';
  const isLater = isOpening && Date.parse(campaign.opensAt) > now;
  const isListed = !isOpening || to === 'public';
  return consolePage(
    view,
    { title },
    <ChangedBy who={changedBy} word="turn.changed" />,
    done !== undefined && <JustDone>{done}</JustDone>,
    <h1>{title}</h1>,
    <p class="buttons">
      <State status={organisedStatus(campaign, now)} campaign={campaign} />
      <span class="hint">{momentOf(campaign, now)}</span>
    </p>,
    <p>
      {isLater
        ? t(isListed ? 'turn.open.later' : 'turn.open.later-unlisted', {
            moment: clockWords(campaign.opensAt, campaign),
          })
        : isListed
          ? turnWords(turn, 'what', campaign)
          : t('turn.open.unlisted')}
    </p>,
    ((visibility === 'draft' && !isOpening) || turn === 'take-back') && (
      <SeenBy {...{ slug, links }} actor={view.me.actor} isNext={turn === 'take-back'} />
    ),
    turn === 'take-back' && mayBeSigned(campaign, now) && <p class="waits">{t('danger.draft-again')}</p>,
    isOpening && <AppearWithIt {...{ campaign, now }} isStored />,
    ends.has(turn) && visibility !== 'draft' && <StillAppear {...{ campaign, now }} />,
    isOpening && <BeforeOpening {...{ campaign, ofAll, to, now }} actor={view.me.actor} />,
    <ConsoleForm me={view.me} action={`${campaignAt(slug)}/${turn}`}>
      <input type="hidden" name="seen" value={String(seen)} />
      {isOpening && <input type="hidden" name="to" value={to} />}
      <p class="buttons">
        <button class={turn === 'close' ? 'button button-danger' : 'button'} type="submit">
          {t(goesOn ? 'turn.open.go-on' : (`turn.${turn}.do` satisfies Word))}
        </button>
        <a href={campaignAt(slug)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
}

/** Steps after which nobody expects anything to appear. */
const ends: ReadonlySet<Turn> = new Set(['close', 'archive', 'pause']);

/** A step that a campaign cannot take. */
export interface NotNow {
  readonly step: Step;
  readonly campaign: Campaign;
  /** What it lacks. Empty: its state does not allow the step. */
  readonly missing: readonly FileFault[];
  /** Who sees a draft once it is open. Left out: everybody. */
  readonly to?: OpenedTo;
  readonly now: number;
  /** What was just saved. */
  readonly done?: string | undefined;
}

/** Says that a campaign cannot take a step, why, and what can be done with it. */
export const notNowPage = (
  view: CampaignView,
  { step, campaign, missing, to = 'public', now, done }: NotNow,
): string => {
  const { slug } = campaign;
  const isLacking = missing.length > 0;
  const title = t(isLacking ? 'campaign.missing' : 'turn.not-now');
  return consolePage(
    view,
    { title },
    done !== undefined && <JustDone>{done}</JustDone>,
    <h1>{title}</h1>,
    <p class="buttons">
      <a href={campaignAt(slug)} lang={campaign.language} dir="auto">
        {campaign.title}
      </a>
      <State status={organisedStatus(campaign, now)} campaign={campaign} />
      <span class="hint">{momentOf(campaign, now)}</span>
    </p>,
    isLacking ? (
      <Missing {...{ slug, missing }} back={step === 'open' ? backToOpening(to) : undefined} />
    ) : (
      <>
        <p>{whyNotWords(step, campaign, now) ?? t('turn.not-now.detail')}</p>
        <h2>{t('campaign.acts')}</h2>
        <Acts {...{ campaign, now }} actor={view.me.actor} at={campaignAt(slug)} />
      </>
    ),
    <p>
      <a href={campaignAt(slug)}>{t('turn.to-campaign')}</a>
    </p>,
  );
};
