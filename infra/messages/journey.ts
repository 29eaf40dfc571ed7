import type { Messages } from './file.ts';
import { type ByOwner, isTranslated } from './folders.ts';

/**
 * The owners of what a signer may read on the way from a shared link to a withdrawal. An installation can choose a language
 * only if it has all of these. Of the others, such as charts, it may lack some: then English words stand there.
 */
const JOURNEY: ReadonlySet<string> = new Set(['site', 'sign', 'mail', 'privacy', 'problems']);

/** A message that a language does not have. */
export interface Missing {
  readonly owner: string;
  readonly key: string;
  /** Whether a signer may need it, so that the language cannot be chosen. */
  readonly isOfJourney: boolean;
}

/** What a language lacks of all that English has. */
export const missingIn = (byOwner: ByOwner, english: ByOwner): Missing[] =>
  [...english].flatMap(([owner, messages]) => {
    const own: Messages = byOwner.get(owner) ?? {};
    return Object.keys(messages)
      .filter((key) => !isTranslated(own[key]))
      .map((key) => ({ owner, key, isOfJourney: JOURNEY.has(owner) }));
  });
