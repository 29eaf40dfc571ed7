import { isRight, ruleOf } from '../core/access/rights.ts';
import { campaignRoles } from '../core/access/roles.ts';
import { roleName } from './people/words.ts';
import { t } from './ui/words.ts';

const either = new Intl.ListFormat('en', { type: 'disjunction' });

/** What a page says to somebody whose role does not allow something: which role would help. @param right left out: nobody can say. */
export function refusedWords(right: string | undefined): string {
  const rule = right !== undefined && isRight(right) ? ruleOf(right) : undefined;
  if (rule === undefined || rule.roles === 'everybody') return t('refused.ask');
  if (rule.roles.length === 0) return t('refused.admin');
  if (rule.roles.length === campaignRoles.length) return t('refused.any-role');
  const roles = either.format(rule.roles.map(roleName));
  return t(rule.inAny ? 'refused.role-in-each' : 'refused.role', { roles });
}
