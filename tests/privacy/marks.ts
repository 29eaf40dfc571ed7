import type { Mark } from './derivatives.ts';

/** A signer whose every long word is a mark: one that stands in no page and in no code. */
export interface MarkedSigner {
  readonly name: string;
  readonly email: string;
  /** The address as mail servers know it. */
  readonly mailbox: string;
  readonly comment: string;
  readonly country: string;
}

export const marked = {
  plain: {
    name: 'Zebulonia Quixwother',
    email: 'Zebulonia.Quixwother@Plainmark.example',
    mailbox: 'Zebulonia.Quixwother@plainmark.example',
    comment: 'Xylophonic marmalade is my reason.',
    country: 'AZ',
  },
  capitals: {
    name: 'OBADIAHKRUMM VELLEKENS',
    email: 'OBADIAHKRUMM.VELLEKENS@UPPERMARK.EXAMPLE',
    mailbox: 'OBADIAHKRUMM.VELLEKENS@uppermark.example',
    comment: 'THUNDERINGLY VELVETEENISH.',
    country: 'DE',
  },
  unicode: {
    name: 'Gülşənöğlu Çıraqzadəşin',
    email: 'vexilloqram@mərkəzımarkdomen.example',
    mailbox: 'vexilloqram@xn--mrkzmarkdomen-69b055bca.example',
    comment: 'Səbəbimidir çünki — მიზეზიარის "quoted" & <angled>.\nSecondlinemark.',
    country: 'AZ',
  },
  tagged: {
    name: "Thaddeusina O'Quillfeather",
    email: 'thaddeusquill+petitiontag@tagmarkdomain.example',
    mailbox: 'thaddeusquill+petitiontag@tagmarkdomain.example',
    comment: 'Wherewithalness; because of it.',
    country: 'TR',
  },
  shown: {
    name: 'Hiddenlegalname Behindpublic',
    email: 'wombatquartz77@shownmarkdomain.example',
    mailbox: 'wombatquartz77@shownmarkdomain.example',
    comment: 'Publicreasonword, hear it.',
    country: 'FR',
  },
  withdrawn: {
    name: 'Regretfullyonce Signedalong',
    email: 'regretmailbox@withdrawnmark.example',
    mailbox: 'regretmailbox@withdrawnmark.example',
    comment: 'Afterthoughtful reason.',
    country: 'NL',
  },
  waiting: {
    name: 'Unconfirmable Waitinglady',
    email: 'waitinglady@waitingmarkdomain.example',
    mailbox: 'waitinglady@waitingmarkdomain.example',
    comment: 'Patiencewords.',
    country: 'SE',
  },
  wrong: {
    name: 'Mistypedperson Formfailure',
    email: 'mistypedaddress-without-sign',
    mailbox: '',
    comment: 'Wrongformreason',
    country: 'Nowherecountry',
  },
  burst: {
    name: 'Burstlingcrowd Midwaykilled',
    email: 'burstlingcrowd@burstmarkdomain.example',
    mailbox: 'burstlingcrowd@burstmarkdomain.example',
    comment: 'Burstreasonword',
    country: 'NO',
  },
} satisfies Record<string, MarkedSigner>;

/** The public name and reason of `shown`: the only data of a signer that may be in plain text, because they asked for it. */
export const SHOWN_NAME = 'Publicianachosen';

/** The headers of a browser and its machine in every request. */
export const browser = {
  /** Where Linux lets a caller be at any address of the loopback network. */
  machine: process.platform === 'linux' ? '127.98.76.54' : undefined,
  headers: {
    'user-agent': 'Quillbrowseragent/98.76 (Markedmachine)',
    'x-forwarded-for': '203.0.113.187, 2001:db8:5eed:beef::4242',
    forwarded: 'for=203.0.113.187',
    'x-real-ip': '203.0.113.187',
    referer: 'https://referringmark.example/pageofmark',
    cookie: 'sessioncookiemark=1',
    'accept-language': 'en-Markedlocale,az;q=0.5',
  },
};

/** The parameters of a link that a stranger makes. */
export const QUERY_MARK = 'queryparametermark';

export const marks: readonly Mark[] = [
  ...Object.entries(marked).flatMap(([who, { name, email, comment, country }]) => [
    { of: `name of ${who}`, text: name, hashed: true },
    { of: `address of ${who}`, text: email, hashed: true },
    { of: `reason of ${who}`, text: comment },
    ...(country.length > 2 ? [{ of: `country typed by ${who}`, text: country }] : []),
  ]),
  { of: 'shown name', text: SHOWN_NAME, hashed: true },
  ...['user-agent', 'referer', 'cookie', 'accept-language'].map((header) => {
    return { of: header, text: browser.headers[header as 'cookie'], hashed: true };
  }),
  ...['127.98.76.54', '203.0.113.187', '203.0.113.0/24', '2001:db8:5eed:beef::4242', '2001:db8:5eed::/48'].map(
    (text) => {
      return { of: `machine ${text}`, text, hashed: true, whole: true };
    },
  ),
  { of: 'query', text: QUERY_MARK },
];
