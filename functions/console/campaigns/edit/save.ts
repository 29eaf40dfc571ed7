import type { OrganiserActor } from '../../../core/access/actor.ts';
import type { Campaign } from '../../../core/campaigns/campaign.ts';
import { mayBeSigned } from '../../../core/campaigns/demands.ts';
import { planChange, written } from '../../../core/campaigns/organise.ts';
import { OtherRevision } from '../../../core/campaigns/organise-deps.ts';
import { type Plan, storedCampaign } from '../../../core/campaigns/plan.ts';
import type { StoredCampaign } from '../../../core/campaigns/store.ts';
import type { ConsoleDeps } from '../../deps.ts';
import type { FieldError } from '../../ui/form.tsx';
import { errorsOf, faultsIn } from './errors.ts';
import { mergedWith } from './meanwhile.ts';
import type { Section, Typed } from './section.ts';
import { one } from './typed.ts';

/** The form of a section, over the campaign as it is stored. */
export interface Form {
  readonly stored: StoredCampaign;
  readonly known: unknown;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** What somebody else has changed meanwhile, and the writer, too. */
  readonly conflicts: readonly string[];
  /** What the writer has seen, where that may be older than what is stored. */
  readonly seen?: { readonly revision: string; readonly marks: string };
}

/** What became of a form. `check` asks before words change that people have signed. */
export type Sent =
  | { readonly kind: 'saved' }
  | ({ readonly kind: 'form'; readonly status: 409 | 422 } & Form)
  | ({ readonly kind: 'check'; readonly plan: Plan } & Form);

/** How often a form is written again, if others write the campaign at the same moment. */
const TRIES = 5;

/**
 * Saves a section. What others changed meanwhile is kept, as long as they changed other fields.
 * @throws {Problem} as `changeCampaign`.
 */
export async function saveSection(
  deps: ConsoleDeps,
  actor: OrganiserActor,
  section: Section,
  { slug, sent }: { slug: string; sent: Typed },
): Promise<Sent> {
  for (let tries = 1; ; tries++) {
    const stored = await storedCampaign(deps, slug);
    const known = await section.known?.(deps, actor, stored.campaign);
    const shown = section.fields(stored.campaign);
    const isSeen = one(sent, 'seen') === String(stored.revision);
    const { typed, conflicts } = isSeen ? { typed: sent, conflicts: [] } : mergedWith(one(sent, 'was'), sent, shown);
    const form = { stored, known, typed, conflicts };
    if (conflicts.length > 0) return { kind: 'form', status: 409, ...form, errors: [] };
    const wrong = section.faults?.(typed, stored.campaign, known) ?? [];
    if (wrong.length > 0) return { kind: 'form', status: 422, ...form, errors: wrong };
    try {
      const patch = section.patch(typed, stored.campaign, known);
      const plan = await planChange(deps, actor, { slug, patch, seen: stored.revision });
      if (plan.changes.length === 0) return { kind: 'saved' };
      if (one(sent, 'step') !== 'send' && changesSignedWords(stored.campaign, plan.after, deps.clock()))
        return { kind: 'check', plan, ...form, errors: [] };
      await written(deps, actor, plan);
      return { kind: 'saved' };
    } catch (error) {
      if (error instanceof OtherRevision && tries < TRIES) continue;
      const errors = errorsOf(faultsIn(error), { section, slug, typed, shown });
      return { kind: 'form', status: 422, ...form, errors };
    }
  }
}

/** Whether people may have signed words that a change replaces: then there is a new version of them. */
function changesSignedWords(before: Campaign, after: Campaign, now: number): boolean {
  if (!mayBeSigned(before, now)) return false;
  return signedWords(before).some(([language, words]) =>
    signedWords(after).some(([one, other]) => one === language && other !== words),
  );
}

/** Title and demand in each language. */
const signedWords = ({ language, title, demand, translations = {} }: Campaign): [string, string][] => [
  [language, JSON.stringify([title, demand])],
  ...Object.entries(translations).map(([tag, texts]): [string, string] => [
    tag,
    JSON.stringify([texts.title, texts.demand]),
  ]),
];
