import type { OrganiserActor } from '../../../core/access/actor.ts';
import { planChange, written } from '../../../core/campaigns/organise.ts';
import { OtherRevision } from '../../../core/campaigns/organise-deps.ts';
import { type Plan, storedCampaign } from '../../../core/campaigns/plan.ts';
import type { StoredCampaign } from '../../../core/campaigns/store.ts';
import type { ConsoleDeps } from '../../deps.ts';
import type { FieldError } from '../../ui/form.tsx';
import { type Back, backAt, withBack, withQuery } from '../address.ts';
import { errorsOf, faultsIn, joined } from './errors.ts';
import { asSent, mergedWith } from './meanwhile.ts';
import { type Question, questionsOf } from './questions.ts';
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
  /** What was typed, if there are conflicts: `typed` may have entries of others, too. */
  readonly mine?: Typed;
  /** What the writer has seen, where that may be older than what is stored. */
  readonly seen?: { readonly revision: string; readonly marks: string };
}

/** What became of a form. `check` asks before it does something that signers notice. */
export type Sent =
  | { readonly kind: 'saved'; readonly at: string }
  | ({ readonly kind: 'form'; readonly status: 409 | 422 } & Form)
  | ({ readonly kind: 'check'; readonly plan: Plan; readonly asked: readonly Question[] } & Form);

/** What became of a section, as an address says it. `same`: its form changed nothing. */
type Done = 'saved' | 'same';

/** How often a form is written again, if others write the campaign at the same moment. */
const TRIES = 5;

/**
 * Saves a section. What others changed meanwhile is kept, as long as they changed other fields.
 * @param faulty what is wrong with the form already, such as a file: then nothing is saved, and all other faults are found, too.
 * @throws {Problem} as `changeCampaign`.
 */
export async function saveSection(
  deps: ConsoleDeps,
  actor: OrganiserActor,
  section: Section,
  { slug, sent, back, faulty }: { slug: string; sent: Typed; back: Back; faulty: readonly FieldError[] },
): Promise<Sent> {
  for (let tries = 1; ; tries++) {
    const stored = await storedCampaign(deps, slug);
    const known = await section.known?.(deps, actor, stored.campaign);
    const shown = section.fields(stored.campaign);
    const isSeen = one(sent, 'seen') === String(stored.revision);
    const { typed, mine, conflicts } = isSeen ? asSent(sent) : mergedWith(one(sent, 'was'), sent, shown);
    const form = { stored, known, typed, mine, conflicts };
    const next = section.next?.(stored.campaign, typed);
    const onward = next === undefined ? undefined : withBack(next, back);
    const done = (what: Done) => {
      const query = `${what}=${section.name}`;
      const at = next === undefined ? withQuery(backAt(slug, back), query) : withBack(withQuery(next, query), back);
      return { kind: 'saved', at } as const;
    };
    if (conflicts.length > 0) return { kind: 'form', status: 409, ...form, errors: faulty };
    const wrong = joined(typed, faulty, section.faults?.(typed, stored.campaign, known) ?? []);
    try {
      const patch = section.patch(typed, stored.campaign, known);
      const plan = await planChange(deps, actor, { slug, patch, seen: stored.revision });
      if (wrong.length > 0) return { kind: 'form', status: 422, ...form, errors: wrong };
      // A page that only leads on has saved nothing.
      if (plan.changes.length === 0 && onward !== undefined) return { kind: 'saved', at: onward };
      // What somebody else has saved since, with the same words, may be this form itself, sent twice.
      if (plan.changes.length === 0) return done(isSeen ? 'same' : 'saved');
      const asked = questionsOf(plan, deps.clock());
      if (one(sent, 'step') !== 'send' && asked.length > 0) return { kind: 'check', plan, asked, ...form, errors: [] };
      await written(deps, actor, plan);
      return done('saved');
    } catch (error) {
      if (error instanceof OtherRevision && tries < TRIES) continue;
      const ruled = errorsOf(faultsIn(error), { page: { section, campaign: stored.campaign }, typed, shown });
      return { kind: 'form', status: 422, ...form, errors: joined(typed, wrong, ruled) };
    }
  }
}
