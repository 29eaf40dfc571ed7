import type { startConsole } from './console.ts';
import type { consolePages } from './console-pages.ts';
import { fieldsOf } from './organiser-browser.ts';

/** The forms of the console, as a browser would fill them in. */

export interface Form {
  readonly action: string;
  readonly isPost: boolean;
  readonly fields: Readonly<Record<string, string>>;
  /** The names of its buttons that show a preview, with the fields that they are about. */
  readonly previews: readonly { readonly name: string; readonly value: string; readonly field: string }[];
}

/** The forms of a page, each filled in as it comes, and with the button that saves. */
function formsOn(html: string, address: string): Form[] {
  return [...html.matchAll(/<form ([^>]*)>.*?<\/form>/gs)].map(([form, attributes = '']) => {
    const [, action = address] = /action="([^"]*)"/.exec(attributes) ?? [];
    const buttons = [...form.matchAll(/<button ([^>]*)>/g)].map(([, one = '']) => one);
    const previews = buttons.flatMap((one) => {
      const [, name = '', value = ''] = /name="([^"]*)"(?:.* value="([^"]*)")?/.exec(one) ?? [];
      if (name === 'preview') return [{ name, value, field: value }];
      return value === 'preview' ? [{ name, value, field: 'text' }] : [];
    });
    const button = buttons.find((one) => one.includes('name=') && !one.includes('formaction='));
    const [, name, value = ''] = /name="([^"]*)"(?:.* value="([^"]*)")?/.exec(button ?? '') ?? [];
    // Also those that are empty as the page comes, or not ticked.
    const all = [...form.matchAll(/<(?:input|textarea|select) [^>]*name="([^"]*)"/g)].map(([, one = '']) => [one, '']);
    const fields = {
      ...Object.fromEntries(all),
      ...fieldsOf(form.replace(/<form [^>]*>/, '<form class="console-form">')),
      ...(name !== undefined && { [name]: value }),
    };
    return { action: action.replaceAll('&amp;', '&'), isPost: attributes.includes('method="post"'), fields, previews };
  });
}

/** Sends a form with a text in one of its fields. */
export const sender =
  (
    site: Awaited<ReturnType<typeof startConsole>>,
    { cookie, csrf }: Awaited<ReturnType<typeof consolePages>>['session'],
    { action, isPost, fields }: Form,
    name: string,
  ) =>
  async (text: string): Promise<Response> => {
    const body = String(new URLSearchParams({ ...fields, ...(isPost && { csrf }), [name]: text }));
    const [path = ''] = action.split('#');
    if (!isPost) return site.ask('GET', `${path.split('?')[0]}?${body}`, { cookie });
    const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return site.ask('POST', path, { cookie, ...type }, body);
  };

/** Forms that write words come before those that end something, such as the session. */
const rank = (key: string) => (/\/(?:edit|new|import|duplicate|win|invite)\b/.test(key) ? 0 : 1);

/** Each field of each form of some pages, once. The names are those of the form's address and of the field. */
export async function formsOf({
  addresses,
  see,
}: Pick<Awaited<ReturnType<typeof consolePages>>, 'addresses' | 'see'>): Promise<Map<string, Form>> {
  const forms = new Map<string, Form>();
  for (const address of addresses)
    for (const form of formsOn((await see(address)).html, address))
      for (const name of Object.keys(form.fields)) {
        // One entry of a list stands for all, and one form for what all forms of a campaign say beside their fields.
        const [path = ''] = form.action.split('#');
        const part = name === 'seen' || name === 'was' ? path.replace(/\/edit\/\w+$/, '/edit') : path;
        const key = `${part} ${name.replace(/\.\d+/g, '.0').replace(/^role-.*/, 'role')}`;
        if (name !== 'csrf' && !forms.has(key)) forms.set(key, form);
      }
  return new Map([...forms].toSorted(([one], [other]) => rank(one) - rank(other)));
}
