/** Elements without an end. */
const VOID = new Set(['meta', 'link', 'img', 'input', 'br', 'hr', 'source', 'base']);

/** A text of a page, and the language that it is marked as. */
export interface Marked {
  readonly text: string;
  readonly lang: string;
}

/** The texts that people meet on a page, with `alt`, each with the `lang` of the nearest element around it. */
export function withLanguages(html: string): Marked[] {
  const body = html.slice(html.indexOf('<body')).replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, '');
  const open = [{ name: 'html', lang: /<html lang="([^"]*)"/.exec(html)?.[1] ?? '' }];
  const found: Marked[] = [];
  for (const [, end, name = '', attributes = '', text = ''] of body.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|([^<]+)/g)) {
    const around = open.at(-1)?.lang ?? '';
    if (text !== '') found.push({ text, lang: around });
    else if (end) open.splice(open.findLastIndex((one) => one.name === name));
    else {
      const lang = / lang="([^"]*)"/.exec(attributes)?.[1] ?? around;
      const alt = / alt="([^"]*)"/.exec(attributes)?.[1];
      if (alt) found.push({ text: alt, lang });
      if (!VOID.has(name) && !attributes.endsWith('/')) open.push({ name, lang });
    }
  }
  return found;
}
