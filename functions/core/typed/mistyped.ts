/**
 * The usual slips in e-mail addresses. The browser and the server use this one list. It has only slips that are no provider
 * of their own, so it asks nobody about a right address. It only asks: an address is never refused for being here.
 */

/** Names of large providers with one letter wrong, missing, doubled or swapped, as they are typed. */
const names: Readonly<Record<string, string>> = {
  gmail: 'gmial gamil gmil gmal gmai gmaill gmailk gmali gnail gmsil gmaik gmaol gimail ggmail gmmail gmaiil gmeil',
  hotmail:
    'hotmial hotmal hotmai hotmil hotmaill hotmali hotamil homail hotnail hormail hotmaul hotmeil hotmsil htmail',
  yahoo: 'yaho yahooo yhoo yahho yaoo yhaoo yahoi yahhoo',
  outlook: 'outlok outloo outlool oulook otlook outlouk outllok outlokk outook',
  icloud: 'iclod icoud iclud icluod iclould icloude iclooud',
  protonmail: 'protonmial protonmal protonmai protonmil protomail protonnmail',
  yandex: 'yandx yanddex yadnex yandexx',
};

/** Ends that no domain has (https://www.iana.org/domains/root/db). */
const ends: Readonly<Record<string, string>> = {
  com: 'con cmo ocm comm coom vom xom cim copm cpm vpm conm c0m',
  org: 'ogr rog orgg 0rg',
  net: 'nte ent nett',
  ru: 'ry rru ruu',
};

/** Providers whose name alone, or with a cut end, says which address it is. There is a `yahoo.co`. */
const WITH_COM = /^(?:(gmail|hotmail|outlook|icloud|protonmail)(?:\.(?:c|co|cm|om))?|(yahoo))$/;
/** Providers that have domains of countries, too. */
const NATIONAL = /^(?:yahoo|hotmail|outlook|yandex)\.com?\.[a-z]{2}$/;

const reversed = (slips: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(slips).flatMap(([right, wrong]) => wrong.split(' ').map((one) => [one, right] as const)));
const nameOf = reversed(names);
const endOf = reversed(ends);

/**
 * The address that a person probably meant. It mends usual slips of the domain, a comma for a dot, a dot or an @ too many,
 * `www.`, `mailto:`, brackets and blanks.
 * @param typed as typed, in any case.
 * @returns undefined if nothing looks like a slip, or the text is no address even without it.
 */
export function meantAddress(typed: string): string | undefined {
  const trimmed = typed.trim();
  // A quoted first part may have what looks like a slip, and is none.
  if (/^"[^"]*"@/.test(trimmed)) return undefined;
  // What is copied along, as in `Ada <ada@example.org>`.
  const inside = trimmed.slice(trimmed.lastIndexOf('<') + 1).replace(/^(mailto:|[("“])+|[>)"”;]{1,3}$/gi, '');
  const [local = '', host = '', ...more] = inside.split(/@+/);
  const mended = `${mendedLocal(local.trim())}@${mendedHost(withoutBlanks(host.toLowerCase()))}`;
  if (more.length > 0 || /[\s,:;<>()"]/.test(mended) || !/^[^@]+@([^.@]+\.)+[^.@]{2,}$/.test(mended)) return undefined;
  const at = trimmed.lastIndexOf('@');
  return mended === trimmed.slice(0, at) + trimmed.slice(at).toLowerCase() ? undefined : mended;
}

/** Words after a whole domain do not belong to it. */
function withoutBlanks(host: string): string {
  const [first = '', ...words] = host
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?([.,]) ?/g, '$1')
    .split(' ');
  return /[.,][^.,]{2,}$/.test(first) ? first : first + words.join('');
}

const mendedLocal = (local: string): string => local.replace(/^www\.(?=[^.])/i, '').replace(/^\.+|\.{1,9}$/g, '');

function mendedHost(host: string): string {
  const labels = host.split(/[.,]+/).filter(Boolean);
  const last = labels.length - 1;
  const mended = labels.map((label, i) => (i === last && i > 0 && endOf.get(label)) || label);
  const [first = '', ...rest] = mended;
  const named = [nameOf.get(first) ?? first, ...rest].join('.');
  // Only the name before the end: `gmial.example.org` is somebody's own.
  const domain = rest.length < 2 || NATIONAL.test(named) ? named : mended.join('.');
  return domain.replace(WITH_COM, '$1$2.com');
}
