import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { FaultyFile } from '../../core/campaigns/faults.ts';
import { localTime, zoneOf } from '../../core/campaigns/local-time.ts';
import type { OrganisedUpdate } from '../../core/campaigns/organise-updates.ts';
import { dateFaults, momentFields, momentIn } from '../campaigns/edit/dates.tsx';
import type { Typed } from '../campaigns/edit/section.ts';
import { one, textIn } from '../campaigns/edit/typed.ts';
import type { FieldError } from '../ui/form.tsx';
import { plainName } from '../ui/labels.ts';
import { t, type Word } from '../ui/words.ts';

/** When an update appears: at once, at a moment, or never as it is. */
export const whens = ['draft', 'now', 'at'] as const;
type When = (typeof whens)[number];

/** What a new form is filled in with. Nothing appears by mistake. */
export const NEW: Typed = { when: 'draft' };

/** What the inputs show of an update. */
export function typedOf(update: OrganisedUpdate, campaign: Campaign): Typed {
  const { title, text, at, state } = update;
  // Of a draft, the moment says only when it was begun.
  return {
    ...{ title, text, when: state === 'draft' ? 'draft' : 'at' },
    ...momentFields('at', state === 'draft' ? undefined : at, zoneOf(campaign)),
  };
}

/** Whether all fields of the moment are empty. */
const hasNoMoment = (typed: Typed): boolean =>
  Object.keys(momentFields('at', undefined, 'Z')).every((part) => textIn(typed, part) === undefined);

/** The fields of an update as a form says them, to be merged into it. @param update undefined: there is none yet. */
export function readUpdate(
  typed: Typed,
  campaign: Campaign,
  { update, now }: { readonly update: OrganisedUpdate | undefined; readonly now: number },
): { readonly fields: Record<string, unknown>; readonly errors: readonly FieldError[] } {
  const isNew = update === undefined;
  const when = whens.find((kind) => kind === one(typed, 'when'));
  const shown = update && typedOf(update, campaign);
  // One that was not changed keeps its seconds.
  const zone = zoneOf(campaign);
  const isShown = shown?.when === 'at' && momentIn(typed, 'at', zone) === momentIn(shown, 'at', zone);
  const moment = isShown ? update?.at : momentIn(typed, 'at', zone);
  const wrong = dateFaults('at', moment, { isNeeded: true, label: t('updates.field.at') });
  const at = when === 'at' && wrong.length === 0 ? moment : undefined;
  const missing = (['title', 'text'] as const).filter((name) => textIn(typed, name) === undefined);
  const errors: FieldError[] = [
    ...missing.map((field) => ({ field, message: t(`updates.${field}.missing` satisfies Word) })),
    ...(when === undefined ? [{ field: 'when', message: t('updates.when.missing') }] : []),
    ...(when === 'at' ? wrong : []),
    // A new form begins as a draft: who gives a moment may have passed over the choice.
    ...(when !== undefined && when !== 'at' && !isShown && !hasNoMoment(typed)
      ? [{ field: 'at', message: t('updates.at.not-chosen') }]
      : []),
  ];
  const fields = {
    title: textIn(typed, 'title') ?? '',
    text: textIn(typed, 'text') ?? '',
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

/** Faults of an update in the words of its form. Others are faults of the campaign. @param isFull whether its lists have no room. */
export const errorsOf = ({ faults }: FaultyFile, isFull = false): FieldError[] =>
  faults
    .filter(({ field = '' }) => !isFull || !['updates', 'translations'].includes(field))
    .map(({ field = '', label = '', message }) => {
      const word = ofForm[field];
      const name = word ? t(word) : plainName(field, label);
      return { field: word ? field : 'title', message: `${name} ${message}`.trim() };
    });
