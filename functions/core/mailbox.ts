import { type NormalisedAddress, partsOf } from './address.ts';

/**
 * The mailbox that an address leads to, as far as its letters show: many addresses may lead to one. It limits e-mails,
 * and never tells signers apart: see docs/decisions/023-one-mailbox-many-addresses.md.
 */
export type Mailbox = string & { readonly __brand: 'Mailbox' };

/** How a large provider reads addresses. Others have rules of their own, which nobody can list. */
interface Provider {
  /** All lead to the same mailboxes. The first one stands for all. */
  readonly domains: readonly [string, ...string[]];
  /** Letters that it does not read. */
  readonly unread?: RegExp;
}

const PROVIDERS: readonly Provider[] = [
  // https://support.google.com/mail/answer/7436150
  { domains: ['gmail.com', 'googlemail.com'], unread: /\./g },
  // https://proton.me/support/addresses-and-aliases
  { domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'], unread: /[._-]/g },
  { domains: ['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru'], unread: /[.-]/g },
  { domains: ['icloud.com', 'me.com', 'mac.com'] },
];
const providerOf = (domain: string): Provider | undefined => PROVIDERS.find(({ domains }) => domains.includes(domain));

/**
 * Below these, a mailbox has a host name of its own: `petition@ada.fastmail.fm` leads to `ada@fastmail.fm`. Each domain has
 * mailboxes of its own.
 */
const MAILBOX_AS_HOST: ReadonlySet<string> = new Set(
  [
    // https://www.fastmail.help/hc/en-us/articles/360060591053 and https://www.fastmail.com/about/ourdomains/
    '123mail.org 150mail.com 150ml.com 16mail.com 2-mail.com 4email.net 50mail.com airpost.net allmail.net bestmail.us',
    'cluemail.com elitemail.org emailcorner.net emailengine.net emailengine.org emailgroups.net emailplus.org',
    'emailuser.net eml.cc f-m.fm fast-email.com fast-mail.org fastem.com fastemail.us fastemailer.com fastest.cc',
    'fastimap.com fastmail.cn fastmail.co.uk fastmail.com fastmail.com.au fastmail.de fastmail.es fastmail.fm fastmail.fr',
    'fastmail.im fastmail.in fastmail.jp fastmail.mx fastmail.net fastmail.nl fastmail.org fastmail.se fastmail.to',
    'fastmail.tw fastmail.uk fastmail.us fastmailbox.net fastmessaging.com fea.st fmail.co.uk fmailbox.com fmgirl.com',
    'fmguy.com ftml.net h-mail.us hailmail.net imap-mail.com imap.cc imapmail.org inoutbox.com internet-e-mail.com',
    'internet-mail.org internetemails.net internetmailing.net jetemail.net justemail.net letterboxes.org',
    'mail-central.com mail-page.com mailandftp.com mailas.com mailbolt.com mailc.net mailcan.com mailforce.net',
    'mailftp.com mailhaven.com mailingaddress.org mailite.com mailmight.com mailnew.com mailsent.net mailservice.ms',
    'mailup.net mailworks.org ml1.net mm.st myfastmail.com mymacmail.com nospammail.net ownmail.net petml.com',
    'postinbox.com postpro.net proinbox.com promessage.com realemail.net reallyfast.biz reallyfast.info rushpost.com',
    'sent.as sent.at sent.com speedpost.net speedymail.org ssl-mail.com swift-mail.com the-fastest.net',
    'the-quickest.com theinternetemail.com veryfast.biz veryspeedy.net warpmail.net xsmail.com yepmail.net your-mail.com',
    // Services that pass e-mails on: addy.io, 33Mail, Firefox Relay.
    'anonaddy.com anonaddy.me 33mail.com mozmail.com',
  ].flatMap((line) => line.split(' ')),
);

/** Yahoo's disposable addresses: a name, `-`, and a keyword. Its other names have no `-`. */
const YAHOO = /^(yahoo\.(com|[a-z]{2}|com?\.[a-z]{2})|ymail\.com|rocketmail\.com)$/;

/**
 * The mailbox of an address: without its tag, and without what its provider does not read. Elsewhere a `-` stays: it is a
 * usual part of names.
 */
export function mailboxOf(address: NormalisedAddress): Mailbox {
  const { local, domain } = untagged(address);
  const { domains: [first] = [domain], unread } = providerOf(domain) ?? {};
  // A host name has no `_`: Fastmail reads a `-` in its place.
  if (MAILBOX_AS_HOST.has(domain)) return `${local.replaceAll('_', '-')}@${domain}` as Mailbox;
  return `${unread ? local.replace(unread, '') : local}@${first}` as Mailbox;
}

/** Whether an address has a tag, such as `ada+petitions@example.org`. */
export const hasTag = (address: NormalisedAddress): boolean => untagged(address).hasTag;

/** An address without its tag, if it has one: `+tag` at most hosts, all before the @ where a mailbox is a host. */
function untagged(address: NormalisedAddress): { local: string; domain: string; hasTag: boolean } {
  const { local, domain } = partsOf(address);
  const [, mailbox, provider] = /(?:^|\.)([^.]+)\.([^.]+\.(?:com?\.)?[^.]+)$/.exec(domain) ?? [];
  if (mailbox && provider && MAILBOX_AS_HOST.has(provider)) return { local: mailbox, domain: provider, hasTag: true };
  const untagged = (YAHOO.test(domain) ? /^([^+-]+)[+-]/ : /^([^+]+)\+/).exec(local)?.[1];
  return { local: untagged ?? local, domain, hasTag: untagged !== undefined };
}
