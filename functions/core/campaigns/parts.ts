import * as z from 'zod/mini';
import { ABOUT_TEXTS, country, day, isTaken, line, markdown, moment, name, TAKEN_WORDS, webAddress } from './fields.ts';

/** The smaller parts of a campaign's file: each is a set of fields of its own. */

export const target = z.strictObject({
  name: name(160),
  role: z.optional(line(200).check(z.describe('Why the demand is addressed to them.'))),
  country: z.optional(country),
});

/** Where a fact of the campaign comes from. */
export const reference = z.strictObject({
  title: line(200),
  url: webAddress,
  publisher: z.optional(line(120)),
  date: z.optional(day),
});

/** What a campaign has reached. */
export const won = z.strictObject({
  on: day,
  words: line(400).check(z.describe('What was reached, in the past tense: “Both editors were released.”')),
});

/** One time that the signatures were given to a target. */
export const handedOver = z.strictObject({
  on: day,
  to: line(200).check(z.describe('Who took the signatures.')),
  answer: z.optional(markdown(2_000).check(z.describe('What they answered.'))),
});

export const update = z.strictObject({
  id: z.optional(
    z.string().check(
      z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and single hyphens'),
      z.maxLength(60),
      z.refine((text) => !isTaken(text), TAKEN_WORDS),
      z.describe('By which feeds know it, so that it must never change. Left out: made of `at`.'),
    ),
  ),
  at: moment.check(z.describe('When it happened or was written. Nobody sees an update before this moment.')),
  draft: z.optional(z.boolean().check(z.describe('Whether it is not finished yet, so that nobody sees it.'))),
  title: line(160),
  text: markdown(4_000).check(z.describe(ABOUT_TEXTS)),
});

const { at, draft, title, text } = update.shape;

/** An update as a person writes it in a file of its own, or a program sends it. */
export const newUpdate = z.strictObject({
  at: z.optional(at.check(z.describe('Left out: now. Nobody sees an update before this moment.'))),
  ...{ draft, title, text },
});

export type NewUpdate = z.infer<typeof newUpdate>;
export type Target = z.infer<typeof target>;
export type Update = z.infer<typeof update> & {
  /** Set by `updates.ts`, where its place among all updates is no longer known: the name that translations have for it. */
  readonly translatedAs?: string | undefined;
};
export type Reference = z.infer<typeof reference>;
export type HandedOver = z.infer<typeof handedOver>;
