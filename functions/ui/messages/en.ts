/**
 * English words of the interface, as ICU messages (https://unicode-org.github.io/icu/userguide/format_parse/messages/).
 * Another language is another file with the same keys, and a line in `messages.ts`. A campaign's own words are its own.
 */
export const en = {
  'site.name': 'Amparo',
  'site.tagline': 'Signatures for the release of prisoners of conscience',
  'site.skip': 'Skip to the content',

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
