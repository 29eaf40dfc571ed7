import { canonicalJson } from '../canonical-json.ts';
import type { Clock } from '../running/clock.ts';
import type { Act } from './acts.ts';
import type { AuditClient } from './entry.ts';
import type { AuditLog } from './log.ts';

/** What every use case needs that changes something, or hands something over. */
export interface AuditDeps {
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** The actor of `core/access`, as far as the trail names them. */
export type Acting =
  | { readonly kind: 'operator' | 'schedule' }
  | {
      readonly kind: 'organiser';
      readonly account: string;
      readonly client: 'console' | 'api';
      readonly answered?: AbortSignal | undefined;
    };

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
  /** The version of a campaign that comes back by it. */
  readonly broughtBack?: number | undefined;
}

/**
 * Does something, and leaves a trail. The entry is written first, so no act can happen without one, whatever crashes: if it
 * cannot be written, nothing is done. An act that fails gets a second entry that says so (docs/decisions/053). What was asked for in a
 * request that is answered before it begins is not done.
 * @param outcome gives what is known only afterwards, such as how many were changed. It is written into a second entry, also
 * if the act stopped half way.
 * @throws what `work` throws, or the error of the trail.
 */
export async function audited<Result>(
  { audit, clock }: AuditDeps,
  actor: Acting,
  act: Act,
  subject: string,
  { before, after, broughtBack }: AuditChange,
  work: () => Promise<Result>,
  outcome?: (result: Result | undefined) => object,
): Promise<Result> {
  const named = { actor: actorName(actor), client: clientOf(actor), act, subject };
  const answered = actor.kind === 'organiser' ? actor.answered : undefined;
  const { id } = await audit.append({ ...named, before, after, broughtBack }, clock(), answered);
  const conclude = (how: 'done' | 'failed', found: object | undefined) =>
    audit.append({ ...named, of: id, outcome: how, after: found }, clock());
  let result: Result;
  try {
    answered?.throwIfAborted();
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

/** These are large, and most changes touch few of their parts. */
const PARTED: ReadonlySet<string> = new Set([
  ...['translations', 'cases', 'updates'],
  // What a campaign keeps by language: most of it comes from requests long ago.
  ...['formerTranslations', 'translatedDemands', 'translatedSince'],
]);

/** The fields in which two versions differ, each in full: of those that are large, the parts that differ. */
export function changedFields(before: object | undefined, after: object | undefined): AuditChange {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => old.get(name)?.text !== now.get(name)?.text,
  );
  const [was, is]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const name of names) {
    const values = [old.get(name)?.value, now.get(name)?.value] as const;
    const [one, other] = PARTED.has(name) ? changedParts(...values) : values;
    if (one !== undefined) was[name] = one;
    if (other !== undefined) is[name] = other;
  }
  return { ...(before && { before: was }), ...(after && { after: is }) };
}

const fieldsOf = (version: object = {}) =>
  new Map(
    Object.entries(version)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]: [string, unknown]) => [name, { value, text: canonicalJson(value) }]),
  );

/** The parts in which two values differ: members of objects, at any depth, and entries of lists by their ids. */
function changedParts(before: unknown, after: unknown): readonly [unknown, unknown] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (name) => textOf(memberOf(before, name)) !== textOf(memberOf(after, name)),
    );
    const parts = names.map((name) => [name, changedParts(memberOf(before, name), memberOf(after, name))] as const);
    const side = (i: 0 | 1) =>
      Object.fromEntries(parts.flatMap(([name, both]) => (both[i] === undefined ? [] : [[name, both[i]]])));
    return [side(0), side(1)];
  }
  const [old, now] = [entriesOf(before), entriesOf(after)];
  if (!old || !now) return [before, after];
  const stays = (list: typeof old, other: typeof old) => [...list.keys()].filter((id) => other.has(id)).join(' ');
  const isSameOrder = stays(old, now) === stays(now, old);
  const side = (list: typeof old, other: typeof old) =>
    [...list].flatMap(([id, entry]) => {
      if (textOf(entry) !== textOf(other.get(id))) return [entry];
      // Where others have another order now, the places of all are seen.
      return isSameOrder ? [] : [{ id }];
    });
  return [side(old, now), side(now, old)];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const memberOf = (value: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name] : undefined;

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : canonicalJson(value));

/** The entries of a list by their ids. Undefined if it is none, or one has no id, or two have the same. */
function entriesOf(value: unknown): Map<string, unknown> | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = new Map(
    value.flatMap((entry) => (isObject(entry) && typeof entry.id === 'string' ? [[entry.id, entry] as const] : [])),
  );
  return entries.size === value.length ? entries : undefined;
}
