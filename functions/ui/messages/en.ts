import { cases } from './en/cases.ts';
import { countries } from './en/countries.ts';
import { dashboard } from './en/dashboard.ts';
import { data } from './en/data.ts';
import { embed } from './en/embed.ts';
import { list } from './en/list.ts';

/**
 * English words of the interface, as ICU messages (https://unicode-org.github.io/icu/userguide/format_parse/messages/).
 * Another language is another file with the same keys, and a line in `messages.ts`. The words of a campaign are not here.
 */
export const en = {
  ...countries,
  ...cases,
  ...dashboard,
  ...embed,
  ...data,
  ...list,
  'site.name': 'Amparo',
  'site.tagline': 'Signatures for the release of prisoners of conscience',
  'site.skip': 'Skip to the content',

  // ui: what is around every page, and the form.
  'site.privacy':
    'No cookies, no tracking, no stored IP addresses. E-mail addresses are encrypted before they are stored.',
  'site.links': 'About this service',
  'site.campaigns': 'All campaigns',
  'site.open-data': 'Open data',
  'site.docs': 'API for developers',
  'site.picture':
    'Four bars of a window, crossed out by the red stroke of a pen. Amparo: signatures for the release of prisoners of conscience.',
  'sign.title': 'Sign this petition',
  'sign.name': 'Your name',
  'sign.email': 'Your e-mail address',
  'sign.email.hint': 'We send one e-mail there, with a link that confirms. Your address is never shown.',
  'sign.email.meant': 'Did you mean {address}?',
  'sign.email.meant.use': 'Yes, use that',
  'sign.email.meant.else': 'If your address is right, just send the form.',
  'sign.country': 'Where you live',
  'sign.country.choose': 'Choose a country',
  'sign.country.rather-not': 'I would rather not say',
  'sign.comment': 'Why you sign (optional)',
  'sign.comment.hint': 'Only the organisers can read your reason.',
  'sign.comment.hint-shown':
    'Shown beside your name if you choose to show your name. Otherwise only the organisers can read it.',
  'sign.comment.hint-beside-name':
    'You chose to show your name. The organisers check your reason first, and can then show it beside your name.',
  'sign.public-name': 'Show my name to everybody',
  'sign.public-name.hint':
    'The organisers check each name first. It can then appear on another day, among others. Copies that others make can stay, even if you withdraw.',
  'sign.updates': 'Send me news by e-mail',
  'sign.updates.hint': 'The news comes from {group}. You can leave the news later and keep your signature.',
  'sign.submit': 'Sign – we send you a link',
  'sign.waiting': 'One moment …',
  'sign.waiting.why': 'Your browser solves a small puzzle that keeps robots out. This takes some seconds at most.',
  'sign.leave-empty': 'Leave this empty',
  'sign.promise': 'Nothing counts until you confirm by that link. You can withdraw at any time.',

  // ui: the group that asks, and what a signer agrees to.
  'group.asks': '{group} asks you to sign.',
  'group.unnamed': 'the group that runs this campaign',
  'group.unset': 'The group that runs this campaign has not given its name yet.',
  'group.run-by': 'Run by {group}. Questions:',
  'group.imprint': 'Imprint',
  'consent.agree':
    'By signing you agree that {group} stores your data. Your signature shows a political opinion: special data under the GDPR, Article 9.',
  'consent.text': 'What happens with your data',

  // ui: the list of campaigns and a campaign's page.
  'campaign.upcoming': 'Opens on {date}',
  'campaign.open': 'Open for signatures',
  'campaign.open.until': 'Open until {date}',
  'campaign.days-left': '{days, plural, =0 {today is the last day} one {1 day left} other {# days left}}',
  'campaign.closed': 'Closed on {date}',
  'campaign.signatures': 'Signatures',
  'campaign.none.open': 'Too few to show a number yet. Be among the first to sign.',
  'campaign.none.closed': 'Too few people have signed to show a number.',
  'campaign.goal': 'We hope for {goal, plural, one {one signature} other {# signatures}}.',
  'campaign.of-goal': 'of the {goal, number} that we hope for',
  'campaign.goal-reached': 'The goal of {goal, number} is reached',
  'campaign.goal-was-reached': 'The goal of {goal, number} was reached.',
  'campaign.won': 'Won: {date}',
  'campaign.demand.past': 'The demand was:',
  'campaign.letter': 'The letter that we will hand over',
  'campaign.letter.past': 'The letter',
  'campaign.references': 'Sources',
  'campaign.why.past': 'Why it mattered',
  'campaign.handed-over': 'Handed over',
  'campaign.handed-over.answer': 'The answer',
  'campaign.kept-until':
    'On {date}, or within a few days after, we delete the names and e-mail addresses of those who signed.',
  'campaign.kept-no-more': 'The names and e-mail addresses of those who signed were due to be deleted on {date}.',
  'campaign.dashboard': 'See where and when people signed',
  'campaign.targets': 'Addressed to',
  'campaign.cases': 'For whom',
  'campaign.why': 'Why it matters',
  'campaign.updates': 'What has happened since',
  'campaign.names': 'People who have signed',
  'campaign.names.lead': 'Some of those who chose to show their name, in no order.',
  'campaign.share': 'Pass it on',
  'campaign.share.ways': 'Share by a service, or as a QR code',
  'campaign.shared':
    '{signatures, plural, =0 {} one {One person has signed. } other {# people have signed. }}{summary}',
  'picture.credit': 'Picture: {credit}',
  'share.by': 'Share by',
  'share.sheet': 'Share …',
  'share.closed': 'This campaign has closed, so nobody can sign it any more. Its page shows what has come of it.',
  'share.won': 'This campaign is won. Its page shows what was reached.',
  'share.copy': 'Copy the address',
  'share.copied': 'The address is copied.',
  'share.mail': 'E-mail',
  'share.qr': 'QR code',
  'share.qr.scan':
    'Point the camera of a phone at this QR code, on this screen or in print. The campaign’s page opens.',
  'share.qr.label': 'QR code of {address}',
  'share.address': 'For Signal and everything else, copy this address. It carries nothing that leads to you.',
  'campaign.related': 'Campaigns close to this one',
  'campaign.opens-later': 'Signing opens on {date}. Until then, read whom it is for, and come back.',
  'campaign.has-closed':
    '{signatures, plural, =0 {This campaign has closed.} one {This campaign has closed with one signature.} other {This campaign has closed with # signatures.}} You can no longer sign it.',
  'campaign.has-achieved': 'Read what has come of it',
  'case.status.detained': 'Detained',
  'case.status.released': 'Released',
  'case.status.died': 'Died',
  'case.count.detained': '{people, number} detained',
  'case.count.released': '{people, number} released',
  'case.count.died': '{people, number} died',
  'case.people': '{people, plural, one {One person} other {# people}}',
  'case.since': 'In prison since',
  'case.detained-on': 'Arrested',
  'case.charge': 'Charge',
  'case.sentence': 'Sentence',
  'privacy.title': 'What happens with what you tell us',
  'privacy.who': '{controller} is responsible for your data. Legal basis: {legalBasis}. Questions:',
  'privacy.who.unset': 'The group that runs this campaign has not said who is responsible for your data.',
  'privacy.short.sealed': 'Your name, e-mail address and reason are encrypted at once. Only {group} can open them.',
  'privacy.short.open':
    'Stored readable, to count you once: country, language, hour, the link that brought you, and a number from which nobody can read your address.',
  'privacy.short.shown': 'Your name appears here only if you tick the box, after a check.',
  'privacy.short.mail': 'You get one e-mail, and no more.',
  'privacy.short.news': 'You get one e-mail, and news only if you ask.',
  'privacy.short.withdraw':
    'You can withdraw at any time. Then we delete everything. Only a note without your name stays about 8 days.',
  'privacy.short.until': 'We delete who you are by {date}. Your signature still counts.',
  'privacy.short.endless':
    'We delete who you are {months, plural, one {one month} other {# months}} after the campaign closes. Your signature still counts.',
  'privacy.short.rights': 'You can see your data, and complain to a data protection authority.',
  'privacy.more': 'Read the whole privacy text',
  'privacy.sealed':
    'We encrypt your name, your e-mail address and your reason as soon as they arrive. Only the group that runs this campaign can open them, with a key that is not kept here. Nobody who runs this service can read them again.',
  'privacy.unconfirmed':
    'Until you have confirmed, your data is in no list: it is encrypted in the link that we send to you. We read your address once more, to send that e-mail. For two days we count how many e-mails your address was sent, under a number made from it. Nobody can read the address from that number.',
  'privacy.live':
    'The number of signatures moves within seconds. A person who sees that you visit the campaign’s page, such as your internet provider, can then see by that number that you signed.',
  'privacy.clear':
    'We store some things readable, to count you once: your country, your language, the hour, the name of the link that brought you, and a number made from your address. Nobody can read the address from that number.',
  'privacy.left-field':
    'If your browser runs scripts, it sends your e-mail address here as soon as you leave that field, not only when you sign. The browser then gets a small puzzle that keeps robots out. We keep nothing of the address at that moment.',
  'privacy.checks':
    'To notice robots, we count for some hours how many forms come from your network. For a day we count how many come from the domain of your address. For both we keep numbers from which nobody can read your network or your address. If an e-mail to you cannot be delivered, such a number of your mailbox stays for two days. What these checks noticed, if anything, stays with your signature.',
  'privacy.shown':
    'Your name and reason appear on the campaign’s page only if you tick the box for that. The organisers check them first. They appear on another day, among others. If you withdraw, they disappear from that page within minutes. Copies that other people have made stay.',
  'privacy.mail':
    'You get one e-mail. You get news only if you ask for it. You can leave the news by the second link in that e-mail.',
  'privacy.mail.only': 'You get one e-mail, and no more.',
  'privacy.withdraw':
    'You can withdraw at any time by the second link in the e-mail that we send you. We delete everything at once. Only a note “withdrawn”, without your name, stays about 8 days, so that old links do not work. The same link shows what we store about you. No link in another e-mail shows it.',
  'privacy.withdraw.lost': 'If you lost that e-mail, ask for a new link that withdraws.',
  'privacy.kept.until':
    'We delete your name, your e-mail address and your reason {months, plural, one {one month} other {# months}} after this campaign has closed: on {date}, or within a few days after. Your signature still counts then, without you.',
  'privacy.kept.endless':
    'We keep your name, your e-mail address and your reason as long as this campaign is open. We delete them {months, plural, one {one month} other {# months}} after it has closed. Your signature still counts then, without you.',
  'privacy.backups':
    'Backups keep what was deleted for up to {days, number} days more, just as it was: what was encrypted is encrypted there, too.',
  'privacy.no-tracking': 'This service sets no cookies, follows nobody, and stores no IP address.',

  // site and sign: a new link for a person who lost the e-mail.
  'link.title': 'Withdraw your signature without the first e-mail',
  'link.first-mail':
    'If you have the e-mail with which you signed, open its second link. It withdraws, and shows what we store about you.',
  'link.lost':
    'If that e-mail is lost, write your address here. We send you a new link that withdraws. Everybody who asks gets this e-mail, whether they have signed or not.',
  'link.can':
    'The new link only withdraws. It does not show whether you have signed: another person who can read your e-mails could ask for such a link, too.',
  'link.email.hint': 'The address with which you signed.',
  'link.submit': 'Send me a link to withdraw',
  'link-sent.title': 'Look into your mailbox',
  'link-sent.open':
    'An e-mail with a link to withdraw goes to the address that you gave. Open the link, and press the button on its page.',
  'link-sent.anybody': 'The e-mail comes whether or not this address has signed. So nobody can see here if it has.',
  'link-sent.no-mail':
    'The e-mail may take a minute. Look into the folder for spam, too. If it does not come, check the address and ask again.',

  // sign: the pages between the form and the thanks, and those of a withdrawal.
  'sent.title': 'Now look into your mailbox',
  'sent.not-yet':
    'Your signature does not count yet. We have sent an e-mail to the address that you gave, to ask whether it is yours.',
  'sent.title.later': 'An e-mail will come to you',
  'sent.not-yet.later':
    'Your signature does not count yet. We will send an e-mail to the address that you gave, to ask whether it is yours.',
  'sent.address': 'You typed this address:',
  'sent.address.wrong': 'Is the address wrong? Fill in the form again.',
  'sent.wait.minutes':
    'Many people are signing right now. Your e-mail should be with you in about {minutes, plural, one {a minute} other {# minutes}}.',
  'sent.wait.hours':
    'Many people are signing right now. Your e-mail should be with you in about {hours, plural, one {an hour} other {# hours}}.',
  'sent.wait.day':
    'More e-mails are asked for than we can send today. Your e-mail should be with you by this time tomorrow.',
  'sent.wait.days':
    'More e-mails are asked for than we can send in a day. Your e-mail should be with you in about {days, plural, one {a day} other {# days}}.',
  'sent.wait.too-long':
    'More e-mails are asked for than we can send. Your e-mail may come in about a week, too late for its link to work. Then please sign again. Nothing counts until you confirm.',
  'sent.step-open': 'Open the e-mail, and follow its first link: “{link}”.',
  'sent.step-press': 'A page opens. Press its button, “{button}”.',
  'sent.no-mail': 'No e-mail?',
  'sent.no-mail.wait':
    'The e-mail may take a minute. Look into the folder for spam, too. If it does not come, check the address and sign again. Nobody is counted twice.',
  'sent.no-mail.later':
    'The e-mail waits in line. Signing again brings it no sooner. If it has not come by then, look into the folder for spam, too. Then check the address and sign again. Nobody is counted twice.',
  'sent.no-mail.few':
    'We send only a few e-mails to one mailbox, also if it has several addresses. If you asked several times, try again in an hour, or tomorrow.',
  'sent.lost-mail': 'Have you signed before, and lost the e-mail? To withdraw, ask for a new link.',
  'message.to-campaign': 'Back to the campaign',
  'message.link-in-history':
    'The address of this page is your link, and your browser keeps it in its history. If other people may look into this device, delete the address from the history when you are done.',
  'confirm.title': 'Confirm your signature',
  'confirm.press': 'One more step: press the button. Before that, nothing is stored and nothing counts.',
  'confirm.button': 'Confirm my signature',
  'confirm.not-you':
    'If you did not ask to sign, close this page. Then nothing counts, and we keep neither a name nor your address.',
  'counted.title': 'Your signature is confirmed',
  'counted.thanks': 'Thank you. You have lent your voice to people who are kept from raising their own.',
  'counted.once': 'Each person counts once. The organisers may check a signature before it counts.',
  'counted.live': 'The public number includes a signature within seconds after it counts.',
  'counted.careful':
    'The public number moves once many people have signed, so that nobody can see who did. In a large campaign this takes minutes or hours, in a small one weeks.',
  'counted.name':
    'If you chose to show your name, the organisers check it first. It can then appear on the page on another day.',
  'counted.dashboard': 'See the numbers',
  'counted.next': 'What happens now',
  'counted.share': 'Ask others to sign',
  'counted.share.why': 'Every further signature makes this demand harder to ignore.',
  'counted.signed-before':
    'Have you signed before? Then your first signature stays as it was. To change it while the campaign is open, withdraw, then sign again.',
  'counted.keep-mail': 'Keep the e-mail: its second link withdraws your signature, if you ever want to.',
  'withdraw.title': 'Withdraw your signature',
  'withdraw.press':
    'Press the button. Then your signature counts no more, and we delete what we stored about you. Only a note “withdrawn”, without your name, stays about 8 days.',
  'withdraw.button': 'Withdraw my signature',
  'no-news.title': 'Leave the news',
  'no-news.ask':
    'Did you ask for news by e-mail? Press the button, and {group} sends you no more news. Your signature stays.',
  'no-news.button': 'Send me no more news',
  'no-news.done': 'You get no more news',
  'no-news.left':
    'From now on, {group} sends you no news of this campaign. An e-mail that is on its way may still come.',
  'no-news.signature': 'If you have signed, your signature stays as it is.',
  'withdrawn.title': 'Your signature is withdrawn',
  'withdrawn.erased':
    'We have deleted what we stored about you. Only a note “withdrawn”, without your name, stays about 8 days. If your signature counted, it counts no more.',
  'withdrawn.again':
    'Because of that note, links from before confirm nothing now. If you change your mind while the campaign is open, sign again.',
  'my-data.title': 'What we store about you',
  'my-data.ask': 'Before you decide, or just to know: see what we store. Asking changes nothing.',
  'my-data.button': 'Show what is stored',
  'my-data.signature.held': 'Your signature of this petition is stored, with what you told us.',
  'my-data.signature.anonymised':
    'Your signature of this petition is stored, but no longer who you are: we deleted your name, your e-mail address and your reason {months, plural, one {a month} other {# months}} after the campaign had closed.',
  'my-data.signature.withdrawn':
    'You have withdrawn your signature, and we have deleted what we stored about you. Only a note “withdrawn”, without your name, stays about 8 days.',
  'my-data.signature.none':
    'No signature was made by the e-mail that this link came from. Perhaps you did not press the button that confirms, or you withdrew.',
  'my-data.words': 'You signed these words:',
  'my-data.other-mail':
    'If you signed by another e-mail, only the second link in that one shows what we store. This link can still withdraw the signature.',
  'my-data.sealed': 'Encrypted',
  'my-data.sealed.why':
    'Only the people who run the campaign can open what is encrypted: this service cannot, and so cannot show it to you.{keys, plural, =0 {} one { It is encrypted to the key of the group, or the key that the group had when you signed.} other { It is encrypted to the # keys of the group, or the keys that the group had when you signed.}}',
  'my-data.sealed.name': 'Your name, if it is not shown',
  'my-data.sealed.email': 'Your e-mail address',
  'my-data.sealed.comment': 'Your reason, if you gave one that is not shown',
  'my-data.sealed.updates': 'Whether you want news of the campaign',
  'my-data.open': 'Readable',
  'my-data.open.why': 'We store this to count your signature. The people who run the service can read it.',
  'my-data.open.why-trace':
    'This note is left, so that links from before you withdrew cannot bring your signature back. The people who run the service can read it.',
  'my-data.values':
    'The numbers say nothing by themselves, so they are not shown. This page shows only what your link brings along: it cannot read a signature. Ask the group for the other values.',
  'my-data.open.signer-code': 'A number made from your address, from which nobody can read the address',
  'my-data.open.link-code':
    'A random number of the e-mail with which you signed, so that only the link in that e-mail shows this page',
  'my-data.open.status': 'What became of the signature',
  'my-data.open.hour': 'The hour in which you confirmed it',
  'my-data.open.country': 'Your country',
  'my-data.open.language': 'Your language',
  'my-data.open.source': 'The name of the link that brought you',
  'my-data.open.news': 'That you left the news, if you did',
  'my-data.open.consent': 'Which version of the privacy text you agreed to',
  'my-data.open.checks': 'What the checks against robots noticed, if anything',
  'my-data.open.time-of-erasure': 'When your identity was erased',
  'my-data.open.time-of-withdrawal': 'When you withdrew',
  'my-data.shown': 'To be seen by everybody',
  'my-data.shown.why':
    'You chose to show this on the page of the campaign, so it is not encrypted. It appears there only after the organisers have checked it. Anybody who copies it can keep it.',
  'my-data.shown.public-name': 'Your name, as you chose to show it',
  'my-data.shown.public-reason':
    'Your reason, if you gave one. This page cannot read it, so only the group can show it to you.',
  'my-data.how-long': 'For how long',
  'my-data.kept.until': 'Who you are, also a name that is shown, is erased on {date}, or within a few days after.',
  'my-data.kept.endless':
    'We keep who you are, also a name that is shown, as long as the campaign is open. We delete it {months, plural, one {one month} other {# months}} after it has closed.',
  'my-data.kept.open':
    'Your language, and which privacy text you agreed to, are erased on the same day. The rest of what is readable stays, so that the count stays right.',
  'my-data.kept.anonymised': 'What is left stays, so that the count stays right.',
  'my-data.kept.trace': 'The note expires {days, number} days after you withdrew, and is gone a few days later.',
  'my-data.backups':
    'Backups keep what was deleted for up to {days, number} days more, just as it was: what was encrypted is encrypted there, too.',
  'my-data.mails':
    'For two days after you asked for an e-mail, we count how many e-mails your address was sent, under a number made from it. Nobody can read the address from that number.',
  'again.button': 'Try again',
  'problem.to-campaign': 'To the campaign',
  'problem.to-campaigns': 'To all campaigns',

  // site: the dashboard, and the page that describes the API.
  'docs.api.title': 'API for developers',
  'docs.api.lead': 'Everything that these pages show and do, a program can read and do, too. No key is needed.',
  'docs.machine': 'The same as a document for programs:',
  'docs.errors':
    'Whatever goes wrong is answered as {type}, with a type that stays the same, and words in the language that was asked for.',
  'docs.takes': 'It takes',
  'docs.answers': 'It answers',
  'docs.required': 'required',
  'docs.or-form': 'JSON, or the same fields as an HTML form',
  'docs.proof': 'An attempt with a proof of work',
  'docs.proof.why':
    'In JavaScript, with the library altcha-lib (version 2). An attempt without a proof is taken, too, with less trust, as long as its network sends few.',

  // mail: the one mail that a signer gets.
  'mail.subject': 'Please confirm your signature: {campaign}',
  'mail.subject.neutral': 'Please confirm your e-mail address',
  'mail.greeting': 'Good day,',
  'mail.greeting.group': 'Good day from {group},',
  'mail.why': 'Somebody, we hope you, used this address to sign this petition:',
  'mail.confirm': 'To confirm your signature, open this link and press the button there:',
  'mail.confirm.neutral': 'To confirm your e-mail address, open this link and press the button there:',
  'mail.confirm.button': 'Open the page to confirm',
  'mail.until': 'The link works until {date}.',
  'mail.open-until': 'The petition is open until {date}.',
  'mail.copy': 'If the button “{button}” does not work, copy this address into your browser:',
  'mail.not-forward': 'Please do not forward this e-mail: its links are yours alone.',
  'mail.pass-on': 'To pass the petition on, share this address:',
  'mail.not-you': 'If it was not you, do nothing. Then nothing counts, and we keep neither a name nor your address.',
  'mail.withdraw':
    'Keep this e-mail. If you change your mind later, open this link. Its page withdraws your signature, and shows what we store about it:',
  'mail.withdraw.button': 'Open the page to withdraw',
  'mail.link.subject': 'A link to withdraw your signature: {campaign}',
  'mail.link.why':
    'Somebody, we hope you, used this address to ask for a link that withdraws a signature of this petition. We send this e-mail to everybody who asks, whether they have signed or not:',
  'mail.link.withdraw':
    'To withdraw, open this link and press the button there. We then delete everything about this signature. Only a note “withdrawn”, without your name, stays about 8 days:',
  'mail.link.only':
    'This link does not show whether you have signed, or what we store. Only the e-mail with which you signed has a link that shows this.',
  'mail.link.not-you': 'If it was not you, do nothing: then nothing changes.',
  'mail.thanks': 'Thank you for standing up for people who are in prison for what they said.',
  'mail.reply': 'Do you have a question? Answer this e-mail: it goes to {address}.',

  // Faults of a field: `field.<field>.<fault>`, or if there is none, `fault.<fault>`.
  'fault.missing': 'This is needed',
  'fault.too-long': 'This is too long',
  'fault.no-room': 'This makes the link in the e-mail too long. Please shorten it',
  'fault.malformed': 'This is not in a form that we understand',
  'fault.control-characters': 'This has characters that cannot be shown. Please type it again',
  'fault.undeliverable': 'We cannot send e-mail to this address',
  'fault.unreachable': 'We cannot send e-mail to this address. Is it spelt right?',
  'fault.mistyped': 'Please check this once more',
  'fault.unknown': 'We do not know this value',
  'fault.address-in-text': 'This may not have the address of a web page or of an e-mail',
  'fault.stacked-marks': 'One letter of this has too many marks. Please type it again',
  'field.name.missing': 'Tell us your name',
  'field.name.too-long': 'A name may have at most 100 characters',
  'field.name.control-characters': 'Your name has characters that cannot be shown. Please type it again',
  'field.name.address-in-text': 'A name may not have a web or e-mail address. Does a blank follow each full stop?',
  'field.name.stacked-marks': 'One letter of your name has too many marks. Please type it again',
  'field.email.missing': 'Write your e-mail address, so that you can confirm',
  'field.email.malformed': 'An e-mail address looks like name@example.org. Please check this one',
  'field.email.too-long': 'An e-mail address may have at most 254 characters',
  'field.email.mistyped': 'Please check your e-mail address once more',
  'field.email.undeliverable':
    'We cannot send e-mail to an address whose first part has letters outside A to Z. Do you have another one?',
  'field.email.unreachable': 'We cannot send e-mail to this address. Is the part after the @ spelt right?',
  'field.country.missing': 'Choose the country where you live',
  'field.country.unknown': 'Choose a country from the list',
  'field.publicName.too-long': 'The name to show may have at most 100 characters',
  'field.publicName.control-characters': 'The name to show has characters that cannot be shown. Please type it again',
  'field.publicName.address-in-text': 'The name to show may not have the address of a web page or of an e-mail',
  'field.publicName.stacked-marks': 'One letter of the name to show has too many marks. Please type it again',
  'field.comment.address-in-text':
    'Your reason may not have the address of a web page or of an e-mail. Does a blank follow each full stop?',
  'field.comment.stacked-marks': 'One letter of your reason has too many marks. Please type it again',
  'field.comment.control-characters': 'Your reason has characters that cannot be shown. Please type it again',
  'field.comment.too-long': 'Your reason may have at most 500 characters',
  'field.comment.no-room':
    'Your reason makes the link in the e-mail too long. Leave it out here: the page that the link opens asks for it',
  'field.token.missing': 'The link’s token is needed',

  // Problems: a title, and what to do about it.
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
  'problem.campaign-not-open.detail': 'This campaign is not open for signatures yet. Please come back when it is.',
  'problem.campaign-closed.title': 'This campaign has closed',
  'problem.campaign-closed.detail': 'This campaign takes no more signatures. What it has achieved stays on its page.',
  'problem.campaign-deleted.title': 'This campaign was deleted',
  'problem.campaign-deleted.detail':
    'The organisers of this campaign have taken it back, and nobody can sign it any more. If you signed it, we delete your name and your e-mail address 30 days later, or sooner.',
  'problem.campaign-without-recipient.title': 'This campaign cannot take signatures yet',
  'problem.campaign-without-recipient.detail':
    'The organisers of this campaign have not set the key with which your data would be encrypted. Without a key we store nothing.',
  'problem.token-missing.title': 'Please open the link in your e-mail',
  'problem.token-missing.detail':
    'This page works only with the link that we sent you. If you have pressed its button already, there is nothing left to do.',
  'problem.token-malformed.title': 'This link does not work',
  'problem.token-malformed.detail':
    'The link may have been cut on its way. Open it from the e-mail itself. If you lost that e-mail, open the campaign’s page. There you can ask for a link that withdraws or, while the campaign is open, sign again.',
  'problem.token-expired.title': 'This link has expired',
  'problem.token-expired.detail':
    'A link confirms for seven days. If the campaign is still open, sign again, and you will get a new e-mail.',
  'problem.signature-withdrawn.title': 'This signature was withdrawn',
  'problem.signature-withdrawn.detail':
    'A link from before a withdrawal confirms nothing. If you changed your mind and the campaign is still open, sign again.',
  'problem.network-busy.title': 'Too many forms from your network just now',
  'problem.network-busy.detail':
    'Without JavaScript we can take only so many forms from one network in an hour, or strangers’ mailboxes would be flooded. Nothing was sent. Allow JavaScript on this page and send the form again. If JavaScript is on already, try again in an hour.',
  'problem.network-busy.for-programs': 'A program sends a proof of work with each attempt: the page /docs shows how.',
  'problem.edge-only.title': 'This is not our public address',
  'problem.edge-only.detail': 'Please go to the address where you found this petition, and sign there.',
  'problem.cross-site.title': 'This form came from another site',
  'problem.cross-site.detail': 'To protect signers we take forms from our own pages only. Please use the form there.',
  'problem.not-found.title': 'This page is not here',
  'problem.not-found.detail': 'Perhaps its address was cut or mistyped. All campaigns are on the first page.',
  'problem.method-not-allowed.title': 'This address does not do that',
  'problem.method-not-allowed.detail': 'If you came here by a form: go back to the campaign, and fill it in there.',
  'problem.method-not-allowed.for-programs': 'The Allow header names the methods that it takes.',
  'problem.format-unknown.title': 'There is no such format',
  'problem.format-unknown.detail': 'Ask for format=json or format=xml.',
  'problem.no-room.title': 'Nothing of this campaign is so small',
  'problem.no-room.detail': 'Ask for a larger maxwidth or maxheight, or for none.',
  'problem.request-malformed.title': 'This is no request',
  'problem.request-malformed.detail':
    'The request is not put together as HTTP asks for. A browser sends no such request.',
  'problem.unavailable.title': 'Please try again in a moment',
  'problem.unavailable.detail':
    'A service that we need does not answer just now. Nothing was lost and nothing was counted twice: try again.',
  'problem.internal.title': 'Something went wrong on our side',
  'problem.internal.detail': 'We have noted it. Please try again in a moment.',
} as const;
