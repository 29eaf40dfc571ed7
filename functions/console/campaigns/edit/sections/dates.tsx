import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import { isTimeZone } from '../../../../core/campaigns/fields.ts';
import { localTime, offsetWords, zoneOf } from '../../../../core/campaigns/local-time.ts';
import { bareLabel } from '../../../ui/labels.ts';
import { t } from '../../../ui/words.ts';
import { DateFields, dateFaults, dateWords, END_OF_DAY, momentFields, momentIn } from '../dates.tsx';
import { LineField } from '../fields.tsx';
import type { Section, Typed } from '../section.ts';
import { one, textIn } from '../typed.ts';

/** When a campaign can be signed, and whose clocks say so. */
export const dates: Section = {
  name: 'dates',
  word: 'section.dates',
  right: 'campaign.publish',
  owns: ['opensAt', 'closesAt', 'timeZone'],
  fields: (campaign) => ({
    ...momentFields('opensAt', campaign.opensAt, zoneOf(campaign)),
    ...momentFields('closesAt', campaign.closesAt, zoneOf(campaign)),
    timeZone: campaign.timeZone ?? '',
  }),
  faults: (typed, campaign) => [
    ...dateFaults('opensAt', momentTyped(typed, 'opensAt', campaign), { isNeeded: true }),
    ...dateFaults('closesAt', momentTyped(typed, 'closesAt', campaign), { isNeeded: false }),
  ],
  patch: (typed, campaign) => ({
    opensAt: momentTyped(typed, 'opensAt', campaign),
    closesAt: momentTyped(typed, 'closesAt', campaign) ?? null,
    timeZone: zoneTyped(typed) ?? null,
  }),
  labelOf: (name) => (name === 'dates' ? t('section.dates') : undefined),
  rowsOf: (_, { typed }, campaign) => {
    const clocks = { ...campaign, timeZone: clocksTyped(typed, campaign) };
    return [
      { label: bareLabel('opensAt'), words: dateWords(typed, 'opensAt', clocks) },
      { label: bareLabel('closesAt'), words: dateWords(typed, 'closesAt', clocks) },
      { label: bareLabel('timeZone'), words: one(typed, 'timeZone') },
    ].filter(({ words }) => words !== '');
  },
  view: ({ typed, errors, campaign }) => (
    <>
      <p class="hint">
        {campaign.timeZone === undefined
          ? t('dates.offset', { offset: offsetWords(localTime(campaign, campaign.opensAt)) })
          : t('dates.zone', { zone: campaign.timeZone })}
      </p>
      <DateFields name="opensAt" withTime {...{ typed, errors }} />
      <DateFields name="closesAt" withTime {...{ typed, errors }} />
      <LineField name="timeZone" list="zones" {...{ typed, errors }} />
      <Zones />
    </>
  ),
  state: () => 'done',
};

/** All time zones that people may choose. */
export const Zones = () => (
  <datalist id="zones">
    {Intl.supportedValuesOf('timeZone').map((zone) => (
      <option value={zone} />
    ))}
  </datalist>
);

/** People write blanks, small letters, or the city alone. What is no zone stays as it is, so that it is refused with these words. */
export function zoneTyped(typed: Typed): string | undefined {
  const zone = textIn(typed, 'timeZone')?.replaceAll(' ', '_');
  if (zone === undefined) return undefined;
  const [zones, asked] = [Intl.supportedValuesOf('timeZone'), zone.toLowerCase()];
  const named = (name: string) => name.toLowerCase() === asked;
  return zones.find(named) ?? zones.find((one) => named(one.split('/').at(-1) ?? one)) ?? zone;
}

/** The zone by whose clocks moments were typed. */
function clocksTyped(typed: Typed, campaign: Campaign): string {
  const zone = zoneTyped(typed);
  return zone !== undefined && isTimeZone(zone) ? zone : zoneOf(campaign);
}

/** A moment as it was typed. One that was not changed keeps its seconds. */
function momentTyped(typed: Typed, name: 'opensAt' | 'closesAt', campaign: Campaign): string | undefined {
  const shown = momentFields(name, campaign[name], zoneOf(campaign));
  const zone = zoneTyped(typed);
  const isShown = Object.keys(shown).every((part) => (one(typed, part).trim() || '') === one(shown, part));
  if (isShown && zone === campaign.timeZone) return campaign[name];
  return momentIn(typed, name, clocksTyped(typed, campaign), name === 'closesAt' ? END_OF_DAY : undefined);
}
