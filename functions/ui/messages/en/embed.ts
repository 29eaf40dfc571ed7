/** Words of embeds: of what other sites show, and of the page that makes their code. */
export const embed = {
  // In a frame, in the element, and in the badge.
  'embed.more': 'Read the petition',
  'embed.sign': 'Sign this petition',
  'embed.new-tab': 'opens in a new tab',
  'embed.by': 'A petition of {group}. No cookies, no tracking.',
  'embed.by-nobody': 'No cookies, no tracking.',
  'embed.again': 'Ready. Please press the button once more.',
  'embed.sent': 'Please go on in the new tab.',
  'embed.gone': 'This petition is gone.',
  'embed.gone.all': 'See all petitions',
  'embed.failed': 'This petition cannot be shown right now.',
  'embed.of-goal': 'of {goal}',
  'embed.closed': 'Closed',
  'embed.won': 'Won: {words}',
  'embed.badge.signatures': 'signatures',
  'embed.badge.of-goal': '{total, number} of {goal, number}',
  'embed.badge.few': 'sign now',
  'embed.badge.closed': '{total, number}, closed',
  'embed.badge.closed-few': 'closed',
  'embed.badge.won': '{total, number}, won',
  'embed.badge.won-few': 'won',
  'embed.badge.upcoming': 'open from {date}',
  'embed.badge.gone': 'petition not found',
  'embed.badge.title': 'Signatures for “{title}”: {value}',

  // The page that makes the code.
  'embed.title': 'Show it on another site',
  'embed.lead':
    'Choose what visitors of the other site see. Then copy the lines that fit, and paste each line into a page there.',
  'embed.choices': 'How it looks',
  'embed.show': 'What it shows',
  'embed.show.count': 'The number',
  'embed.show.progress': 'The number and the goal',
  'embed.show.button': 'Number, goal and a button',
  'embed.show.form': 'The whole form',
  'embed.theme': 'Light or dark',
  'embed.theme.auto': 'As the visitor’s device',
  'embed.theme.light': 'Light',
  'embed.theme.dark': 'Dark',
  'embed.accent': 'Colour',
  'embed.accent.red': 'Red',
  'embed.accent.blue': 'Blue',
  'embed.accent.green': 'Green',
  'embed.accent.purple': 'Purple',
  'embed.accent.ink': 'Black and white',
  'embed.compact': 'With little space around it',
  'embed.language': 'Language',
  'embed.source': 'Counted as',
  'embed.source.none': 'No source of its own',
  'embed.apply': 'Show',
  'embed.preview': 'Preview',
  'embed.frame': 'A frame',
  'embed.frame.hint': 'Works on every site, without any script. Change its height if something is cut off.',
  'embed.element': 'An element',
  'embed.element.hint':
    'For sites that allow scripts. Its height adapts by itself, and it takes the fonts of the site around it.',
  'embed.element.hosts':
    'If the site has a Content-Security-Policy, it must allow {origin} in script-src, connect-src and frame-src.',
  'embed.pinned': 'The same script, pinned',
  'embed.pinned.hint':
    'Browsers run this script only if nobody has changed it. After an update of this service, visitors see only a link, until you copy the new lines.',
  'embed.badge': 'A badge',
  'embed.badge.hint': 'A small picture with the number, for a footer, a forum or a README.',
  'embed.badge.html': 'HTML',
  'embed.badge.markdown': 'Markdown',
  'embed.address': 'Only the address',
  'embed.address.hint':
    'In WordPress and other programs that know oEmbed, put this address on a line of its own. If only a link appears, use the frame.',
  'embed.copy': 'Copy',
  'embed.copied': 'Copied.',
  'embed.privacy': 'Before you embed it',
  'embed.privacy.sees':
    'A visitor’s browser then contacts this service as soon as it shows the other page. Somebody who watches the network sees that, and when.',
  'embed.privacy.we':
    'We set no cookie, and store no network address. We do not learn which site shows a frame or a badge.',
  'embed.privacy.element':
    'For an element, the browser names the other site to us, but not the page on it. We do not store that.',
  'embed.privacy.link':
    'Where a visit alone may bring somebody into danger, use only a link. A link contacts nobody before a person follows it.',
  'embed.unlisted':
    'This campaign is not listed. People who see it on another site can find its address, and pass it on.',
} as const;
