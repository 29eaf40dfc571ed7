import { campaignFile } from '../../../core/campaigns/campaign.ts';
import type { Change, Wording } from '../../../core/campaigns/changes.ts';
import { shapeOf } from '../../../core/campaigns/schema.ts';
import { caseStatuses } from '../../../core/campaigns/values.ts';
import { plainName } from '../../ui/labels.ts';
import { isWord, partialDay, statusWord, t } from '../../ui/words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A moment in words, by the clocks of the campaign, or of the trail. @param iso such as `2026-10-09T08:00:00Z`. */
type MomentWords = (iso: string) => string;

/** Says the values of a change in the words of the forms. */
export const inWords =
  (moment: MomentWords): Wording =>
  (what, before, after) => {
    const parts = what.split(' › ');
    const [list = '', name = ''] = [parts[0], parts.at(-1)];
    const isOther = isSet(before) && isSet(after) && pictureOf(before) !== pictureOf(after);
    const say = (value: unknown, picture: Picture) =>
      value === undefined ? undefined : valueWords(list, name, value, { moment, picture: isOther ? picture : 'new' });
    return [say(before, 'before'), say(after, 'other')];
  };

/** What most campaigns leave as it is: their forms come last. */
const settings: readonly string[] = [
  ...['visibility', 'publish', 'showNames', 'countryOptional', 'news', 'neutralSubject', 'strict', 'keepMonths'],
  ...['recipients', 'group', 'sources'],
];

/** Changes in the order of the forms. */
export function inFormOrder(changes: readonly Change[]): Change[] {
  const order = [...Object.keys(shapeOf(campaignFile)).filter((name) => !settings.includes(name)), ...settings];
  const placeOf = ({ what }: Change) => {
    const place = order.indexOf(what.split(' › ')[0] ?? '');
    return place < 0 ? order.length : place;
  };
  return changes.toSorted((one, other) => placeOf(one) - placeOf(other));
}

const isSet = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What distinguishes a picture: its files. Undefined if it is none. */
const pictureOf = ({ made, file, logo }: Fields): unknown =>
  isSet(made) ? made.id : (file ?? (isSet(logo) ? pictureOf(logo) : undefined));

/** Days that may be known by month or year alone. */
const days: ReadonlySet<string> = new Set(['detainedOn', 'on', 'date']);

type Picture = 'before' | 'other' | 'new';

interface How {
  readonly moment: MomentWords;
  readonly picture?: Picture;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\S+$/;

/** @param list the field of the campaign that has it. @param name its own. */
export function valueWords(list: string, name: string, value: unknown, how: How): string {
  if (Array.isArray(value)) {
    const isOfWords = value.every((one) => typeof one !== 'object');
    return value.map((one) => valueWords(list, name, one, how)).join(isOfWords ? ', ' : '\n');
  }
  if (isSet(value)) return setWords(list, value, how);
  if (typeof value === 'boolean') return t(value ? 'compare.yes' : 'compare.no');
  const text = String(value);
  const choice = `choice.${name}-${text}`;
  if (isWord(choice)) return t(choice);
  if (name === 'status') return statusWord(caseStatuses.find((one) => one === text) ?? 'detained');
  if (MOMENT.test(text) && !Number.isNaN(Date.parse(text))) return how.moment(text);
  return days.has(name) && /^\d{4}(-\d{2}){0,2}$/.test(text) ? partialDay(text) : text;
}

/** One line for each field, and one alone for what has happened on a day. Nobody reads the id of an entry, or the files of a picture. */
function setWords(list: string, value: Fields, how: How): string {
  const { picture = 'new' } = how;
  if (pictureOf({ made: value.made, file: value.file }) !== undefined)
    return [t(`compare.picture.${picture}`), value.alt, value.credit].filter(Boolean).join('\n');
  if (value.status !== undefined && value.on !== undefined)
    return [`${valueWords(list, 'on', value.on, how)}: ${valueWords(list, 'status', value.status, how)}`, value.note]
      .filter(Boolean)
      .join(', ');
  const order = Object.keys(shapeOf(shapeOf(campaignFile)[list] ?? campaignFile));
  const known = [...new Set([...order, ...Object.keys(value)])].filter((name) => name !== 'id' && isThere(value[name]));
  return known
    .map((name) => {
      const inside = value[name];
      const words = valueWords(list, name, inside, how);
      return `${plainName(`${list}.${name}`, plainName(name))}: ${typeof inside === 'object' ? '\n' : ''}${words}`;
    })
    .join('\n');
}

const isThere = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);
