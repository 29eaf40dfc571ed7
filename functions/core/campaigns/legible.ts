import * as z from 'zod/mini';
import { campaignFile, type ParsedCampaignFile } from './campaign.ts';
import { type SharedCase, sharedCase } from './case.ts';
import { given, shapeOf } from './schema.ts';
import { excessIn } from './size.ts';

/**
 * What can be read of a file in which some fields are wrong, so that the checks of all others are made as well. An entry of a list keeps its
 * place. Left out is what is wrong, what a list has that is too long, and a picture's `made` if a part of it is wrong.
 */

/** What the checks of a campaign look at. Its entries may lack any field. */
export type Legible = Pick<
  ParsedCampaignFile,
  | ('slug' | 'language' | 'visibility' | 'closesAt' | 'recipients' | 'group' | 'picture')
  | ('cases' | 'related' | 'won' | 'handedOver')
>;

/** @param file not checked, or found faulty. */
export function legibleIn(file: unknown): Legible {
  const read = excessIn(file) ? {} : (legible(campaignFile, file) as Partial<ParsedCampaignFile> | undefined);
  const { slug = '', language = '', visibility = 'draft', closesAt, recipients = [], group, picture } = read ?? {};
  const { cases = [], related = [], won, handedOver = [] } = read ?? {};
  // Whether people can sign it, and so what it needs for that, is unknown.
  const isClosingWrong = closesAt === undefined && isSet(file) && file.closesAt !== undefined;
  return {
    ...{ slug, language, visibility: isClosingWrong ? 'draft' : visibility, closesAt, group, picture, cases, won },
    handedOver,
    recipients: recipients.filter((one) => typeof one === 'string'),
    related: related.map((one) => (typeof one === 'string' ? one : '')),
  };
}

/** The same of a case. It may lack any field. */
export const legibleCase = (one: unknown): Partial<SharedCase> =>
  excessIn(one) ? {} : ((legible(sharedCase, one) as Partial<SharedCase> | undefined) ?? {});

function legible(schema: z.core.$ZodType, value: unknown): unknown {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const { def } = given(schema)._zod;
  if (def.type === 'array' && Array.isArray(value)) {
    const isTooLong = parsed.error.issues.some(({ code, path }) => code === 'too_big' && path.length === 0);
    return isTooLong ? undefined : value.map((one) => legible(def.element, one) ?? {});
  }
  if (def.type !== 'object' || !isSet(value)) return undefined;
  const fields = Object.entries(shapeOf(schema)).flatMap(([name, field]) => {
    const own = Object.hasOwn(value, name) ? value[name] : undefined;
    const read = name === 'made' ? z.safeParse(field, own).data : legible(field, own);
    return read === undefined ? [] : [[name, read] as const];
  });
  return Object.fromEntries(fields);
}

const isSet = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
