import { isName } from '../../core/access/account.ts';
import type { Organiser } from '../../core/access/people.ts';
import { type CampaignRole, isCampaignRole } from '../../core/access/roles.ts';
import { parseAddress } from '../../core/address.ts';
import { slug as slugSchema } from '../../core/campaigns/fields.ts';
import type { FieldError } from '../ui/form.tsx';
import { first, type Typed } from '../ui/typed.ts';
import { t } from '../ui/words.ts';

/** What a person may do, as the form has it. */
export interface RolesForm {
  readonly isAdmin: boolean;
  /** Those that the person has, and the one that was added. */
  readonly campaigns: Readonly<Record<string, CampaignRole>>;
}

/** Letters of the longest name. */
const LONGEST_NAME = 100;

/** The field with the role in a campaign that the person has. */
export const roleField = (slug: string): string => `role-${slug}`;

/** The campaigns of such fields. What is no short name of a campaign, no page of ours has sent. */
export const roleFieldsIn = (typed: Typed): string[] =>
  Object.keys(typed)
    .filter((name) => name.startsWith('role-'))
    .map((name) => name.slice('role-'.length))
    .filter(isSlugOfCampaign);

/** As the API parses it. */
const isSlugOfCampaign = (text: string): boolean => slugSchema.safeParse(text).success;

/** What a form about roles is filled in with. */
export const typedOf = ({
  isAdmin,
  campaigns,
  revision,
}: Pick<Organiser, 'isAdmin' | 'campaigns' | 'revision'>): Typed => ({
  kind: [isAdmin ? 'admin' : 'organiser'],
  seen: [String(revision)],
  ...Object.fromEntries(Object.entries(campaigns).map(([slug, role]) => [roleField(slug), [role]])),
});

/**
 * Reads the part of a form that is about roles.
 * @param exists whether there is a campaign with a slug.
 * @returns what it says, and what is wrong with it.
 */
export async function readRoles(
  typed: Typed,
  exists: (slug: string) => Promise<boolean>,
): Promise<{ readonly roles: RolesForm; readonly errors: readonly FieldError[] }> {
  const errors: FieldError[] = [];
  const kept = roleFieldsIn(typed).flatMap((slug) => {
    const role = first(typed, roleField(slug));
    return isCampaignRole(role) ? [[slug, role] as const] : [];
  });
  const campaigns: Record<string, CampaignRole> = Object.fromEntries(kept);
  const isAdmin = first(typed, 'kind') === 'admin';
  // What was typed wins over what was chosen in the list.
  const field = first(typed, 'campaign-name') === '' ? 'campaign' : 'campaign-name';
  const slug = slugIn(first(typed, field));
  const role = first(typed, 'role');
  if (!['admin', 'organiser'].includes(first(typed, 'kind')))
    errors.push({ field: 'kind', message: t('people.kind.missing') });
  if (slug !== '') {
    if (!isSlugOfCampaign(slug) || !(await exists(slug))) errors.push({ field, message: t('people.campaign.unknown') });
    else if (!isCampaignRole(role)) errors.push({ field: 'role', message: t('people.role.missing') });
    else campaigns[slug] = role;
  } else if (!isAdmin && role !== '') errors.push({ field: 'campaign', message: t('people.campaign.missing') });
  return { roles: { isAdmin, campaigns }, errors };
}

/** People paste the address of the campaign's page. */
function slugIn(typed: string): string {
  const [last = ''] = typed
    .split('/')
    .filter((part) => part !== '')
    .slice(-1);
  return last;
}

/** Who is invited. */
export function readPerson(typed: Typed): {
  readonly person: { readonly address: string; readonly name: string | undefined };
  readonly errors: readonly FieldError[];
} {
  const [address, name] = [first(typed, 'email'), first(typed, 'name')];
  const errors: FieldError[] = [];
  if (address === '') errors.push({ field: 'email', message: t('people.email.missing') });
  else if (typeof parseAddress(address) === 'string')
    errors.push({ field: 'email', message: t('people.email.malformed') });
  if (name.length > LONGEST_NAME)
    errors.push({ field: 'name', message: t('people.name.too-long', { most: LONGEST_NAME }) });
  else if (!isName(name)) errors.push({ field: 'name', message: t('people.name.odd') });
  return { person: { address, name: name || undefined }, errors };
}
