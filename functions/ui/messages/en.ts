/**
 * English words of the interface, as ICU messages (https://unicode-org.github.io/icu/userguide/format_parse/messages/).
 * Another language is another file with the same keys, and a line in `messages.ts`. A campaign's own words are its own.
 */
export const en = {
  'site.name': 'Amparo',
  'site.tagline': 'Signatures for the release of prisoners of conscience',
  'site.skip': 'Skip to the content',

  // ui: what is around every page, and the form.
  'site.privacy':
    'Amparo sets no cookies, follows nobody and stores no IP address. What signers tell is sealed before it is stored.',
  'site.links': 'About this service',
  'site.campaigns': 'All campaigns',
  'site.open-data': 'Open data',
  'site.docs': 'API for developers',
  'site.picture':
    'Four bars of a window, crossed out by the red stroke of a pen. Amparo: signatures for the release of prisoners of conscience.',
  'sign.title': 'Sign this petition',
  'sign.name': 'Your name',
  'sign.email': 'Your mail address',
  'sign.email.hint': 'For one mail, with the link that confirms. It is never shown.',
  'sign.country': 'Where you live',
  'sign.country.choose': 'Choose a country',
  'sign.comment': 'Why you sign (optional)',
  'sign.comment.hint': 'Only the organisers will read it.',
  'sign.comment.hint-shown': 'Shown beside your name if you choose to show that, else for the organisers alone.',
  'sign.public-name': 'Show my name and my reason on this page',
  'sign.updates': 'Mail me news of this campaign',
  'sign.submit': 'Sign – we mail you a link',
  'sign.promise': 'Your signature counts once you open that link. You can withdraw at any time.',

  // sign: the pages between the form and the thanks, and those of a withdrawal.
  'sent.title': 'Now look into your mailbox',
  'sent.not-yet':
    'Your signature is not counted yet: we have sent a mail to the address that you gave, to ask whether it is yours.',
  'sent.step-open': 'Open the mail, and the first link in it.',
  'sent.step-press': 'Press the button on the page that it opens. Then your signature counts.',
  'sent.no-mail': 'No mail?',
  'sent.no-mail.wait':
    'It may take a minute. Look into the folder for spam, too. If it does not come, check the address and sign again: nobody is counted twice.',
  'message.to-campaign': 'Back to the campaign',
  'confirm.title': 'Confirm your signature',
  'confirm.press': 'One step more: press the button, and your signature counts.',
  'confirm.button': 'Confirm my signature',
  'confirm.not-you': 'If you did not ask to sign, close this page. Nothing about you is stored.',
  'counted.title': 'Your signature is counted',
  'counted.thanks': 'Thank you. You have lent your voice to people who are kept from raising their own.',
  'counted.dashboard': 'See all signatures',
  'counted.share': 'Ask others to sign',
  'counted.share.why': 'Every further name makes this demand harder to pass over. This is the campaign’s address:',
  'counted.share.mail': 'Share it by mail',
  'counted.keep-mail': 'Keep the mail: its second link withdraws your signature, should you ever want to.',
  'withdraw.title': 'Withdraw your signature',
  'withdraw.press': 'Press the button, and what we stored about you is erased at once. Your signature counts no more.',
  'withdraw.button': 'Withdraw my signature',
  'withdrawn.title': 'Your signature is withdrawn',
  'withdrawn.erased': 'What we stored about you is erased, and the count goes down by one.',
  'withdrawn.again': 'Links from before now confirm nothing. If you change your mind, sign again.',
  'again.button': 'Try again',
  'problem.to-campaigns': 'To all campaigns',

  // mail: the one mail that a signer gets.
  'mail.subject': 'Please confirm your signature: {campaign}',
  'mail.greeting': 'Dear {name},',
  'mail.why': 'Somebody, we hope you, asked with this address to sign this petition:',
  'mail.confirm': 'To have your signature counted, open this link and press the button there:',
  'mail.confirm.button': 'Confirm my signature',
  'mail.until': 'The link works until {date}.',
  'mail.not-you': 'If it was not you, do nothing. Nothing about you is stored, and nothing will be.',
  'mail.withdraw':
    'Keep this mail. Should you change your mind after you confirmed, this link takes your signature back and erases what was stored:',
  'mail.withdraw.button': 'Withdraw my signature',
  'mail.thanks': 'Thank you for standing up for people who are held for what they said.',

  // What is wrong with one field: `field.<field>.<fault>`, else `fault.<fault>`.
  'fault.missing': 'This is needed',
  'fault.too-long': 'This is too long',
  'fault.malformed': 'This is not in a form that we understand',
  'fault.control-characters': 'This holds characters that cannot be shown. Please type it again',
  'fault.undeliverable': 'We cannot send mail to this address',
  'fault.unknown': 'We do not know this value',
  'field.name.missing': 'Tell us your name',
  'field.name.too-long': 'A name may have at most 100 characters',
  'field.email.missing': 'Tell us your mail address, so that you can confirm',
  'field.email.malformed': 'A mail address looks like name@example.org. Please check this one',
  'field.email.too-long': 'A mail address may have at most 320 characters',
  'field.email.undeliverable':
    'We cannot send mail to an address whose first part has letters outside A to Z. Do you have another one?',
  'field.country.missing': 'Choose the country where you live',
  'field.country.unknown': 'Choose a country from the list',
  'field.publicName.too-long': 'The name to show may have at most 100 characters',
  'field.comment.too-long': 'Your reason may have at most 500 characters',
  'field.token.missing': 'The link’s token is needed',

  // Every way in which the service says no: a title and what to do about it.
  'problem.invalid-form.title': 'Please check what you filled in',
  'problem.invalid-form.detail': 'Some of the form is missing or not right. Nothing was sent yet.',
  'problem.invalid-json.title': 'Not a JSON object',
  'problem.invalid-json.detail': 'The body of this request is not a JSON object.',
  'problem.unsupported-content-type.title': 'This kind of content is not taken here',
  'problem.unsupported-content-type.detail': 'Send application/json, or a form as application/x-www-form-urlencoded.',
  'problem.body-too-large.title': 'This is too much',
  'problem.body-too-large.detail': 'A request may have at most 16 kB.',
  'problem.campaign-unknown.title': 'There is no such campaign',
  'problem.campaign-unknown.detail': 'Perhaps its address was cut or mistyped. All campaigns are on the first page.',
  'problem.campaign-not-open.title': 'This campaign has not begun',
  'problem.campaign-not-open.detail': 'It is not open for signatures yet. Please come back when it is.',
  'problem.campaign-closed.title': 'This campaign has closed',
  'problem.campaign-closed.detail': 'It takes no more signatures. What it has achieved stays on its page.',
  'problem.campaign-without-recipient.title': 'This campaign cannot take signatures yet',
  'problem.campaign-without-recipient.detail':
    'Its organisers have not set the key to which your data would be sealed. Without one we store nothing.',
  'problem.token-malformed.title': 'This link does not work',
  'problem.token-malformed.detail':
    'It may have been cut on its way. Open it from the mail itself, or sign again: you will get a new mail.',
  'problem.token-expired.title': 'This link has expired',
  'problem.token-expired.detail': 'A link confirms for seven days. Sign again, and you will get a new mail.',
  'problem.signature-withdrawn.title': 'This signature was withdrawn',
  'problem.signature-withdrawn.detail':
    'A link from before a withdrawal confirms nothing. If you changed your mind, sign again.',
  'problem.cross-site.title': 'This form came from another site',
  'problem.cross-site.detail': 'To protect signers we take forms from our own pages only. Please use the form there.',
  'problem.not-found.title': 'This page is not here',
  'problem.not-found.detail': 'Perhaps its address was cut or mistyped. All campaigns are on the first page.',
  'problem.method-not-allowed.title': 'This address does not do that',
  'problem.method-not-allowed.detail': 'The Allow header of this answer names the methods that it takes.',
  'problem.unavailable.title': 'Please try again in a moment',
  'problem.unavailable.detail':
    'A service that we need does not answer just now. Nothing was lost and nothing was counted twice: try again.',
  'problem.internal.title': 'Something went wrong on our side',
  'problem.internal.detail': 'We have noted it. Please try again in a moment.',
} as const;
