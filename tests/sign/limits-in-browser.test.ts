import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { isTooLong, MOST, type TextField, tidied } from '../../functions/core/typed/lengths.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { attemptOf, postForm, postJson, SIGN } from '../support/sign.ts';
import { checksFields, leave, startInBrowser } from './browser.ts';

const { app, mail, mails, visit } = await startInBrowser();
const { fault } = translatorOf('en');

/** Units of text that count differently as bytes, code points, UTF-16 units and letters that people see. */
const units: Readonly<Record<string, string>> = {
  'small letters': 'a',
  'Arabic letters': 'م',
  'Chinese characters': '漢',
  emoji: '😀',
  'a family of one emoji': '👩‍👩‍👧',
  'marks that Unicode composes': 'e\u0301',
  'marks that it does not': 'q\u0303',
  'blanks between letters': ' a',
  'line ends': '\n',
  'line ends as forms send them': '\r\n',
};

/** A text of just so many characters, made of a unit as far as possible. */
function textOf(field: TextField, unit: string, length: number): string {
  const size = tidied(field, `x${unit}x`).length - 2;
  const count = Math.floor((length - 2) / size);
  const left = length - 2 - count * size;
  return `x${unit.repeat(count)}${'x'.repeat(left)}x`;
}

const label = (length: number) => 'd'.repeat(length);
/** An address of so many characters as it is written into an e-mail. */
const addressOf = (length: number, local = 'a'.repeat(64)) => {
  const rest = length - local.length - 1 - '.org'.length - 61 * 2;
  return `${local}@${label(60)}.${label(60)}.${label(rest)}.org`;
};
const international = (letters: number) => `a@${'ü'.repeat(letters)}.${'ü'.repeat(letters)}.${'ü'.repeat(letters)}.org`;

interface Case {
  readonly field: TextField;
  readonly what: string;
  readonly text: string;
}
const cases: readonly Case[] = [
  ...(['name', 'comment'] as const).flatMap((field) =>
    Object.entries(units)
      .filter(([what]) => field === 'comment' || !what.startsWith('line ends'))
      .flatMap(([what, unit]) =>
        [MOST[field], MOST[field] + 1].map((length) => ({
          field,
          what: `${length} characters: ${what}`,
          text: textOf(field, unit, length),
        })),
      ),
  ),
  ...[253, 254, 255, 400].map((length) => ({
    field: 'email' as const,
    what: `an address of ${length} letters`,
    text: addressOf(length),
  })),
  { field: 'email', what: 'blanks around an address of 254', text: `  ${addressOf(254)} ` },
  { field: 'email', what: 'marks that were pasted around an address of 254', text: `\u2068${addressOf(254)}\u2069` },
  { field: 'email', what: 'a quoted address of 254', text: addressOf(254, `"${'\\!'.repeat(31)}"`) },
  ...[10, 40, 55, 58].map((letters) => ({
    field: 'email' as const,
    what: `a domain of three times ${letters} letters outside ASCII`,
    text: international(letters),
  })),
  { field: 'name', what: 'a limit of blanks around a name', text: `${' '.repeat(100)}Ada${'\u200b'.repeat(100)}` },
];

/** Whether the server refuses a text for its length, from a program and from a form. */
async function serverRefuses({ field, text }: Case): Promise<boolean> {
  const fields = { ...attemptOf('limits@example.org'), [field]: text };
  const answer = await postJson(app, SIGN, fields);
  const { errors = [] } = (await answer.json()) as { errors?: { field: string; message: string }[] };
  const words = fault(field, 'too-long');
  const byProgram = errors.some((error) => error.field === field && error.message === words);
  // A form sends line ends as CR LF. A reason is refused here only if it is too long.
  const form = await postForm(app, SIGN, { ...fields, country: '', [field]: text.replace(/\r\n|\n/g, '\r\n') });
  expect((await form.text()).includes(`id="field-${field}-error">${words}<`), 'a form').toBe(byProgram);
  await mails();
  return byProgram;
}

