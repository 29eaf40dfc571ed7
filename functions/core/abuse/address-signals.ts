import { hasTag, type NormalisedAddress } from '../address.ts';
import type { Signal } from './signals.ts';

/** Mailboxes of a function rather than of a person: those of RFC 2142, and others that are as common. */
const ROLES = new Set(
  (
    'abuse admin administrator billing contact enquiries ftp help hello helpdesk hostmaster hr info jobs list ' +
    'mail mailer-daemon marketing media news newsletter no-reply nobody noc noreply office postmaster press privacy root ' +
    'sales secretary security service spam subscribe support sysadmin team test usenet uucp webmaster www'
  ).split(' '),
);

/**
 * The signals of an address: its domain gives addresses away, it belongs to a function, or it has a tag. Loads the list of domains
 * when it is first needed.
 */
export async function addressSignals(address: NormalisedAddress): Promise<Signal[]> {
  const at = address.lastIndexOf('@');
  const found: Signal[] = [];
  if (await isDisposable(address.slice(at + 1))) found.push('disposable-address');
  if (ROLES.has(address.slice(0, at).replace(/\+.*/, ''))) found.push('role-address');
  if (hasTag(address)) found.push('tagged-address');
  return found;
}

/**
 * The domain of an address, if its owner may have as many mailboxes there as they like. Undefined for a large provider.
 * A service that gives addresses away is never one.
 */
export async function ownDomainOf(address: NormalisedAddress): Promise<string | undefined> {
  const domain = registeredPart(address.slice(address.lastIndexOf('@') + 1));
  const { largeProviders } = await import('./large-providers.ts');
  return largeProviders.has(domain) && !(await isDisposable(domain)) ? undefined : domain;
}

/** Below these, with two letters after them, a registry gives out names: `co.uk`, `com.tr`. */
const REGISTRIES = new Set('ac co com edu go gob gov gouv ltd ne net nom or org sch'.split(' '));

/**
 * The part of a domain that somebody has registered: its owner has as many names below it as they like. A registry that is
 * not in the list makes one owner of all who registered there, which hides fewer people, and never too many.
 */
function registeredPart(domain: string): string {
  const labels = domain.split('.');
  const isBelowRegistry = labels.at(-1)?.length === 2 && REGISTRIES.has(labels.at(-2) ?? '');
  return labels.slice(isBelowRegistry ? -3 : -2).join('.');
}

/** These services also receive mail for every name below their own. */
async function isDisposable(domain: string): Promise<boolean> {
  const { disposableDomains } = await import('./disposable-domains.ts');
  const labels = domain.split('.');
  return labels.some((_label, i) => disposableDomains.has(labels.slice(i).join('.')));
}
