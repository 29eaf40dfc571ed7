import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

/**
 * Domains whose mailboxes anybody may open for minutes. In a file of its own, so that the list is loaded when first needed,
 * and by name: in a bundle, a package of the old module format has no names when it is itself imported late.
 */
export const disposableDomains: ReadonlySet<string> = disposableEmailBlocklistSet();
