import { describe, expect, it } from 'vitest';
import { hasAddress, hasStackedMarks, MOST_MARKS } from '../../../functions/core/signatures/shown-text.ts';
import { hard } from '../../support/typed-names.ts';

describe('the address of a web page or of an e-mail', () => {
  it.each([
    ['http://example.com', 'https://x', 'ftp://x', 'tg://resolve?domain=ada', 'javascript:alert(1)', 'magnet:?xt=urn'],
    ['hxxp://evil', 'hxxps : // evil', 'HTTPS://EVIL'],
    ['www.example', 'www . example', 'See WWW2.example now'],
    ['ada@example.org', 'ada @ example', 'ada＠example', 'ada (at) example', 'ada [AT] example', 'mailto:ada'],
    ['example.com', 'Example.COM', 'example.com.', '(example.com)', 'see example.net today', 'ONION.ONION'],
    [
      'example .com',
      'example . com',
      'example. com',
      'see example. com/x',
      't. me/x',
      'example dot com',
      'example[.]com',
    ],
    ['example (dot) org', 'example{.}net'],
    ['t.me/abc', 'bit.ly', 'vk.cc', 'example.az', 'see example.ir. Thanks', 'ada.example.co.uk', 'free.eu'],
    ['example.ngo', 'see example.africa', 'example.museum.', 'my.example.solutions', 'example.сайт', 'пример.дети'],
    ['example.foo/bar', 'example.museum:8080/x'],
    ['1.2.3.4', 'at 192.168.0.1 there'],
    ['xn--e1afmkfd', 'пример.рф', 'пример.com'],
    ['exam\u200bple.c\u200bom', 'example\u00ad.co\u2060m', 'example.co\u200em', 'ex\u202aample.com'],
    [
      'example。com',
      'example．com',
      'example․com',
      'example⋅com',
      'example•com',
      'ｅxample.ｃｏｍ',
      'example.𝐜𝐨𝐦',
      'ⓔxample.ⓒⓞⓜ',
    ],
    ['example.соm', 'example.сом', 'example.cоm'],
    [
      'example。сom',
      'see example。сом',
      'пример。рф',
      'пример。дети',
      'example·com',
      'example‧com',
      'example・com',
      'bit·ly.',
    ],
  ])('is found: %j', (...texts) => {
    expect(texts.filter((text) => !hasAddress(text))).toEqual([]);
  });

  it.each([
    [
      'Dr. Ada Lovelace',
      'J.R.R. Tolkien',
      'Dr.med. Anna Müller',
      'M.Sc. Ana',
      'Prof.dr.sc. Ana',
      'St.Petersburg',
      'Ada M.A.',
    ],
    ['Ada Jr. & Sons', 'O’Neill', 'Anna-Maria', 'Gal·la Placídia', 'Sr. Pérez', 'No.1', 'A. C. Clarke'],
    ['St.John', 'Dr.Ada', 'J.R.R.Tolkien', 'Dr.Li', 'Anna.Kim', 'dipl.ing. Ana', 'bacc.med. Ivan', 'Prof.phd'],
    ['Free.Africa', 'ONE.WORLD', 'free them.as soon', 'الحرية.مصر', 'example.nosuchending', 'мир.всем'],
    ['U.S.A.', 'e.g. my teacher', 'i.e. me', 'z.B. mein Lehrer', 'etc.', 'a.m. and p.m.', 'Art. 19.2', '3.5 million'],
    ['Free them. Now!', 'Peace.No more war', 'Peace.To all', 'justice.Why?!', 'wait...what', 'at 10:30', 'and/or'],
    ['my data: free', 'Estou aqui. com amor', 'Liberdade. Com urgência', '¡Libertad!', '1. Freedom 2. Peace'],
    ['自由。我们要自由', '人権を。守れ', 'Мир.Свобода', 'а.с. Пушкин', 'Свобода. Ком', 'مريم.', 'חופש.עכשיו', 'เสรีภาพ'],
    [
      '自由。男人/女人',
      '自由。Мир',
      'Свобода。Мир всем',
      'Camil·la i Marcel·lí',
      'el col·lectiu',
      'pel·lícula',
      'étudiant·e·s',
    ],
    [
      'ジョン・スミスさんに自由を',
      'John・Smithさん',
      '表現・news・info・手紙',
      'ニュース・blog',
      '爱丽丝·de·Souza',
      'freedom · news',
      'Liberté·Égalité',
    ],
    ['', ' ', '\n', 'Nguyễn Thị Minh Khai', 'Because\nof this.\n\nAnd that.'],
  ])('is not seen where there is none: %j', (...texts) => {
    expect(texts.filter(hasAddress)).toEqual([]);
  });
});

describe('marks that are stacked on one letter', () => {
  it('may be as many as scripts need', () => {
    const names = [
      'Nguyễn Thị Ánh Tuyết'.normalize('NFD'),
      'น้ำทิพย์',
      'שִׁמְעוֹן',
      'בְּרֵאשִׁ֖ית',
      'مُحَمَّدٌ',
      'བསྒྲུབས',
      'မြှောက်',
      'क्षत्रिय',
      'ស្ត្រី',
      'ọ̀lọ́run',
      '1️⃣',
      '👩🏽‍❤️‍💋‍👩🏽',
    ];
    expect(names.filter(hasStackedMarks)).toEqual([]);
    expect(hasStackedMarks(`a${'\u0300'.repeat(MOST_MARKS)}b${'\u0300'.repeat(MOST_MARKS)}`)).toBe(false);
  });

  it.each([
    ['over a letter', `a${'\u0300'.repeat(MOST_MARKS + 1)}`],
    ['round a letter', `a${'\u20dd'.repeat(MOST_MARKS + 1)}`],
    ['over a Thai letter', `ส${'็'.repeat(MOST_MARKS + 1)}`],
    ['with joiners between them', `a${'\u0300\u200d'.repeat(MOST_MARKS + 1)}`],
    ['with unseen joiners of marks between them', `a${'\u0300\u034f'.repeat(MOST_MARKS + 1)}`],
    ['with selectors and fillers between them', `a${'\u0300\ufe0f\u3164'.repeat(MOST_MARKS + 1)}`],
    ['over nothing', '\u0489'.repeat(MOST_MARKS + 1)],
    ['at the end of a long text', `${'Free them. '.repeat(40)}a${'\u0336'.repeat(MOST_MARKS + 1)}`],
  ])('are too many %s', (_where, text) => {
    expect(hasStackedMarks(text)).toBe(true);
  });
});

it('checks long texts in a time that grows as they do', () => {
  const timeOf = (text: string) => {
    const began = performance.now();
    hasAddress(text);
    hasStackedMarks(text);
    return performance.now() - began;
  };
  // A text that takes a time by the square of its length would take minutes.
  for (const part of hard) expect(timeOf(part.repeat(50_000)), JSON.stringify(part)).toBeLessThan(2_000);
});
