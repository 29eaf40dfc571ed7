import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import { KEEP_MONTHS } from '../../../../core/campaigns/keeping.ts';
import type { OpenedTo } from '../../../../core/campaigns/turns.ts';
import { visibilities } from '../../../../core/campaigns/values.ts';
import { t } from '../../../ui/words.ts';
import { openedTo, openingAt } from '../../address.ts';
import { LineField, RadioField, TickField } from '../fields.tsx';
import { wholeNumber } from '../numbers.ts';
import type { Section, Typed } from '../section.ts';
import { isTicked, one, textIn, tick } from '../typed.ts';

const ticks = [
  'showNames',
  'countryOptional',
  'news',
  'neutralSubject',
  'strict',
] as const satisfies (keyof Campaign)[];

/** Who sees a campaign, and how much it gives away. */
export const choices: Section = {
  name: 'choices',
  word: 'section.choices',
  right: 'campaign.publish',
  owns: ['visibility', ...ticks, 'publish', 'keepMonths'],
  fields: (campaign) => ({
    ...{ visibility: campaign.visibility, publish: campaign.publish },
    ...Object.assign({}, ...ticks.map((name) => tick(name, campaign[name]))),
    keepMonths: campaign.keepMonths === undefined ? '' : String(campaign.keepMonths),
  }),
  patch: (typed, campaign) => ({
    // A draft stays one: its opening has a page of its own, which shows what will be public, and asks.
    visibility: openingOf(typed, campaign) === undefined ? one(typed, 'visibility') : 'draft',
    publish: one(typed, 'publish'),
    ...Object.fromEntries(ticks.map((name) => [name, isTicked(typed, name)])),
    keepMonths: wholeNumber(textIn(typed, 'keepMonths')) ?? null,
  }),
  next: (campaign, typed) => {
    const visibility = openingOf(typed, campaign);
    return visibility && openingAt(campaign.slug, visibility);
  },
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
      <LineField
        name="keepMonths"
        short
        inputmode="numeric"
        {...{ typed, errors }}
        hint={t('field.keepMonths.hint', { months: KEEP_MONTHS })}
      />
    </>
  ),
  state: () => 'optional',
};

/** To whom the form asks to open a draft. */
const openingOf = (typed: Typed, { visibility }: Campaign): OpenedTo | undefined =>
  visibility === 'draft' ? openedTo.find((each) => each === one(typed, 'visibility')) : undefined;
