import * as z from 'zod/mini';
import { isCountry } from '../country.ts';
import { type FaultKind, type FieldFault, faultKinds, Problem } from '../problem.ts';
import { type EmailAddress, parseAddress } from './address.ts';

/**
 * What a signer sends. Each check's message is the fault that it finds (`core/problem`), so that JSON and the form are
 * told the same by the catalogue of messages.
 */
const fault = (kind: FaultKind) => kind;

/** Control characters, and those that turn the direction of the text around them: neither belongs in a name. */
const SINGLE_LINE = /^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u;
const MANY_LINES = /^(?:[^\p{Cc}\u202a-\u202e\u2066-\u2069]|[\r\n\t])*$/u;

const text = (max: number, allowed: RegExp) =>
  z
    .string(fault('missing'))
    .check(
      z.trim(),
      z.normalize('NFC'),
      z.maxLength(max, fault('too-long')),
      z.regex(allowed, fault('control-characters')),
    );

/** A browser sends `on` for a ticked box, and nothing for one that is not. */
const tick = z.pipe(
  z._default(z.union([z.boolean(), z.string().check(z.maxLength(20))]), false),
  z.transform((value) => value === true || (typeof value === 'string' && /^(on|true|yes|1)$/i.test(value))),
);

/** `true` shows the signer's name; words show those instead, such as a first name alone. */
const publicName = z.pipe(
  z._default(z.union([z.boolean(), text(100, SINGLE_LINE)], fault('malformed')), false),
  z.transform((value) => (typeof value === 'string' && /^(on|true|yes|1)$/i.test(value) ? true : value || false)),
);

const email = z.string(fault('missing')).check(
  z.trim(),
  z.minLength(1, fault('missing')),
  z.maxLength(320, fault('too-long')),
  z.refine((typed) => typed === '' || parseAddress(typed) !== 'malformed', fault('malformed')),
  z.refine((typed) => parseAddress(typed) !== 'undeliverable', fault('undeliverable')),
);

export const attemptForm = z.object({
  name: text(100, SINGLE_LINE).check(z.minLength(1, fault('missing'))),
  email,
  country: z.string(fault('missing')).check(
    z.trim(),
    z.toUpperCase(),
    z.minLength(1, fault('missing')),
    z.refine((code) => code === '' || isCountry(code), fault('unknown')),
  ),
  locale: z._default(
    z.string(fault('malformed')).check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, fault('malformed'))),
    'en',
  ),
  publicName,
  updates: tick,
  comment: z._default(text(500, MANY_LINES), ''),
  source: z._default(z.string(fault('malformed')).check(z.maxLength(100, fault('too-long'))), ''),
  proof: z._default(z.string(fault('malformed')).check(z.maxLength(4_000, fault('too-long'))), ''),
});

/** A signer's request to sign, checked. Not a signature yet, and never stored as one. */
export interface Attempt {
  readonly name: string;
  readonly address: EmailAddress;
  readonly country: string;
  readonly locale: string;
  readonly publicName: string | undefined;
  readonly updates: boolean;
  readonly comment: string;
  readonly source: string;
}

/** @throws {Problem} `invalid-form`, with one fault for each field that has any. */
export function parseAttempt(input: unknown): Attempt {
  const parsed = z.safeParse(attemptForm, input);
  if (!parsed.success) throw new Problem('invalid-form', faultsOf(parsed.error.issues));
  const { email: typed, proof: _, publicName: shown, ...rest } = parsed.data;
  const address = parseAddress(typed);
  if (typeof address === 'string') throw new Problem('invalid-form', [{ field: 'email', fault: address }]);
  return { ...rest, address, publicName: shown === true ? rest.name : shown || undefined };
}

function faultsOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]): FieldFault[] {
  const first = new Map<string, FaultKind>();
  for (const { path, message } of issues) {
    const field = String(path[0] ?? 'body');
    if (!first.has(field)) first.set(field, faultKinds.find((kind) => kind === message) ?? 'malformed');
  }
  return [...first].map(([field, kind]) => ({ field, fault: kind }));
}
