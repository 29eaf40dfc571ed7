import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { FileFault } from '../../core/campaigns/faults.ts';
import { organisedStatus } from '../../core/campaigns/turns.ts';
import { ConsoleForm } from '../ui/form.tsx';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { momentWords, t, type Word } from '../ui/words.ts';
import { campaignAt } from './address.ts';
import { Missing } from './page.tsx';
import { momentOf, State } from './state.tsx';
import type { Turn } from './turns.ts';

type CampaignView = ConsoleView & { readonly me: Me };

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
      <State status={organisedStatus(campaign, now)} won={campaign.won} />
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
    missing.length > 0 ? <Missing slug={slug} missing={missing} /> : <p>{t('turn.not-now.detail')}</p>,
    <p>
      <a href={campaignAt(slug)}>{t('turn.to-campaign')}</a>
    </p>,
  );
};
