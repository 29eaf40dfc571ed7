import type { Scope } from '../../core/access/scopes.ts';
import { t, type Word } from '../ui/words.ts';

export const scopeName = (scope: Scope): string => t(`scope.${scope}` satisfies Word);

const list = new Intl.ListFormat('en');

/** What some scopes are for: “Read campaigns and their numbers” and “Write campaigns”. */
export const scopeWords = (scopes: readonly Scope[]): string =>
  list.format(scopes.map((scope) => `“${scopeName(scope)}”`));
