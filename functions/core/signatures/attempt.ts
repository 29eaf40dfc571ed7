import * as z from 'zod/mini';
import { type EmailAddress, parseAddress } from '../address.ts';
import { isCountry, NO_COUNTRY } from '../country.ts';
import { type FaultKind, type FieldFault, faultKinds, Problem } from '../problem.ts';
import { nameHasAddress } from '../typed/addresses.ts';
import { isTooLong, MOST, type TextField, tidied } from '../typed/lengths.ts';
import { NOT_IN_LINE } from '../typed/not-in-line.ts';
import { isTicked } from '../typed/ticked.ts';
import { hasAddress, hasStackedMarks } from './shown-text.ts';

/**
 * The form that a signer sends. The message of each check is the fault that it finds (`core/problem`), so that the
 * catalogue of messages has the same words for JSON and for the form.
 */
const fault = (kind: FaultKind) => kind;

/** A field that is not there is `missing`. A field of another type is `malformed`. */
const ofType = {
  error: ({ input }: { input?: unknown }): FaultKind => (input === undefined ? 'missing' : 'malformed'),
};

const SINGLE_LINE = new RegExp(`^[^${NOT_IN_LINE}]*$`, 'u');
/** The same, but with ends of lines and tabs. */
const MANY_LINES = /^(?:[^\p{Cc}\p{Cs}\ufffd\u202a-\u202e\u2066-\u2069]|[\n\t])*$/u;

/** At least one visible character. U+2800 is a Braille pattern without dots. */
const VISIBLE = /[^\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A text of a form. Its length is counted as the browser counts it. */
const text = (field: TextField, allowed: RegExp) =>
  z.string(ofType).check(
    z.overwrite((typed) => tidied(field, typed)),
    z.maxLength(MOST[field], fault('too-long')),
    z.regex(allowed, fault('control-characters')),
  );

/** What everybody may read has no marks that cover other lines. */
const withoutStacks = z.refine<string>((typed) => !hasStackedMarks(typed), fault('stacked-marks'));

/** Names that nobody is shown are refused only for what surely is an address. */
const withoutAddress = (isShown: boolean) =>
  z.refine<string>((typed) => !nameHasAddress(typed, isShown), fault('address-in-text'));

const UNTICKED = /^(off|false|no|0)$/i;

/** A browser sends `on` for a ticked box, and nothing for one that is not. */
const tick = z.pipe(
  z._default(z.union([z.boolean(), z.string().check(z.maxLength(20))]), false),
  z.transform((value) => isTicked(String(value))),
);

const shownName = text('publicName', SINGLE_LINE).check(
  withoutAddress(true),
  withoutStacks,
  z.refine((name) => name === '' || VISIBLE.test(name)),
);

/**
 * `true` shows the signer's name. A text, such as a first name alone, is shown instead. `false` shows nothing: it is
 * nobody's name.
 */
const publicName = z.pipe(
  z._default(z.union([z.boolean(), shownName], fault('malformed')), false),
  z.transform((value) => {
    const words = String(value);
    if (isTicked(words)) return true;
    return !UNTICKED.test(words) && words;
  }),
);

const email = z.pipe(
  z.string(ofType).check(
    z.overwrite((typed) => tidied('email', typed)),
    z.minLength(1, fault('missing')),
    z.maxLength(MOST.email, fault('too-long')),
    z.refine((typed) => !isTooLong('email', typed), fault('too-long')),
  ),
  z.transform((typed, { issues }): EmailAddress => {
    const address = parseAddress(typed);
    if (typeof address !== 'string') return address;
    issues.push({ code: 'custom', input: typed, message: fault(address) });
    return z.NEVER;
  }),
);

const locale = z._default(
  z.string(fault('malformed')).check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, fault('malformed'))),
  'en',
);
const spokenLocale = locale.check(
  z.describe(
    'BCP 47 tag of the language in which the person reads. Of it, only the nearest language that Amparo speaks here is kept. The e-mail is in that one.',
  ),
);
const proof = z._default(z.string(fault('malformed')).check(z.maxLength(4_000, fault('too-long'))), '');

const comment = z._default(
  text('comment', MANY_LINES).check(
    z.refine((typed) => !hasAddress(typed), fault('address-in-text')),
    withoutStacks,
  ),
  '',
);

const someCountry = (isKnown: (code: string) => boolean) =>
  z
    .string(ofType)
    .check(z.trim(), z.toUpperCase(), z.minLength(1, fault('missing')), z.refine(isKnown, fault('unknown')));

