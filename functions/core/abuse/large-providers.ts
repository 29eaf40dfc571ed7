import common from 'email-providers/common.json' with { type: 'json' };

/** In the list because many sites use names below them: anybody can get such a name, free or for little money. */
const GIVE_NAMES_AWAY =
  'cu.cc ddnsfree.com dnsmadeeasy.com dynu.net f5.si fr.nf i.am msk.ru pe.hu pp.ua sdf.org spb.ru web.id za.com zp.ua';

/** In the list, but no e-mail provider: who owns one of them has all its mailboxes. */
const NO_PROVIDERS =
  'bugmenot.com casino.com example.com games.com garbage.com hidemyass.com mail-tester.com mydomain.com name.com test.com ' +
  'test.de www.com yourdomain.com';

const wrong: ReadonlySet<string> = new Set(`${GIVE_NAMES_AWAY} ${NO_PROVIDERS}`.split(' '));

/**
 * Domains at which very many people have their mailbox: those of e-mail providers among the 100,000 sites with most
 * links. Names below them are not large providers. The list has a file of its own, so that it is loaded when it is first needed.
 * @see https://github.com/derhuerst/email-providers
 */
export const largeProviders: ReadonlySet<string> = new Set(common.filter((domain) => !wrong.has(domain)));
