import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { FaultyFile } from '../../core/campaigns/faults.ts';
import { inZone, localTime, offsetIn, zoneOf } from '../../core/campaigns/local-time.ts';
import type { OrganisedUpdate } from '../../core/campaigns/organise-updates.ts';
import { MINUTE } from '../../core/running/clock.ts';
import type { FieldError } from '../ui/form.tsx';
import { first, type Typed } from '../ui/typed.ts';
import { t, type Word } from '../ui/words.ts';

/** When an update appears: at once, at a moment, or never as it is. */
export const whens = ['draft', 'now', 'at'] as const;
type When = (typeof whens)[number];

/** What a new form is filled in with. Nothing appears by mistake. */
export const NEW: Typed = { when: ['draft'] };

/** What the inputs show of an update. */
export function typedOf(update: OrganisedUpdate, campaign: Campaign): Typed {
  const { title, text, at, state } = update;
  // Of a draft, the moment says only when it was begun.
  return {
    ...{ title: [title], text: [text], when: [state === 'draft' ? 'draft' : 'at'] },
    at: [state === 'draft' ? '' : localTime({ ...campaign, timeZone: zoneOf(campaign) }, Date.parse(at)).slice(0, 16)],
  };
}

/** @returns ISO 8601 with the offset of the campaign's zone. Undefined if the text is no moment such as `2026-12-01T09:00`. */
export function momentIn(text: string, campaign: Campaign): string | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::00)?$/.exec(text) ?? [];
  const clock = Date.parse(`${day}T${time}:00Z`);
  if (day === undefined || Number.isNaN(clock)) return undefined;
  const zone = zoneOf(campaign);
  // The offset at that moment: near a change of clocks it is found in a second step.
  const near = clock - offsetIn(zone, clock) * MINUTE;
  return inZone(zone, clock - offsetIn(zone, near) * MINUTE);
}

/** The fields of an update as a form says them, to be merged into it. @param update undefined: there is none yet. */
export function readUpdate(
  typed: Typed,
  campaign: Campaign,
  { update, now }: { readonly update: OrganisedUpdate | undefined; readonly now: number },
): { readonly fields: Record<string, unknown>; readonly errors: readonly FieldError[] } {
  const isNew = update === undefined;
  const when = whens.find((one) => one === first(typed, 'when'));
  const at = when === 'at' ? momentIn(first(typed, 'at'), campaign) : undefined;
  const missing = (['title', 'text'] as const).filter((name) => first(typed, name) === '');
  const errors: FieldError[] = [
    ...missing.map((field) => ({ field, message: t(`updates.${field}.missing` satisfies Word) })),
    ...(when === undefined ? [{ field: 'when', message: t('updates.when.missing') }] : []),
    ...(when === 'at' && at === undefined ? [{ field: 'at', message: t('updates.at.wrong') }] : []),
    // A new form begins as a draft: who gives a moment may have passed over the choice.
    ...(when !== undefined &&
    when !== 'at' &&
    !['', update && first(typedOf(update, campaign), 'at')].includes(first(typed, 'at'))
      ? [{ field: 'at', message: t('updates.at.not-chosen') }]
      : []),
  ];
  const fields = {
    title: first(typed, 'title'),
    text: first(typed, 'text'),
    ...draftField(when, isNew),
    ...(at !== undefined && { at }),
    ...(when === 'now' && !isNew && { at: localTime(campaign, now) }),
  };
  return { fields, errors };
}

/** null takes the mark of a draft away. A new update has none to take. */
const draftField = (when: When | undefined, isNew: boolean): { draft?: true | null } => {
  if (when === 'draft') return { draft: true };
  return isNew ? {} : { draft: null };
};

const ofForm: Readonly<Record<string, Word>> = {
  title: 'updates.field.title',
  text: 'updates.field.text',
  at: 'updates.field.at',
};

/** Faults of an update in the words of its form. */
export const errorsOf = ({ faults }: FaultyFile): FieldError[] =>
  faults.map(({ field = '', label, message }) => {
    const word = ofForm[field];
    return { field: word ? field : 'title', message: `${word ? t(word) : (label ?? '')} ${message}`.trim() };
  });
