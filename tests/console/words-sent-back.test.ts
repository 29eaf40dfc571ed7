import { describe, expect, it } from 'vitest';
import { startConsole } from '../support/console.ts';
import { formsOf, sender } from '../support/console-forms.ts';
import { consolePages } from '../support/console-pages.ts';

/**
 * What somebody has typed comes back in its field, and no message repeats all of it: otherwise a small form makes a page that is many times as
 * large.
 */

const site = await startConsole();
const { addresses, see, session } = await consolePages(site, { cases: 1, updates: 1 });
const forms = [...(await formsOf({ addresses, see }))].filter(([, { isPost }]) => isPost);

const LONG = 30_000;

describe('a page has a long word once, where it was typed, or twice, beside what others wrote:', () => {
  let cameBack = 0;

  it.each(forms)('%s', async (key, form) => {
    const send = sender(site, session, form, key.split(' ').at(-1) ?? '');
    const sizeFor = async (letters: number) => (await (await send('<'.repeat(letters))).text()).length;
    const grownBy = (await sizeFor(2 * LONG)) - (await sizeFor(LONG));
    const times = grownBy / ('&lt;'.length * LONG);
    if (times > 0.9) cameBack++;
    expect(times).toBeLessThan(2.1);
  });

  /** Mistakes in a file, each before the long word. */
  const wrong = [
    'why: "',
    "why: '",
    'why: a #',
    'why: a: ',
    'why: "a" ',
    'why: [a] ',
    'why: @',
    'why: > ',
    'why: !!timestamp ',
    '"',
  ];
  const files = forms.filter(([key]) => /import.* text$/.test(key));
  it.each(files.flatMap(([key, form]) => wrong.map((begin) => [key, begin, form] as const)))(
    '%s, with a file that has the mistake %s',
    async (key, begin, form) => {
      const send = sender(site, session, form, 'text');
      const sizeFor = async (letters: number) => {
        const file = `slug: free-them\n${begin}${'<'.repeat(letters)}`;
        return (await (await send(file)).text()).length;
      };
      const times = ((await sizeFor(2 * LONG)) - (await sizeFor(LONG))) / ('&lt;'.length * LONG);
      expect(times, key).toBeLessThan(1.1);
    },
  );

  it('sees most words again', () => {
    expect(cameBack).toBeGreaterThan(80);
  });
});
