import { ROLES_FROM, ROLES_Q, ROLES_SOUGHT } from '../ui/page-fields.ts';
import { first, type Typed } from '../ui/typed.ts';
import type { CampaignChoice } from './campaign-choice.ts';
import { roleFieldsIn } from './form.ts';

/** Roles that a form shows at once. The others go with it unseen, so that nothing typed is lost. */
const AT_ONCE = 20;

/** The buttons that show other roles, and save nothing. */
export const looking: readonly string[] = ['find', 'next', 'before'];

/** The button that was pressed. The key Enter finds what was typed among the roles, if that is new, and else checks the form. */
export function stepIn(typed: Typed): string {
  const step = first(typed, 'step');
  if (step !== 'enter') return step;
  return first(typed, ROLES_Q) === first(typed, ROLES_SOUGHT) ? 'check' : 'find';
}

/** The roles of a form by the titles of their campaigns: those that it shows, and those that go with it. */
export interface RolesShown {
  readonly shown: readonly string[];
  readonly unseen: readonly string[];
  /** Whether there are more than a form shows at once. */
  readonly isPaged: boolean;
  readonly from: number;
  /** How many fit what somebody looks for. */
  readonly found: number;
}

const byTitle = new Intl.Collator('en', { numeric: true });

export function rolesShown(
  typed: Typed,
  { titles, isSought }: Pick<CampaignChoice, 'titles' | 'isSought'>,
): RolesShown {
  const titleOf = (slug: string) => titles.get(slug)?.title ?? slug;
  const all = roleFieldsIn(typed).sort((one, other) => byTitle.compare(titleOf(one), titleOf(other)));
  if (all.length <= AT_ONCE) return { shown: all, unseen: [], isPaged: false, from: 0, found: all.length };
  const found = all.filter((slug) => isSought([titleOf(slug), slug]));
  const last = Math.max(0, Math.ceil(found.length / AT_ONCE) - 1) * AT_ONCE;
  const from = Math.min(Math.max(0, asked(typed)), last);
  const shown = found.slice(from, from + AT_ONCE);
  return { shown, unseen: all.filter((slug) => !shown.includes(slug)), isPaged: true, from, found: found.length };
}

function asked(typed: Typed): number {
  const before = Math.floor(Number(first(typed, ROLES_FROM)) / AT_ONCE) * AT_ONCE || 0;
  const step = stepIn(typed);
  return step === 'find' ? 0 : step === 'next' ? before + AT_ONCE : step === 'before' ? before - AT_ONCE : before;
}
