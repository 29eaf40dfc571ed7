import * as z from 'zod/mini';
import { canonicalJson } from '../canonical-json.ts';
import { type Campaign, campaignFile, type ParsedCampaignFile } from './campaign.ts';
import { type Group, group } from './group.ts';
import type { Texts } from './translations.ts';
import { entriesByName, isList, type WordedSet, worded } from './worded.ts';

/**
 * Makes a campaign file from a stored campaign: fields in their order, without those that the store adds. The store keeps no order of
 * names, so all are put in order here: one version is always the same file.
 */
export function fileOf(stored: Campaign): ParsedCampaignFile {
  const { createdAt, deletedAt, pausedAt, archivedAt, translatedTo, originalTitle, share, ...known } = stored;
  const { demands, translatedDemands, formerTranslations, languages, formerLanguages, ...others } = known;
  const { translatedSince, olderDemands, hasBeenOpen, ...campaign } = others;
  const parsed = z.safeParse(campaignFile, campaign);
  // A campaign that was stored under older rules is still shown. It is checked when it is put again.
  if (!parsed.success) return JSON.parse(canonicalJson(campaign)) as ParsedCampaignFile;
  const { translations, ...file } = parsed.data;
  if (!translations) return file;
  const words = Object.entries(translations).map(([tag, texts]) => [tag, inOrder(texts, file, worded)] as const);
  return { ...parsed.data, translations: Object.fromEntries(words) };
}

/** The same for a group. */
export function groupFileOf(stored: Group): Group {
  const parsed = z.safeParse(group, stored);
  return parsed.success ? parsed.data : (JSON.parse(canonicalJson(stored)) as Group);
}

/** The words of a translation in the order of what they translate. Words of entries that are not there come last, by name. */
function inOrder(texts: Texts, original: unknown, set: WordedSet): Texts {
  const of = original as Readonly<Record<string, unknown>> | undefined;
  const ordered = Object.entries(set).flatMap(([field, one]): [string, string | Texts][] => {
    const words = texts[field];
    if (words === undefined) return [];
    if (one === 'text' || typeof words === 'string') return [[field, words]];
    if (!isList(one)) return [[field, inOrder(words, of?.[field], one)]];
    const entries = entriesByName(of?.[field], one.keyOf);
    const names = new Set([...entries.keys(), ...Object.keys(words).sort()]);
    const named = [...names].flatMap((name): [string, string | Texts][] => {
      const inside = words[name];
      if (inside === undefined) return [];
      return [[name, typeof inside === 'string' ? inside : inOrder(inside, entries.get(name), one.entry)]];
    });
    return [[field, Object.fromEntries(named)]];
  });
  return Object.fromEntries(ordered);
}
