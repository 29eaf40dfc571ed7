import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type Choosing, languageSetting, tagsOf } from '../../../infra/messages/choose.ts';
import { readLanguage } from '../../../infra/messages/folders.ts';

const directory = mkdtempSync(join(tmpdir(), 'amparo-test-'));
const folder = pathToFileURL(`${directory}/`);
afterAll(() => rmSync(directory, { recursive: true }));

/** A language that has all that English has, except some messages. */
function put(tag: string, without: readonly string[] = []): void {
  mkdirSync(join(directory, tag));
  for (const [owner, messages] of readLanguage('en')) {
    const left = Object.entries(messages).filter(([key]) => !without.includes(key));
    writeFileSync(join(directory, tag, `${owner}.json`), JSON.stringify(Object.fromEntries(left)));
  }
}
put('en');
put('az');
put('nl', ['sign.title', 'mail.subject']);
put('de', Object.keys(readLanguage('en').get('charts') ?? {}));
mkdirSync(join(directory, 'hy'));

const faultOf = (setting: string, choosing: Choosing = { folder }): string =>
  z.safeParse(languageSetting(choosing), setting).error?.issues[0]?.message ?? 'none';

it('takes languages that are whole, in any order, with blanks between them', () => {
  for (const setting of ['en', 'az', 'az,en', 'en, az', 'de'])
    expect([setting, faultOf(setting)]).toEqual([setting, 'none']);
  expect(tagsOf('az, en')).toEqual(['az', 'en']);
});

it.each(['xx', 'az-Latn-AZ', 'AZ', 'en,', '', '../en', 'en-XA'])('refuses “%s”, and lists what there is', (setting) => {
  expect(faultOf(setting)).toMatch(/^must be languages of the interface.*there are az, de, en, hy, nl$/);
});

it('refuses a language twice', () => expect(faultOf('az,en,az')).toBe('must name each language once'));

it('refuses a language that lacks words on the way of a signer, and names language, file and key', () => {
  const fault = faultOf('en,nl');
  expect(fault).toContain('nl/sign.json: sign.title: it is not translated, and a signer needs it');
  expect(fault).toContain('nl/mail.json: mail.subject: it is not translated, and a signer needs it');
  expect(fault.split('\n')).toHaveLength(3);
  expect(faultOf('hy')).toMatch(/and \d{3} more: npm run messages -- check hy$/);
});

it('refuses a language whose words would break a page', () => {
  mkdirSync(join(directory, 'da'));
  for (const [owner, messages] of readLanguage('en'))
    writeFileSync(join(directory, 'da', `${owner}.json`), JSON.stringify(messages));
  const mail = readLanguage('en').get('mail');
  writeFileSync(
    join(directory, 'da', 'mail.json'),
    JSON.stringify({ ...mail, 'mail.until': 'Til {dato}.', 'mail.whim': '' }),
  );
  expect(faultOf('da').split('\n').slice(1)).toEqual([
    '      da/mail.json: mail.until: it lacks {date}, which English has',
    '      da/mail.json: mail.until: it has {dato}, which English does not have',
  ]);
  rmSync(join(directory, 'da'), { recursive: true });
});

it('refuses every language while English has a fault, since English words stand in for others', () => {
  const sign = readLanguage('en').get('sign');
  const file = join(directory, 'en', 'sign.json');
  const put = (changes: Record<string, string>) => writeFileSync(file, JSON.stringify({ ...sign, ...changes }));
  put({ 'sent.wait.minutes': 'About {minutes, plural, few {#} other {#}}.', 'sign.name': '' });
  for (const setting of ['en', 'az', 'en-XA'])
    expect(faultOf(setting, { folder, withPseudo: true }).split('\n')).toEqual(
      expect.arrayContaining([
        '      en/sign.json: sign.name: it has no words',
        '      en/sign.json: sent.wait.minutes: its plural of minutes lacks the form “one”',
      ]),
    );
  put({ 'site.name': 'Another' });
  expect(faultOf('az').split('\n').slice(1)).toEqual(['      en/site.json: site.name: en/sign.json has it, too']);
  put({});
  expect(faultOf('en,az')).toBe('none');
});

it.each([
  ['[]', '      az/sign.json: it is no object with keys and texts'],
  ['"sign.title"', '      az/sign.json: it is no object with keys and texts'],
  ['{"sign.title": "İmzala",}', expect.stringMatching(/^ {6}az\/sign\.json: it is no JSON: \S.*$/)],
  ['\ufeff{}', '      az/sign.json: it begins with a byte order mark: save it as UTF-8 without one'],
  [Buffer.from('{"sign.title": "\xfcber"}', 'latin1'), '      az/sign.json: it is no UTF-8'],
  ['{"sign.title": {"one": "x"}}', '      az/sign.json: sign.title: its value is no text'],
  ['{"sign.title": null}', '      az/sign.json: sign.title: its value is no text'],
  [
    '{"sign.title": "A: \\"b\\": c", "sign.name": "x", "sign\\u002etitle" : "B"}',
    '      az/sign.json: sign.title: the file has it twice',
  ],
])('refuses a file that holds %s, and names file, key and reason in one line', (content, line) => {
  const file = join(directory, 'az', 'sign.json');
  const before = readFileSync(file);
  writeFileSync(file, content);
  const [, ...lines] = faultOf('en,az').split('\n');
  writeFileSync(file, before);
  expect(lines).toEqual([line]);
});

it('takes pseudo-languages where they are allowed', () => {
  expect(faultOf('en,en-XA,en-XB', { folder, withPseudo: true })).toBe('none');
  expect(faultOf('xx', { folder, withPseudo: true })).toMatch(/nl, en-XA, en-XB$/);
});
