import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

/**
 * Domains whose mailboxes anybody may open for minutes. The list has a file of its own, so that it can be imported by
 * name when it is first needed. In a bundle, a CommonJS package that is itself imported late has no named exports.
 */
export const disposableDomains: ReadonlySet<string> = disposableEmailBlocklistSet();
