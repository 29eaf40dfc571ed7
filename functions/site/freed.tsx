import type { Campaign } from '../core/campaigns/campaign.ts';
import { caseIds } from '../core/campaigns/case-ids.ts';
import { isListed } from '../core/campaigns/visibility.ts';
import { lastDay } from '../core/overview/held.ts';
import { DAY } from '../core/running/clock.ts';
import { languagesIn } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';
import { partialDate } from './partial-date.ts';

/** For how long a release is news. */
const LATELY = 60 * DAY;
/** The page must fit into the first round trip. */
const MOST = 3;

/** Who was released lately, near the top of the page of a campaign: the newest first. Nothing if nobody was. */
export const Freed = ({ campaign, now, translator }: { campaign: Campaign; now: number; translator: Translator }) => {
  const lang = languagesIn(campaign, translator);
  const ids = isListed(campaign) ? caseIds(campaign.slug, campaign.cases) : [];
  const freed = campaign.cases.flatMap((one, i) => {
    const { status, on } = one.history?.at(-1) ?? {};
    if (status !== 'released' || on === undefined) return [];
    // A month or a year of which more is not known may have been its last day, as far as that has come.
    const at = Math.min(lastDay(on), now);
    return now - at < LATELY ? [{ one, on, at, id: ids[i] }] : [];
  });
  return (
    <>
      {freed
        .toSorted((a, b) => b.at - a.at)
        .slice(0, MOST)
        .map(({ one, on, id }) => (
          <p class="notice">
            <strong {...lang(one, 'name')}>
              {id === undefined ? one.name : <a href={translator.href(`/cases/${id}`)}>{one.name}</a>}
            </strong>
            {` · ${translator.t('case.free.on', { date: partialDate(on, translator) })}`}
          </p>
        ))}
    </>
  );
};
