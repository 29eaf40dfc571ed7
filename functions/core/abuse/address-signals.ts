import { domainOf, type NormalisedAddress } from '../address.ts';
import { hasTag } from '../mailbox.ts';
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
 * A service that gives addresses away is never one, and neither is a name below a provider's.
 */
export async function ownDomainOf(address: NormalisedAddress): Promise<string | undefined> {
  const domain = domainOf(address);
  const { largeProviders } = await import('./large-providers.ts');
  const isLarge = largeProviders.has(domain) && !(await isDisposable(domain));
  return isLarge ? undefined : registeredPart(domain);
}

/**
 * The part of a domain that somebody has registered: its owner has as many names below it as they like. Below a company
 * that gives out names (`eu.org`) all are of one owner. That hides fewer people in a crowd, and never too many.
 */
async function registeredPart(domain: string): Promise<string> {
  const { getDomain } = await import('tldts');
  return getDomain(domain, { allowPrivateDomains: false, extractHostname: false, validateHostname: false }) ?? domain;
}

/** These services also receive mail for every name below their own. */
async function isDisposable(domain: string): Promise<boolean> {
  const { disposableDomains } = await import('./disposable-domains.ts');
  const labels = domain.split('.');
  return labels.some((_label, i) => disposableDomains.has(labels.slice(i).join('.')));
}
