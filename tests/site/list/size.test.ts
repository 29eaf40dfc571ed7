import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { USUAL_LANGUAGES } from '../../../functions/ui/messages/languages.ts';
import { seededRandom } from '../../model/random.ts';
import { startSite } from '../../support/site.ts';
import { speaking } from '../../support/speaking.ts';

speaking(USUAL_LANGUAGES);

const MOST_BYTES = 14_000;
const { below, pick } = seededRandom(7);
const some = (letters: string, length: number) => Array.from({ length }, () => pick([...letters])).join('');
/** Letters as often as texts have them, but no word twice: no text compresses worse. */
const text = (letters: string, length: number) => {
  const words: string[] = [];
  while (words.join(' ').length < length) words.push(some(letters, 3 + below(8)));
  return words.join(' ').slice(0, length).trim();
};
/** Each with the language of ours that is written in it: the interface is in it, too. */
const scripts = {
  Cyrillic: {
    language: 'ru',
    letters: 'двадцатьтретьегодекабряандрейсахароввернулсяизссылкивмосквуонзащищалузниковсовести',
  },
  Arabic: { language: 'ar', letters: 'دافععنمدونحكمعليهبألفجلدةفحكمعليههوبالسجنخمسعشرةسنةوقعوامنأجلحريته' },
  Armenian: { language: 'hy', letters: 'բոլորմարդիկծնվումենազատուհավասարիրենցարժանապատվությամբևիրավունքներով' },
};

it.each(Object.entries(scripts))(
  'fits into 14 kB with a full page of cards with pictures in %s',
  async (name, { language, letters }) => {
    const site = await startSite();
    for (let i = 0; i < 40; i++) {
      const slug = `${some('abcdefghijklmnopqrstuvwxyz', 12)}-${i}`;
      const made = { id: some('0123456789abcdef', 20), width: 1_440, height: 810, widths: [480, 960, 1_440] };
      const picture = { alt: text(letters, 40), credit: text(letters, 15), made };
      await site.put({
        ...{
          slug,
          title: text(letters, 40),
          summary: text(letters, 110),
          picture,
          country: pick(['AZ', 'BY', 'RU', 'IR']),
          closesAt: `2026-0${4 + below(5)}-01T00:00:00Z`,
        },
        cases: [
          { name: text(letters, 18), work: text(letters, 30), status: 'detained', detainedOn: '2025-02-01', picture },
        ],
      });
      // So that all of them trend.
      const byDay = Object.fromEntries([4, 5, 6, 7, 8, 9].map((day) => [`2026-03-0${day}`, below(9_000)]));
      await site.publish(slug, { total: 100_000 + below(100_000), byDay, byCountry: { AZ: 10 * below(900) } });
    }
    for (const path of ['/', '/cases', '/?page=2', '/dashboard'])
      expect(
        gzipSync(await (await site.page(`/${language}${path}`)).text()).length,
        `${path} in ${name}`,
      ).toBeLessThanOrEqual(MOST_BYTES);
  },
);
