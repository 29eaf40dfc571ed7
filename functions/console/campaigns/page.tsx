import type { Organiser } from '../../core/access/people.ts';
import { hasRight } from '../../core/access/rights.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { FileFault } from '../../core/campaigns/faults.ts';
import { organisedStatus } from '../../core/campaigns/states.ts';
import type { InsideNumbers } from '../../core/counts/store.ts';
import { ConsoleForm } from '../ui/form.tsx';
import { bareLabel } from '../ui/labels.ts';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { JustDone } from '../ui/said.tsx';
import { Secret } from '../ui/secret.tsx';
import { numberWords, t, type Word, wordFor } from '../ui/words.ts';
import { Acts } from './acts.tsx';
import { type Back, campaignAt, sectionAt } from './address.ts';
import { ownerOf } from './edit/sections.ts';
import { Tasks } from './edit/task-list.tsx';
import { More } from './more.tsx';
import { SeenBy } from './preview/seen-by.tsx';
import { momentOf, State } from './state.tsx';
import { Team } from './team.tsx';

type CampaignView = ConsoleView & { readonly me: Me };

/** What a campaign can show its organisers. */
export interface ShownCampaign {
  readonly campaign: Campaign;
  readonly numbers: InsideNumbers;
  /** What it lacks before it can open. */
  readonly missing: readonly FileFault[];
  readonly now: number;
  /** All organisers. Undefined if the reader may not see them. */
  readonly people: readonly Organiser[] | undefined;
  /** How many links show it, if it is a draft. */
  readonly links: number;
}

/** A campaign: its state, its numbers, and what can be done about it. @param done what was just done. @param shareAt the address of its public page, if it was just opened. */
export function campaignPage(
  view: CampaignView,
  shown: ShownCampaign,
  done: string | undefined,
  shareAt?: string | undefined,
): string {
  const { campaign, numbers, missing, now, people, links } = shown;
  const { slug } = campaign;
  const { actor } = view.me;
  const status = organisedStatus(campaign, now);
  return consolePage(
    view,
    { title: campaign.title, copies: shareAt !== undefined },
    done !== undefined && <JustDone>{done}</JustDone>,
    shareAt !== undefined && (
      <section class="made-links">
        <p>{t('turn.open.done.share')}</p>
        <Secret text={shareAt} />
      </section>
    ),
    <p class="buttons">
      <State status={status} campaign={campaign} />
      <span class="hint">{momentOf(campaign, now)}</span>
    </p>,
    <h1 lang={campaign.language} dir="auto">
      {campaign.title}
    </h1>,
    <p class="hint">
      {bareLabel('slug')}: <code>{slug}</code>
    </p>,
    status === 'draft' ? (
      <NextOfDraft {...{ slug, links }} me={view.me} isReady={missing.length === 0} />
    ) : campaign.visibility === 'draft' ? (
      <SeenBy {...{ slug, links, actor }} />
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
    <Tasks {...{ campaign, actor }} />,
    <Team {...{ slug, actor, people }} />,
    <More {...{ campaign, actor, now }} />,
    <p>
      <a href="/organise">{t('console.problem-home')}</a>
    </p>,
  );
}

/** The next step of a draft, where everybody looks first. */
const NextOfDraft = ({ slug, links, me, isReady }: { slug: string; links: number; me: Me; isReady: boolean }) => (
  <>
    <SeenBy {...{ slug, links }} actor={me.actor} />
    {!hasRight(me.actor, 'campaign.publish', slug) && <p>{t('campaign.acts.none')}</p>}
    <div class="buttons">
      {isReady && hasRight(me.actor, 'campaign.publish', slug) && (
        <a class="button" href={`${campaignAt(slug)}/open`}>
          {t('turn.open')}
        </a>
      )}
      <ConsoleForm me={me} action={`${campaignAt(slug)}/look`}>
        <button class="button button-quiet" type="submit">
          {t('campaign.look')}
        </button>
      </ConsoleForm>
    </div>
  </>
);

const Figure = ({ word, value }: { word: Word; value: number }) => (
  <div>
    <dt class="label">{t(word)}</dt>
    <dd>{numberWords(value)}</dd>
  </div>
);

/** What a campaign lacks, each with the page on which it is written. */
export const Missing = ({ slug, missing, back }: { slug: string; missing: readonly FileFault[]; back?: Back }) => (
  <ul class="steps">
    {missing.map(({ field = '', label, message }) => {
      const section = ownerOf(field);
      const words = wordFor(`missing.${field}`) ?? `${label} ${message}`;
      return <li>{section ? <a href={sectionAt(slug, section.name, back)}>{words}</a> : words}</li>;
    })}
  </ul>
);
