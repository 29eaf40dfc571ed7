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

  it('sees most words again', () => {
    expect(cameBack).toBeGreaterThan(80);
  });
});
