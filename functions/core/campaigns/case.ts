import * as z from 'zod/mini';
import { ABOUT_TEXTS, day, line, markdown, name, slug } from './fields.ts';
import { type Picture, picture } from './picture.ts';
import { caseStatuses } from './values.ts';

/** A prisoner in a campaign's file, with what happened to them. */

export const caseEvent = z.strictObject({
  status: z.enum(caseStatuses).check(z.describe('What happened: detained, released or died.')),
  on: day.check(z.describe('A date, or a year or month where the day is not known.')),
  note: z.optional(line(300).check(z.describe('Such as “on bail”, or “after an appeal”.'))),
});

const caseFields = z.strictObject({
  id: z.optional(
    slug.check(
      z.describe(
        'The address of the page about them, such as ali-karimov. Write the same one in each campaign that speaks for them. Left out, it is made from the campaign and the name.',
      ),
    ),
  ),
  name: name(120).check(z.describe('The prisoner, or words such as “14 people” for a group that is not named.')),
  people: z
    ._default(z.int().check(z.positive(), z.maximum(100_000)), 1)
    .check(z.describe('How many people this case stands for.')),
  work: z.optional(line(200).check(z.describe('What they do: journalist, lawyer, student …'))),
  detainedOn: z.optional(day.check(z.describe('A date, or a year or month where the day is not known.'))),
  charge: z.optional(line(300)),
  sentence: z.optional(line(200)),
  status: z.enum(caseStatuses),
  history: z.optional(
    z
      .array(caseEvent)
      .check(
        z.minLength(1),
        z.maxLength(12),
        z.describe('What happened to them, in the order of time. The last entry has the status of the case.'),
      ),
  ),
  story: z.optional(markdown(2_000).check(z.describe(ABOUT_TEXTS))),
  picture: z.optional(picture.check(z.describe('Shown only with the consent of the person, or of the family.'))),
});

const events = z.object({ status: z.string(), history: z.array(z.object({ status: z.string(), on: z.string() })) });

const since = z.object({ detainedOn: z.string(), history: z.array(z.object({ on: z.string() })) });

/** What happened to a prisoner must fit together. */
const consistent = [
  z.refine<{ status: string; history?: readonly { status: string }[] | undefined }>(
    ({ status, history }) => (history?.at(-1) ?? { status }).status === status,
    {
      path: ['status'],
      error: 'must be the status of the last entry of history',
      when: ({ value }) => z.safeParse(events, value).success,
    },
  ),
  z.refine<{ history?: readonly { on: string }[] | undefined }>(
    ({ history = [] }) => history.every(({ on }, i) => !isEarlier(on, history[i - 1]?.on ?? '')),
    {
      path: ['history'],
      error: 'must be in the order of time, the oldest first',
      when: ({ value }) => z.safeParse(events, value).success,
    },
  ),
  z.refine<{ detainedOn?: string | undefined; history?: readonly { on: string }[] | undefined }>(
    ({ detainedOn, history }) => !isEarlier(history?.at(-1)?.on ?? '', detainedOn ?? ''),
    {
      path: ['detainedOn'],
      error: 'must not be later than the last entry of history',
      when: ({ value }) => z.safeParse(since, value).success,
    },
  ),
] as const;

export const prisonerCase = caseFields.check(...consistent);

/** What is the same in each campaign that speaks for a prisoner. Each has the files of their picture in its own folder. */
export const sharedCase = z.omit(caseFields, { id: true }).check(...consistent);

/** Whether a date is before another one, as exactly as both are known: a month is not before a day of it. */
function isEarlier(one: string, other: string): boolean {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
}

/** A case in a file of its own: what campaigns share of it, and the address of its page. */
export const caseFile = z.extend(z.omit(caseFields, { picture: true }), { id: slug }).check(...consistent);

export type CaseFile = z.infer<typeof caseFile>;
export type PrisonerCase = z.infer<typeof prisonerCase>;
export type CaseEvent = z.infer<typeof caseEvent>;
export type SharedCase = z.infer<typeof sharedCase>;

/** What campaigns share of a case, in the order of the file: the store keeps no order of names. */
export function sharedOf(one: SharedCase): SharedCase {
  const { name, people, work, detainedOn, charge, sentence, status, story } = one;
  const history = one.history?.map(({ status, on, note }) => ({ status, on, ...(note !== undefined && { note }) }));
  const picture = one.picture && pictureInOrder(one.picture);
  return said({ name, people, work, detainedOn, charge, sentence, status, history, story, picture });
}

const pictureInOrder = ({ file, made, alt, credit }: Picture): Picture =>
  said({
    file,
    made: made && { id: made.id, width: made.width, height: made.height, widths: made.widths },
    ...{ alt, credit },
  });

const said = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
