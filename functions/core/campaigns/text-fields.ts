import { canonicalJson } from '../canonical-json.ts';
import { campaignFile, type ParsedCampaignFile } from './campaign.ts';
import { usualTag } from './fields.ts';
import { languagesOf } from './in-language.ts';
import { defaultsOf } from './schema.ts';

/**
 * What an editor may change. Every other field decides who sees a campaign, when it can be signed, and who learns of signers: it
 * takes the right to publish. So do the words of its group in other languages (`GROUP`), and to remove a language that people may have signed.
 */
export const textFields: ReadonlySet<string> = new Set([
  ...([
    'language',
    'title',
    'demand',
    'summary',
    'why',
    'letter',
    'references',
    'country',
    'notice',
    'picture',
  ] as const),
  ...(['goal', 'timeZone', 'targets', 'won', 'handedOver', 'cases', 'updates', 'sources', 'related'] as const),
  'translations',
] satisfies (keyof ParsedCampaignFile)[]);

/** The one part of a translation that says who is responsible for the data of signers, and by which law. */
export const GROUP = 'group' satisfies keyof ParsedCampaignFile;

/** Whether a change takes the right to publish. @param mayBeSigned whether people may have signed the campaign before it. */
export const changesMoreThanTexts = (
  before: ParsedCampaignFile,
  after: ParsedCampaignFile,
  mayBeSigned: boolean,
): boolean =>
  changedFields(before, after).some((field) => !textFields.has(field)) ||
  translatesGroupOtherwise(before, after) ||
  (mayBeSigned && languagesOf(before).some((tag) => !languagesOf(after).includes(usualTag(tag))));

/** A language that goes takes these words with it: its readers get the original, which somebody with that right has written. */
const translatesGroupOtherwise = (
  { translations: old = {} }: ParsedCampaignFile,
  { translations: now = {} }: ParsedCampaignFile,
): boolean =>
  Object.entries(now).some(
    ([tag, texts]) => canonicalJson(texts[GROUP] ?? {}) !== canonicalJson(old[tag]?.[GROUP] ?? {}),
  );

const unsaid = defaultsOf(campaignFile);

/** The fields that two files have in different ways. */
function changedFields(before: ParsedCampaignFile, after: ParsedCampaignFile): string[] {
  const [old, now] = [
    { ...unsaid, ...before },
    { ...unsaid, ...after },
  ] as Record<string, unknown>[];
  return [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].filter(
    (field) => field !== '$schema' && canonicalJson(old?.[field]) !== canonicalJson(now?.[field]),
  );
}
