import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import type { Group } from '../../../../core/campaigns/group.ts';
import { getGroup } from '../../../../core/campaigns/group-store.ts';
import { missingForOpening } from '../../../../core/campaigns/unready.ts';
import { visibilities } from '../../../../core/campaigns/values.ts';
import type { ConsoleDeps } from '../../../deps.ts';
import { t } from '../../../ui/words.ts';
import { LineField, RadioField, TickField } from '../fields.tsx';
import { wholeNumber } from '../numbers.ts';
import type { Section } from '../section.ts';
import { isTicked, one, textIn, tick } from '../typed.ts';

const ticks = [
  'showNames',
  'countryOptional',
  'news',
  'neutralSubject',
  'strict',
] as const satisfies (keyof Campaign)[];

/** Who sees a campaign, and how much it gives away. */
export const choices: Section<{ missing: number }> = {
  name: 'choices',
  word: 'section.choices',
  right: 'campaign.publish',
  owns: ['visibility', ...ticks, 'publish', 'keepMonths'],
  known: async (deps, _actor, campaign) => ({ missing: missing(deps, campaign, await getGroup(deps.campaigns)) }),
  fields: (campaign) => ({
    ...{ visibility: campaign.visibility, publish: campaign.publish },
    ...Object.assign({}, ...ticks.map((name) => tick(name, campaign[name]))),
    keepMonths: campaign.keepMonths === undefined ? '' : String(campaign.keepMonths),
  }),
  faults: (typed, { visibility }, { missing }) =>
    visibility === 'draft' && one(typed, 'visibility') !== 'draft' && missing > 0
      ? [{ field: 'visibility', message: t('choices.not-ready') }]
      : [],
  patch: (typed) => ({
    ...{ visibility: one(typed, 'visibility'), publish: one(typed, 'publish') },
    ...Object.fromEntries(ticks.map((name) => [name, isTicked(typed, name)])),
    keepMonths: wholeNumber(textIn(typed, 'keepMonths')) ?? null,
  }),
  view: ({ typed, errors }) => (
    <>
      <RadioField
        name="visibility"
        {...{ typed, errors }}
        options={visibilities.map((value) => ({
          ...{ value, label: `choice.visibility-${value}`, hint: `choice.visibility-${value}.hint` },
        }))}
      />
      <RadioField
        name="publish"
        {...{ typed, errors }}
        options={(['careful', 'live'] as const).map((value) => ({
          ...{ value, label: `choice.publish-${value}`, hint: `choice.publish-${value}.hint` },
        }))}
      />
      {ticks.map((name) => (
        <TickField name={name} {...{ typed, errors }} />
      ))}
      <LineField name="keepMonths" short inputmode="numeric" {...{ typed, errors }} />
    </>
  ),
  state: () => 'optional',
};

const missing = ({ deployed, clock }: ConsoleDeps, campaign: Campaign, ofAll: Group | undefined): number =>
  missingForOpening(campaign, { deployed, ofAll, now: clock() }).length;
