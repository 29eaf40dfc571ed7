import type { OrganiserActor } from '../../core/access/actor.ts';
import { notAllowed } from '../../core/access/rights.ts';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { caseSeen, type SeenCase } from '../../core/cases/case.ts';
import { changeCase, OtherCase } from '../../core/cases/change.ts';
import { asSent, mergedWith } from '../campaigns/edit/meanwhile.ts';
import type { Typed } from '../campaigns/edit/section.ts';
import { contentOf, one } from '../campaigns/edit/typed.ts';
import { caseWritersSince } from '../campaigns/history/writers.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { FieldError } from '../ui/form.tsx';
import { errorsOf, faultsIn, patchIn, typedOf } from './form.ts';

/** The form of a case, over the case as it is stored. */
export interface CaseForm {
  readonly seen: SeenCase;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** What somebody else has changed meanwhile, and the writer, too. */
  readonly conflicts: readonly string[];
  /** What was typed, if there are conflicts: `typed` may have entries of others, too. */
  readonly mine?: Typed;
  /** Who has changed it meanwhile, in words, if there are conflicts. */
  readonly writers?: string;
}

/** How often a form is written again, if others write the case at the same moment. */
const TRIES = 5;

/**
 * Saves a case. What others changed meanwhile is kept, as long as they changed other fields.
 * @param input.faulty what is wrong with the form already, such as a file: then nothing is saved, and all other faults are found, too.
 * @returns the form with what was typed, unless it is saved. `same`: it changed nothing.
 * @throws {Problem} as `changeCase`.
 */
export async function saveCase(
  deps: ConsoleDeps,
  actor: OrganiserActor,
  { id, sent, faulty }: { readonly id: string; readonly sent: Typed; readonly faulty: readonly FieldError[] },
): Promise<(CaseForm & { readonly status: 409 | 422 }) | 'saved' | 'same'> {
  for (let tries = 1; ; tries++) {
    const seen = await writableCase(deps, actor, id);
    const { revision, fields } = seen.record;
    const isSeen = one(sent, 'seen') === String(revision);
    const { typed, mine, conflicts } = isSeen ? asSent(sent) : mergedWith(one(sent, 'was'), sent, typedOf(fields));
    if (conflicts.length > 0) {
      const writers = await caseWritersSince(deps, actor, id, Number(one(sent, 'seen')));
      return { status: 409, seen, typed: contentOf(typed), mine: contentOf(mine), errors: faulty, conflicts, writers };
    }
    const wrong = faultsIn(typed, { faulty, before: fields, now: deps.clock() });
    if (wrong.length > 0) return { status: 422, seen, typed: contentOf(typed), errors: wrong, conflicts };
    try {
      const { record } = await changeCase(deps, actor, { id, patch: patchIn(typed), seen: revision });
      // What somebody else has saved since, with the same words, may be this form itself, sent twice.
      return isSeen && record.revision === revision ? 'same' : 'saved';
    } catch (error) {
      if (error instanceof OtherCase && tries < TRIES) continue;
      if (!(error instanceof FaultyFile)) throw error;
      return { status: 422, seen, typed: contentOf(typed), errors: errorsOf(error.faults, typed), conflicts };
    }
  }
}

/** A case that an organiser may change. @throws {Problem} `case-unknown` or `not-allowed`. */
export async function writableCase(deps: ConsoleDeps, actor: OrganiserActor, id: string): Promise<SeenCase> {
  const seen = await caseSeen(deps, actor, id);
  if (!seen.mayWrite) throw notAllowed(actor, 'case.write');
  return seen;
}
