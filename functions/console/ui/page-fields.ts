import { FORM_ID } from './form-id.tsx';
import { BY } from './put-back.ts';

/** What somebody looks for among the roles of a person, from which of these on they see them, and what the page before looked for. */
export const ROLES_Q = 'roles-q';
export const ROLES_FROM = 'roles-from';
export const ROLES_SOUGHT = 'roles-sought';

/** Fields of the page itself, and the button that was pressed: all others are content. */
export const OF_THE_PAGE: ReadonlySet<string> = new Set([
  ...['csrf', BY, FORM_ID, 'seen', 'was', 'step', 'preview', 'more', 'less'],
  ...[ROLES_Q, ROLES_FROM, ROLES_SOUGHT],
]);
