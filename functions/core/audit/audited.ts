import type { Clock } from '../running/clock.ts';
import type { Act } from './acts.ts';
import { type AuditClient, canonicalJson } from './entry.ts';
import type { AuditLog } from './log.ts';

/** What every use case needs that changes something, or hands something over. */
export interface AuditDeps {
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** The actor of `core/access`, as far as the trail names them. */
export type Acting =
  | { readonly kind: 'operator' | 'schedule' }
  | { readonly kind: 'organiser'; readonly account: string; readonly client: 'console' | 'api' };

/** Who acts, for the trail: an id, never a name or an address. */
export const actorName = (actor: Acting): string => (actor.kind === 'organiser' ? actor.account : actor.kind);

/** Which program they act with. An operator has a shell. */
export function clientOf(actor: Acting): AuditClient {
  if (actor.kind === 'organiser') return actor.client;
  return actor.kind === 'operator' ? 'command' : 'schedule';
}

/** What an act changes, before and after. Never data of signers, and no secret. */
export interface AuditChange {
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * Does something, and leaves a trail. The entry is written first, so no act can happen without one, whatever crashes: if it
 * cannot be written, nothing is done. An act that fails gets a second entry that says so (docs/decisions/053).
 * @param outcome gives what is known only afterwards, such as how many were changed. It is written into a second entry, also
 * if the act stopped half way.
 * @throws what `work` throws, or the error of the trail.
 */
export async function audited<Result>(
  { audit, clock }: AuditDeps,
  actor: Acting,
  act: Act,
  subject: string,
  { before, after }: AuditChange,
  work: () => Promise<Result>,
  outcome?: (result: Result | undefined) => object,
): Promise<Result> {
  const named = { actor: actorName(actor), client: clientOf(actor), act, subject };
  const { id } = await audit.append({ ...named, before, after }, clock());
  const conclude = (how: 'done' | 'failed', found: object | undefined) =>
    audit.append({ ...named, of: id, outcome: how, after: found }, clock());
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    // The caller must hear why the act failed, whatever becomes of this entry.
    await conclude('failed', { error: nameOf(error), ...outcome?.(undefined) }).catch(() => undefined);
    throw error;
  }
  if (outcome) await conclude('done', outcome(result));
  return result;
}

/** The kind of an error. Its message may have data in it. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** The fields in which two versions differ, each in full. */
export function changedFields(before: object | undefined, after: object | undefined): AuditChange {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => old.get(name)?.text !== now.get(name)?.text,
  );
  const only = (fields: ReturnType<typeof fieldsOf>) =>
    Object.fromEntries(names.flatMap((name) => (fields.has(name) ? [[name, fields.get(name)?.value]] : [])));
  return { ...(before && { before: only(old) }), ...(after && { after: only(now) }) };
}

const fieldsOf = (version: object = {}) =>
  new Map(
    Object.entries(version)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]: [string, unknown]) => [name, { value, text: canonicalJson(value) }]),
  );
