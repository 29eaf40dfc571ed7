import * as z from 'zod/mini';
import { moment, timeZone } from './fields.ts';
import { inZone, offsetIn } from './local-time.ts';

/** The rules that compare fields of a campaign's file. They are checked even while other fields are still wrong. */

const period = z.object({ opensAt: z.string(), closesAt: z.string() });
const dates = z.object({
  timeZone: z.optional(timeZone),
  opensAt: moment,
  closesAt: z.optional(moment),
  updates: z._default(z.array(z.object({ at: moment })), []),
});
const relations = z.object({ slug: z.string(), related: z.array(z.string()) });

export const closesAfterOpening = z.refine<{ opensAt: string; closesAt?: string | undefined }>(
  (file) => !file.closesAt || !(Date.parse(file.closesAt) <= Date.parse(file.opensAt)),
  {
    path: ['closesAt'],
    error: 'must be after opensAt',
    when: ({ value }) => z.safeParse(period, value).success,
  },
);

export const offsetsOfItsZone = z.superRefine<z.infer<typeof dates>>(
  (file, context) => {
    for (const [path, at] of datesOf(file)) {
      const offset = OTHER_OFFSET.exec(at)?.[0];
      const moment = Date.parse(at);
      const { timeZone } = file;
      if (!offset || !timeZone || offsetIn(timeZone, moment) === offsetIn(offset, moment)) continue;
      const message = `must have the offset that ${timeZone} has then, as in ${inZone(timeZone, moment).replace('.000', '')}`;
      context.addIssue({ code: 'custom', path, message });
    }
  },
  { when: ({ value }) => z.safeParse(dates, value).success },
);

export const pointsToOthers = z.refine<z.infer<typeof relations>>((file) => !file.related.includes(file.slug), {
  path: ['related'],
  error: 'must not name the campaign itself',
  when: ({ value }) => z.safeParse(relations, value).success,
});

/** An offset of its own, at the end of a moment. `Z` is right in every zone. */
const OTHER_OFFSET = /[+-]\d{2}:\d{2}$/;

/** Each moment of a file, with its path. */
const datesOf = ({ opensAt, closesAt, updates }: z.infer<typeof dates>): [PropertyKey[], string][] => [
  [['opensAt'], opensAt],
  ...(closesAt === undefined ? [] : [[['closesAt'], closesAt] as [PropertyKey[], string]]),
  ...updates.map(({ at }, i): [PropertyKey[], string] => [['updates', i, 'at'], at]),
];
