import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { Update } from '../../core/campaigns/parts.ts';
import { type UpdateState, updateState } from '../../core/campaigns/updates.ts';
import { clockWords, t } from '../ui/words.ts';
import { updatesAt } from './address.ts';

/** Updates that appear by themselves, whatever becomes of the signing. */
export const StillAppear = ({ campaign, now }: { campaign: Campaign; now: number }) => (
  <Ahead campaign={campaign} isStored lists={[[t('turn.still-appear'), inState(campaign, 'scheduled', now)]]} />
);

/** Updates that a campaign brings along when people begin to see it: some at once, others by themselves at their moments. */
export const AppearWithIt = ({
  campaign,
  now,
  isStored,
}: {
  campaign: Campaign;
  now: number;
  /** Whether the console has a list of them already. */
  isStored: boolean;
}) => (
  <Ahead
    {...{ campaign, isStored }}
    lists={[
      [t('turn.appear-at-once'), inState(campaign, 'published', now)],
      [t('turn.will-appear'), inState(campaign, 'scheduled', now)],
    ]}
  />
);

/** The earliest first. */
const inState = ({ updates }: Campaign, state: UpdateState, now: number): readonly Update[] =>
  updates
    .filter((one) => updateState(one, now) === state)
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));

const Ahead = ({
  campaign,
  isStored,
  lists,
}: {
  campaign: Campaign;
  isStored: boolean;
  lists: readonly (readonly [words: string, updates: readonly Update[]])[];
}) => {
  const shown = lists.filter(([, updates]) => updates.length > 0);
  return shown.length === 0 ? null : (
    <div class="waits">
      {shown.map(([words, updates]) => (
        <>
          <p>{words}</p>
          <ul>
            {updates.map(({ title, at }) => (
              <li>
                <bdi lang={campaign.language}>{title}</bdi> · {clockWords(at, campaign)}
              </li>
            ))}
          </ul>
        </>
      ))}
      {isStored && (
        <p>
          <a href={updatesAt(campaign.slug)}>{t('updates.to-list')}</a>
        </p>
      )}
    </div>
  );
};
