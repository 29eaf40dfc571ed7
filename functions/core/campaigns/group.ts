import * as z from 'zod/mini';
import { line } from './fields.ts';
import { LEGAL_BASIS } from './legal-basis.ts';
import { logo } from './picture.ts';
import { isEmail } from './values.ts';
import { isSecureAddress, mustBe } from './web-address.ts';

/**
 * The group that asks for signatures: the settings of an installation (`group.yaml`). A campaign may name another group
 * (`group` in its file). Signers see all of it, so it has no secrets.
 */

export const group = z.strictObject({
  $schema: z.optional(z.string()),
  name: line(80).check(z.describe('The name that signers see on the form and in e-mails.')),
  contact: line(200).check(
    z.refine((text) => isEmail(text) || isSecureAddress(text), {
      error: ({ input }) =>
        mustBe(
          'an e-mail address, or a page that begins with https://, such as https://example.org/ask',
          String(input),
        ),
    }),
    z.describe('Where signers can ask: an e-mail address, or a page.'),
  ),
  imprint: z.optional(
    line(200).check(
      z.refine(isSecureAddress, {
        error: ({ input }) =>
          mustBe('a page that begins with https://, such as https://example.org/imprint', String(input)),
      }),
      z.describe('The page that says who is responsible, where the law asks for one.'),
    ),
  ),
  logo: z.optional(logo.check(z.describe('Shown above the form and on the privacy page. E-mails load no picture.'))),
  controller: z.optional(
    line(300).check(
      z.describe(
        'Who is responsible for the data: name and postal address (the controller in the GDPR). Left out: the name.',
      ),
    ),
  ),
  legalBasis: z
    ._default(line(300), LEGAL_BASIS)
    .check(z.describe('The law that allows you to store the data. The default is consent.')),
});

export type GroupFile = z.input<typeof group>;
export type ParsedGroupFile = z.infer<typeof group>;
/** The group as pages and e-mails show it. */
export type Group = Omit<ParsedGroupFile, '$schema'>;

/** Whether signers who agreed that one group keeps their data did not agree to the other one. */
export const isOtherKeeper = (before: Group | null | undefined, after: Group | null | undefined): boolean =>
  !!before && (before.name !== after?.name || (before.controller ?? before.name) !== (after.controller ?? after.name));
