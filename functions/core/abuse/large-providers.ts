import common from 'email-providers/common.json' with { type: 'json' };

/**
 * Domains at which very many people have their mailbox: those of e-mail providers among the 100,000 sites with most
 * links. The list has a file of its own, so that it is loaded when it is first needed.
 * @see https://github.com/derhuerst/email-providers
 */
export const largeProviders: ReadonlySet<string> = new Set(common);
