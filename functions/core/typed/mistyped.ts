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

/** Providers whose name alone, or with a cut end, says which address it is. */
const WITH_COM = /^(gmail|hotmail|outlook|icloud|protonmail)(\.(c|co|cm|om))?$/;

const reversed = (slips: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(slips).flatMap(([right, wrong]) => wrong.split(' ').map((one) => [one, right] as const)));
const nameOf = reversed(names);
const endOf = reversed(ends);

/**
 * The address that a person probably meant. It mends usual slips of the domain, a comma for a dot, a dot too many, `www.` and
 * blanks.
 * @param typed as typed, in any case.
 * @returns undefined if nothing looks like a slip, or the text is no address even without it.
 */
export function meantAddress(typed: string): string | undefined {
  const trimmed = typed.trim();
  const [local = '', host = '', ...more] = trimmed.replace(/\s+/g, '').split('@');
  // A quoted first part may have what looks like a slip, and is none.
  if (more.length > 0 || local.startsWith('"')) return undefined;
  const mended = `${mendedLocal(local)}@${mendedHost(host.toLowerCase())}`;
  if (!/^[^@,]+@[^.@,]+(\.[^.@,]+)+$/.test(mended)) return undefined;
  const isSame = mended === `${local}@${host.toLowerCase()}` && !/\s/.test(trimmed);
  return isSame ? undefined : mended;
}

const mendedLocal = (local: string): string => local.replace(/^(www\.)(?=[^.])/i, '').replace(/^\.+|\.+$/g, '');

function mendedHost(host: string): string {
  const labels = host
    .replaceAll(',', '.')
    .split('.')
    .filter((label) => label !== '');
  const last = labels.length - 1;
  const mended = labels.map((label, i) => (i === last && i > 0 && endOf.get(label)) || label);
  // Only the name before the end: `gmial.example.org` is somebody's own.
  const [first = ''] = mended;
  if (mended.length <= 2) mended[0] = nameOf.get(first) ?? first;
  const domain = mended.join('.');
  return domain.replace(WITH_COM, '$1.com');
}
