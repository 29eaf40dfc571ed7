import type { Waits } from '../../core/overview/organise-list.ts';
import { DAY, dayOf } from '../../core/running/clock.ts';
import { dayWords, t } from '../ui/words.ts';
import { campaignAt } from './address.ts';
import { listAt } from './asked.ts';
import type { ListedCampaign } from './listed.ts';

/** The day of something, and how long ago that is. @param day in UTC, such as `2026-11-24`. */
export const ageWords = (day: string, now: number): string =>
  t('waits.since', { day: dayWords(day), days: Math.max(0, Math.round((dayOf(now) - Date.parse(day)) / DAY)) });

/** What waits in a campaign. */
interface Waiting {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly signatures: number;
  readonly since: string | undefined;
}

/**
 * What waits in all campaigns of an organiser: as it was noted within the last hour, and of the campaigns on this page as it is now.
 * @returns those that have waited longest first.
 */
function waitingNow({ review }: Waits, shown: readonly ListedCampaign[]): Waiting[] {
  const noted = review.map(({ entry: { slug, title, language }, signatures, since }) => ({
    ...{ slug, title, language, signatures, since },
  }));
  const now = shown.map(({ head: { slug, title, language }, numbers }) => ({
    ...{ slug, title, language, signatures: numbers.underReview, since: numbers.waitsSince },
  }));
  const all = new Map([...noted, ...now].map((one) => [one.slug, one]));
  return [...all.values()]
    .filter(({ signatures }) => signatures > 0)
    .sort((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : 1));
}

/** What waits for somebody, with the age of the oldest. It stands above the list, whatever that was asked for. */
export const WaitsSummary = ({
  waits,
  shown,
  now,
}: {
  waits: Waits;
  shown: readonly ListedCampaign[];
  now: number;
}) => {
  const review = waitingNow(waits, shown);
  const [oldest] = review;
  const signatures = review.reduce((sum, one) => sum + one.signatures, 0);
  const [draft] = waits.drafts;
  if (!oldest && !draft) return null;
  return (
    <section class="waits-all" aria-label={t('waits.title')}>
      {oldest && (
        <p class="waits">
          <a href={listAt({ state: 'waits' })}>{t('waits.review', { signatures, campaigns: review.length })}</a>
          {oldest.since !== undefined && (
            <>
              {' '}
              {t('waits.oldest', { age: ageWords(oldest.since, now) })} <Titled {...oldest} />
            </>
          )}
        </p>
      )}
      {draft && (
        <p class="waits-less">
          <a href={listAt({ state: 'draft' })}>{t('waits.drafts', { drafts: waits.drafts.length })}</a>{' '}
          {t('waits.oldest', { age: ageWords(draft.createdAt.slice(0, 10), now) })} <Titled {...draft} />
        </p>
      )}
    </section>
  );
};

const Titled = ({ slug, title, language }: { slug: string; title: string; language: string }) => (
  <a href={campaignAt(slug)} lang={language} dir="auto">
    {title}
  </a>
);