/** Whether the browser shows a text as too long, once the person has left its field. */
async function browserRefuses(page: Page, { field, text }: Case): Promise<boolean> {
  const input = page.locator(`#field-${field}`);
  await input.fill(text);
  await leave(input);
  const error = page.locator(`#field-${field}-error`);
  return (await error.isVisible()) && (await error.textContent()) === fault(field, 'too-long');
}

/** An address in each way to write it that is none for a browser, or for the server. */
const addresses = [
  ...[
    'a＠gmail.com',
    'ａbc@gmail.com',
    'abc１２@gmail.com',
    'abc@ｇｍａｉｌ．ｃｏｍ',
    'ﬁne@gmail.com',
    '\u3000abc＠gmail.com\u3000',
  ],
  ...[
    '\u2068abc＠gmail.com\u2069',
    '"first!last"＠gmail.com',
    'abc@gmail.com',
    'abc',
    'ａbc',
    'a＠',
    '＠gmail.com',
    'a b＠gmail.com',
  ],
  ...['ä＠gmail.com', 'абв@gmail.com', 'a..b＠gmail.com', 'abc＠gmail..com'],
];

it('says of an address in the browser what the server says of it, in whatever letters it is typed', async () => {
  const page = await visit();
  await page.goto('/campaigns/free-them');
  await page.getByLabel('Your name').focus();
  await checksFields(page);
  const input = page.locator('#field-email');
  const error = page.locator('#field-email-error');
  const said = new Map<string, string>();
  for (const email of addresses) {
    const answer = await postJson(app, SIGN, attemptOf(email));
    const { errors = [] } = (await answer.json()) as { errors?: { field: string; message: string }[] };
    await mails();
    await input.fill(email);
    await leave(input);
    // The first fault of a field makes its line.
    said.set(email, (await error.allTextContents()).join());
    // What two dots mean is left to the server.
    if (!email.startsWith('a..b')) expect(said.get(email), email).toBe(errors[0]?.message ?? '');
  }
  expect(addresses.filter((email) => said.get(email) === '').length).toBeGreaterThan(8);
  expect(new Set(said.values())).toEqual(new Set(['', fault('email', 'malformed'), fault('email', 'undeliverable')]));
});

it('refuses and takes the same texts in the browser as on the server, for every field that has a limit', async () => {
  await postJson(app, SIGN, attemptOf('limits-link@example.org'));
  const { confirmToken } = await mail();
  const form = await visit();
  const confirm = await visit();
  for (const [page, address] of [
    [form, '/campaigns/free-them'],
    [confirm, `/confirm?token=${confirmToken}`],
  ] as const) {
    // What counts is loaded with the first field that somebody reaches, and at once on a page that a mailed link leads to.
    await page.goto(address);
    const first = page.locator('.field :is(input, textarea)').first();
    await first.fill('x'.repeat(5_000));
    await first.blur();
    await page.locator('.field .error').first().waitFor();
  }
  const seen = new Map<string, boolean>();
  for (const one of cases) {
    const isRefused = await serverRefuses(one);
    expect(await browserRefuses(one.field === 'comment' ? confirm : form, one), `${one.field}: ${one.what}`).toBe(
      isRefused,
    );
    expect(isTooLong(one.field, tidied(one.field, one.text)), one.what).toBe(isRefused);
    seen.set(`${one.field} ${isRefused}`, true);
  }
  expect([...seen.keys()].sort()).toEqual(
    ['comment', 'email', 'name'].flatMap((field) => [`${field} false`, `${field} true`]),
  );
  // The field of a program alone has the limit of the name.
  const shown = async (length: number) =>
    (await postJson(app, SIGN, { ...attemptOf('limits@example.org'), publicName: 'x'.repeat(length) })).status;
  expect([await shown(MOST.publicName), await shown(MOST.publicName + 1)]).toEqual([202, 400]);
});
