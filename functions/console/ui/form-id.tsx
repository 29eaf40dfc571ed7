import { createHash, randomBytes } from 'node:crypto';
import type { OrganiserActor } from '../../core/access/actor.ts';

/** The field that names one showing of a form (docs/decisions/062). */
export const FORM_ID = 'form-id';

type Sent = Readonly<Record<string, string | readonly string[] | undefined>>;

const idIn = (typed: Sent): string | undefined => {
  const [id] = [typed[FORM_ID] ?? []].flat();
  return id !== undefined && /^[\w-]{22}$/.test(id) ? id : undefined;
};

/** Goes into each form that makes something. A form that comes back keeps its id. */
export const FormId = ({ typed = {} }: { typed?: Sent }) => (
  <input type="hidden" name={FORM_ID} value={idIn(typed) ?? randomBytes(16).toString('base64url')} />
);

/**
 * Names what a form makes: the same form with the same content, sent again by the same person, names the same. So the second one leads to
 * what the first one made, and a person who goes back and types something else makes another.
 * @returns undefined for a form without an id. What it makes is new.
 */
export function madeBy({ account }: OrganiserActor, typed: Sent, content: unknown): string | undefined {
  const id = idIn(typed);
  if (id === undefined) return undefined;
  return createHash('sha256')
    .update(JSON.stringify([account, id, content]))
    .digest('base64url');
}
