import { hasRight, roleIn } from '../../core/access/rights.ts';
import type { CampaignRole } from '../../core/access/roles.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { FileFault } from '../../core/campaigns/faults.ts';
import { organisedStatus } from '../../core/campaigns/turns.ts';
import type { InsideNumbers } from '../../core/counts/store.ts';
import { roleName } from '../people/words.ts';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { numberWords, t, type Word, wordFor } from '../ui/words.ts';
import { UpdatesLink } from '../updates/link.tsx';
import { Acts } from './acts.tsx';
import { campaignAt, sectionAt } from './address.ts';
import { ownerOf } from './edit/sections.ts';
import { Tasks } from './edit/task-list.tsx';
import { More } from './more.tsx';
import { momentOf, State } from './state.tsx';

type CampaignView = ConsoleView & { readonly me: Me };

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
      <State status={status} won={campaign.won} />
      <span class="hint">{momentOf(campaign, now)}</span>
    </p>,
    <h1 lang={campaign.language} dir="auto">
      {campaign.title}
    </h1>,
    status === 'draft' ? (
      <NextOfDraft {...{ slug, actor }} isReady={missing.length === 0} />
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
        <Missing slug={slug} missing={missing} />
      </>
    ),
    // The one step of a draft stands below its title.
    status !== 'draft' && (
      <>
        <h2>{t('campaign.acts')}</h2>
        <Acts {...{ campaign, actor, now }} at={campaignAt(slug)} />
      </>
    ),
    hasRight(actor, 'campaign.write', slug) && <Tasks {...{ campaign, actor, status }} />,
    <UpdatesLink slug={slug} mayWrite={hasRight(actor, 'campaign.write', slug)} />,
    <More campaign={campaign} actor={actor} />,
    role && <p class="hint">{t('campaign.your-role', { role: roleName(role) })}</p>,
    <p>
      <a href="/organise">{t('console.problem-home')}</a>
    </p>,
  );
}

/** The next step of a draft, where everybody looks first. */
const NextOfDraft = ({ slug, actor, isReady }: { slug: string; actor: Me['actor']; isReady: boolean }) => (
  <>
    <p class="hint">{t('campaign.draft-unseen')}</p>
    {!hasRight(actor, 'campaign.publish', slug) && <p>{t('campaign.acts.none')}</p>}
    {hasRight(actor, 'campaign.write', slug) && (
      <p class="buttons">
        {isReady && hasRight(actor, 'campaign.publish', slug) && (
          <a class="button" href={`${campaignAt(slug)}/open`}>
            {t('turn.open')}
          </a>
        )}
        <a href={`${campaignAt(slug)}/preview`}>{t('campaign.preview')}</a>
      </p>
    )}
  </>
);

const Figure = ({ word, value }: { word: Word; value: number }) => (
  <div>
    <dt class="label">{t(word)}</dt>
    <dd>{numberWords(value)}</dd>
  </div>
);

/** What a campaign lacks, each with the page on which it is written. */
export const Missing = ({ slug, missing }: { slug: string; missing: readonly FileFault[] }) => (
  <ul class="steps">
    {missing.map(({ field = '', label, message }) => {
      const section = ownerOf(field);
      const words = wordFor(`missing.${field}`) ?? `${label} ${message}`;
      return <li>{section ? <a href={sectionAt(slug, section.name)}>{words}</a> : words}</li>;
    })}
  </ul>
);