const nameField = (isShown: boolean) =>
  text('name', SINGLE_LINE).check(
    withoutAddress(isShown),
    withoutStacks,
    z.refine((name) => VISIBLE.test(name), fault('missing')),
  );

export const attemptForm = z.object({
  name: nameField(false),
  email,
  country: someCountry(isCountry).check(
    z.describe('ISO 3166-1 alpha-2, or XK. A campaign may also take ZZ, for a person who would rather not say.'),
  ),
  locale: spokenLocale,
  publicName: publicName.check(
    z.describe(
      'The page may show the name, or this text instead, once an organiser has approved it. A copy that somebody makes stays.',
    ),
  ),
  updates: tick.check(z.describe('Whether they want news. Ignored if the campaign sends none.')),
  comment: comment.check(
    z.describe(
      'Why they sign. Like a name, it may not have the address of a web page or of an e-mail. It travels in the mailed link. If the link becomes too long, the answer says so: send the reason with the confirmation then.',
    ),
  ),
  /** Comes from the link that the signer followed. A source that the campaign does not name counts as `other`. */
  source: z._default(z.string(fault('malformed')), ''),
  consent: z
    ._default(z.string(fault('malformed')), '')
    .check(z.describe('The version of the privacy text that the form showed. Left out: the present one.')),
  proof,
});

/** For a campaign whose signers may rather not say their country. They choose that: nobody leaves the field by mistake. */
const countryOrNone = someCountry((code) => code === NO_COUNTRY || isCountry(code));

/** For a signer whose name everybody may read. */
const nameToShow = nameField(true);

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
  /** The version of the privacy text that the form showed. Empty if the sender named none. */
  readonly consent: string;
  /** The proof that `core/abuse/proof` checks. Empty if there is none. */
  readonly proof: string;
  /** Whether the field that people cannot see was filled in. */
  readonly isTrapped: boolean;
}

/**
 * @param countryOptional whether the campaign takes signers who would rather not say their country.
 * @throws {Problem} `invalid-form`, with one fault for each field that has any.
 */
export function parseAttempt(
  input: unknown,
  { countryOptional = false }: { readonly countryOptional?: boolean } = {},
): Attempt {
  const { publicName: box } = withoutEmpty(input) as { publicName?: unknown };
  const isShown = isTicked(tidied('publicName', String(box)));
  const { shape } = attemptForm;
  const form = z.extend(attemptForm, {
    name: isShown ? nameToShow : shape.name,
    country: countryOptional ? countryOrNone : shape.country,
  });
  const { email: address, publicName: shown, ...rest } = parsed(form, input);
  return { ...rest, address, publicName: shown === true ? rest.name : shown || undefined, isTrapped: isTrapped(input) };
}

/** The form of a person who asks for a link that withdraws. */
export const linkForm = z.object({ email, locale: spokenLocale, proof });

/** A person's request for a link that withdraws, checked. */
export type LinkRequest = Pick<Attempt, 'address' | 'locale' | 'proof'>;

/** @throws {Problem} `invalid-form`. */
export function parseLinkRequest(input: unknown): LinkRequest {
  const { email: address, ...rest } = parsed(linkForm, input);
  return { ...rest, address };
}

/** What a signer may write beside the button that confirms. */
export const reasonForm = z.object({ comment });

/** @returns the reason, empty if there is none. @throws {Problem} `invalid-form`. */
export const parseReason = (input: unknown): string => parsed(reasonForm, input).comment;

/** The form with which a browser asks for a challenge. */
export const challengeForm = z.object({ email });

/** @throws {Problem} `invalid-form`. */
export const parseChallengeForm = (input: unknown): EmailAddress => parsed(challengeForm, input).email;

function parsed<Form extends z.ZodMiniType>(form: Form, input: unknown): z.infer<Form> {
  const result = z.safeParse(form, withoutEmpty(input));
  if (!result.success) throw new Problem('invalid-form', { faults: faultsOf(result.error.issues) });
  return result.data;
}

/**
 * No schema names this field, so no documentation does. A sender who fills it in has read the page's source, not the
 * page.
 */
const isTrapped = (input: unknown): boolean => Object.hasOwn(withoutEmpty(input), 'website');

/** Treats a field that is empty, or null in JSON, as one that was left out. */
const withoutEmpty = (input: unknown): object =>
  Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== ''));

function faultsOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]): FieldFault[] {
  const first = new Map<string, FaultKind>();
  for (const { path, message } of issues) {
    const field = String(path[0]);
    if (!first.has(field)) first.set(field, faultKinds.find((kind) => kind === message) ?? 'malformed');
  }
  return [...first].map(([field, kind]) => ({ field, fault: kind }));
}
