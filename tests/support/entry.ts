import { DAYS_LATELY, type Entry, entryOf } from '../../functions/core/overview/entry.ts';
import { type CampaignChanges, campaignOf } from './campaign.ts';
import { publishedOf } from './published.ts';

/** What a test's entry says otherwise: of its campaign, its published total, and what it gained on the last days, up to yesterday. */
export interface EntryChanges extends CampaignChanges {
  readonly total?: number;
  readonly lately?: readonly number[];
}

/** A campaign in the overview at a moment. */
export function entryAt(now: number, { total = 0, lately, ...changes }: EntryChanges = {}): Entry {
  const entry = entryOf(campaignOf(changes), publishedOf({ total, asOf: now }), now);
  if (!lately) return entry;
  const days = [...Array<number>(DAYS_LATELY).fill(0), ...lately].slice(-DAYS_LATELY);
  return { ...entry, numbers: { ...entry.numbers, lately: days } };
}
