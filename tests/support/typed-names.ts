/** Texts as names, for the rule that the browser and the server share (`core/typed/addresses`). */

/** No name has them. */
export const sure = [
  ...['http://example.com', 'HTTPS://EVIL', 'hxxp : // evil', 'javascript:alert(1)', 'mailto:ada', 'tg://x'],
  ...[
    'xn--e1afmkfd',
    'www.example',
    'www . example',
    'Ada www.example now',
    'ada@example.org',
    'ada @ example',
    'ada＠example',
  ],
  ...['example.com', 'Example.COM', 'Ada example.org now', '(example.net)', 't-online.de/ada', 'example.foo/bar'],
  ...['example。сom', 'example。соm', 'example。сом', 'еxample｡com', 'example·com', 'example‧com', 'example・com'],
  ...['example･com', 'example·сom', 'Example·COM', 'example·com·ua', '365·com/x', 'see example‧org now'],
  ...['ｅxample.ｃｏｍ', 'exam\u200bple.c\u200bom', 'example。com', 'example.сом', 'ada (at) example'],
];
/** Some names look like them. Nobody may write them where everybody reads. */
export const likely = [
  ...['see bit.ly', 'Jean.de', 'example.az', 'free.eu.', 'example .com', 'example dot ru', 'example[.]ru', 't. me/x'],
  ...['1.2.3.4', 'пример.рф', 'vk.cc!', 'EXAMPLE.RU', 'example•ru', 'a.b.c•ru'],
  ...['пример。рф', 'example。ru', 'bit·ly', 't・me', 'example·co·uk', 'пример・рф'],
];
export const names = [
  ...['M.de Boer', 'Jean.de La Fontaine', 'Jean.de la Fontaine', 'Maria.it', 'Mag.art. Eva', 'Dr.med.vet. Anna'],
  ...[
    'Mag.iur. Eva',
    'Dipl.bio. Max',
    'J.R.R. Tolkien',
    'J.R.R.Tolkien',
    'St.John',
    'Dr.Ada',
    'Anna.Kim',
    'Prof.dr.sc. Ana',
  ],
  ...[
    'E.to Ito',
    'P.co Nguyen',
    'Sr. Pérez',
    'O’Neill',
    'Ada M.A.',
    'Ada Jr. & Sons',
    'Gal·la Placídia',
    'مريم.',
    'D.ru 王',
  ],
  ...[
    'Marcel·lí Galí',
    'Camil·la',
    'Il·lia',
    'Jean·de La Fontaine',
    'Anna‧Li',
    '王・李',
    '列夫·托尔斯泰',
    '王。李',
    'Ада・Ли',
  ],
  ...['ジョン・スミス', 'レオナルド・ダ・ヴィンチ', 'ｼﾞｮﾝ･ｽﾐｽ', 'John・Smith', 'Maria・de・Souza', 'マリア・de・Souza'],
  ...[
    'А.де Бур',
    'Mr.az Əliyev',
    'Nguyễn Thị Minh Khai',
    'Ada and/or Bob',
    'Dr.Eva/Dr.Tom',
    'A.S. Пушкин',
    'ad-hoc',
    '',
  ],
];

/** Parts of long texts that a careless pattern would read for minutes. */
export const hard = [
  ...[' ', 'a.', 'a ', 'www ', '[', 'a-', '1.', 'http', 'a+', ' (at', ' dot', '.c', 'x :/', 'a.de '],
  ...['a\u0300', '\ufdfa', '•a', '。', 'a。', 'a·de·', 'a·com·'],
];
