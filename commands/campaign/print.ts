import type { Campaign, CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { type CaseChange, mustSpread } from '../../functions/core/campaigns/case-changes.ts';
import type { DangerKind } from '../../functions/core/campaigns/dangers.ts';
import { unspokenLanguages } from '../../functions/core/campaigns/in-language.ts';
import { identitiesKeptUntil } from '../../functions/core/campaigns/keeping.ts';
import { localTime } from '../../functions/core/campaigns/local-time.ts';
import { type DeployedKeys, sealedTo } from '../../functions/core/campaigns/sealed-to.ts';
import { organisedStatus } from '../../functions/core/campaigns/states.ts';
import type { Waiting, WaitingByCampaign } from '../../functions/core/counts/waiting.ts';
import type { MailHealth } from '../../functions/core/outbox/health.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { amount } from '../terminal/amount.ts';

/** The texts of the command. Functions return lines, and print nothing. */

export const dangerWords: Record<DangerKind, string> = {
  'brought-back': 'This campaign was deleted. Writing this brings it back, with the signatures that are left.',
  'release-undone': 'A release, a death or an entry of a history disappears. Is this file older than the campaign?',
  'case-removed':
    'A case disappears. Is this file older than the campaign? `npm run campaign -- show SLUG` prints it as it is.',
  'update-removed':
    'An update disappears. Is this file older than the campaign? `npm run campaign -- show SLUG` prints it as it is.',
  'update-changed': 'An update has other words than before. Is this file older than the campaign?',
  'outcome-removed': 'A victory, a hand-over or an answer disappears. Is this file older than the campaign?',
  'outcome-changed': 'A victory, a hand-over or an answer changes. Is this file older than the campaign?',
  'closing-removed': 'The campaign would no longer close. Is this file older than the campaign?',
  'closing-later': 'The campaign closes later than before. Is that meant, or is this file older than the campaign?',
  'demand-changed':
    'The demand changes, and people may have signed. Their signatures stay signatures of the earlier words: each signer can see which words they signed.',
  'title-changed': 'The title changes, and people may have signed. Each signer can see under which title they signed.',
  'translations-older':
    'The demand changes, and a translation keeps its earlier one. People would sign two demands under one count: change the demand of each translation, too.',
  'targets-changed':
    'The targets change, and people may have signed. They asked the earlier ones. Is this file older than the campaign?',
  'letter-changed':
    'The letter changes, and people may have signed. It is not the one that they saw. Is this file older than the campaign?',
  'translation-removed':
    'A language disappears. Those who signed its words can still see them. Is this file older than the campaign?',
  'picture-removed':
    'A picture disappears. Is this file older than the campaign? `npm run campaign -- show SLUG` prints it as it is.',
  'reference-removed':
    'A source of facts disappears. Is this file older than the campaign? `npm run campaign -- show SLUG` prints it as it is.',
  'time-zone-removed':
    'timeZone disappears: pages show dates by the offset that the file writes with its dates. Is this file older than the campaign?',
  'news-off': 'The form no longer offers news. Is that meant, or is this file older than the campaign?',
  'draft-again':
    'The campaign becomes a draft. Its public pages are gone, and links in e-mails confirm nothing. Signers can still withdraw by their e-mail. If they lost it, they cannot ask for another one. Pictures stay at their addresses for people who know them, until a file leaves them out.',
  'shown-from-now': 'The campaign is no longer a draft: people see it from now on.',
  'unlisted-from-now':
    'The campaign disappears from lists and search engines. Anybody who knows its address still sees it.',
  'listed-from-now': 'The campaign appears in lists and search engines from now on.',
  'same-title':
    'Another campaign has this title. A changed slug makes a new campaign: earlier signatures stay with the earlier one.',
  'goal-lowered': 'The goal is lower than before. Signers see it.',
  'closed-at-once':
    'closesAt is in the past: nobody can sign. Links in earlier e-mails work until 24 hours after closesAt.',
  reopened: 'The campaign was closed and opens again.',
  'won-but-open': 'The campaign is won and still open. To end it: `npm run campaign -- close SLUG`.',
  'not-open-any-more': 'The campaign is open now. From now on it is not open until opensAt.',
  'recipients-changed':
    'The recipients change. Earlier signatures stay sealed to the earlier keys: keep their private keys. On AWS every recipient must be a deployed key (AMPARO_PUBLIC_KEYS, AMPARO_CAMPAIGN_PUBLIC_KEYS). If one is not, nobody can sign.',
  'recipients-of-the-group':
    'The campaign names no recipients: its signatures are sealed to the keys of the group (AMPARO_PUBLIC_KEYS).',
  'recipients-of-its-own':
    'The campaign names recipients of its own. Every recipient must be a deployed key (AMPARO_PUBLIC_KEYS, AMPARO_CAMPAIGN_PUBLIC_KEYS). If one is not, nobody can sign.',
  'no-group':
    'No group is set: pages and e-mails say so, and signers do not learn who asks. Write group.yaml, then `npm run group -- put group.yaml`.',
  'group-changed':
    'The group that asks changes, or who is responsible for the data, and people may have signed. They agreed that the earlier one keeps their data, and no other. Is that meant, or is this file older than the campaign?',
  'names-hidden': 'Names are no longer shown, not even those of signers who chose to show theirs.',
  'names-shown':
    'Pages show names: those that signers choose to show, and that you approve. Is that meant, or is this file older than the campaign?',
  'source-removed': 'A source is removed. Signatures through links with this source count as “other” from now on.',
  'strict-from-now':
    'Strict mode: every signature with a signal waits for your decision. People without JavaScript have a signal. docs/guides/organisers.md',
  'strict-no-longer': 'Strict mode ends. Signatures under review still wait for your decision.',
  'live-from-now':
    'Live: the total moves within seconds of a signature. Anybody who watches the connections of your signers can then see who signed. Choose it only if no signer is in danger.',
  'subject-neutral-from-now':
    'The subject of e-mails no longer names the campaign. That protects signers whose phone or mailbox others see. Some people may not recognise the e-mail, and fewer confirm.',
  'subject-named-from-now':
    'The subject of e-mails names the campaign again. Anybody who sees a list of e-mails, or a locked phone, can read it.',
  'kept-longer':
    'Names, addresses and reasons are kept longer. People who signed have read an earlier day on which they are erased.',
  'kept-after-all':
    'Names, addresses and reasons were due to be erased. Those that are erased do not come back. Those that are left are kept until some months after the campaign closes again.',
  'kept-shorter': 'Names, addresses and reasons are erased earlier than before. Export them in time.',
  'erased-at-once':
    'The campaign closed so long ago that names, addresses and reasons are erased at once. This cannot be undone.',
  'date-ahead': 'A reference is dated in the future. Pages show it before that day. Is its year right?',
  'update-ahead': 'An update is dated in the future. Nobody sees it before that moment. Is its year right?',
  markup:
    'A text has markup that pages show as it is written. Long texts may have links, lists, line breaks, headings, strong words and emphasis of Markdown. Other texts may have none, and no text may have HTML, pictures, code or quotations.',
};

/** What becomes of a campaign that is deleted, and of its signatures. @param deletion with the day of erasing, `2027-01-31`. */
export const deletionLines = (deletion: {
  readonly title: string;
  readonly slug: string;
  readonly place: string;
  readonly total: number;
  readonly erasedOn: string;
}): string[] => [
  `Deletes ${deletion.slug} on ${deletion.place}: ${deletion.title}`,
  '! Its pages say that it was deleted (410). Nobody can sign or confirm. Its texts, cases, updates and pictures are deleted at once.',
  `! It has ${amount(deletion.total, 'signature')}. ${deletion.total === 1 ? 'Its name, address and reason' : 'Their names, addresses and reasons'} stay sealed until ${deletion.erasedOn}. Then they are erased.`,
  `! Export them before: \`npm run signatures -- export ${deletion.slug} --out FOLDER\`. Until then, \`npm run campaign -- put FILE\` brings everything back, if the pictures are beside it.`,
  '! Signers can withdraw by their e-mail, now and later. For that a code of each signer stays, with country and hour, but no name.',
];

/** Names the keys of a campaign that are not deployed. @param deployed the keys that are, if the environment names them. */
export function undeployedLines(keys: readonly string[], deployed: DeployedKeys | undefined): string[] {
  if (!deployed) return [];
  const missing = keys.filter((key) => sealedTo({ recipients: [key] }, deployed).length === 0);
  if (missing.length === 0)
    return ['AMPARO_PUBLIC_KEYS or AMPARO_CAMPAIGN_PUBLIC_KEYS has every recipient here. Have you deployed them?'];
  return missing.map(
    (key) =>
      `Missing in AMPARO_PUBLIC_KEYS and AMPARO_CAMPAIGN_PUBLIC_KEYS: ${key}. Deploy it first. Otherwise nobody can sign.`,
  );
}

/** Names the languages of a campaign that no page speaks. @param languages of the pages, if they are known. */
export function unspokenLines(campaign: Campaign, languages: readonly string[] | undefined): string[] {
  if (!languages) return [];
  const { original, translations } = unspokenLanguages(campaign, languages);
  const speaks = `This installation speaks ${languages.join(', ')}, and not`;
  return [
    ...(original ? [`${speaks} ${campaign.language}: its pages show your words amid those of another language.`] : []),
    ...(translations.length > 0 ? [`${speaks} ${translations.join(', ')}: no page shows this translation.`] : []),
  ];
}

/**
 * One line for each campaign, in columns.
 * @param stageMonths how many months identities are kept, if the campaign sets no number.
 * @param waiting what waits in each, as it was noted within the last hour.
 */
export function listLines(
  heads: readonly CampaignHead[],
  now: number,
  stageMonths: number,
  waiting?: WaitingByCampaign,
): string[] {
  const rows = heads.map((head) => [
    head.slug,
    stateOf(head, now),
    `goal ${head.goal}`,
    `from ${dateOf(localTime(head, head.opensAt))}${endOf(head, stageMonths)}`,
    [head.title, ...waitingWords(waiting?.get(head.slug))].join('  '),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

const waitingWords = (waits: Waiting | undefined): string[] =>
  waits ? [`(${amount(waits.signatures, 'signature')} under review${waits.since ? ` since ${waits.since}` : ''})`] : [];

/** Whether it is won, its state, and who can see it, unless that is everybody. A campaign that is won is over once it is closed. */
function stateOf(head: CampaignHead, now: number): string {
  if (head.deletedAt !== undefined) return 'deleted';
  const status = organisedStatus(head, now);
  const { visibility = 'public' } = head;
  return [
    ...(visibility === 'public' || visibility === status ? [] : [visibility]),
    ...(head.won === undefined ? [] : ['won']),
    ...(head.won !== undefined && status === 'closed' ? [] : [status]),
  ].join(', ');
}

/** Says that the stage is strict, if it is: too many e-mails bounced, or brought a complaint. */
export function healthLines({ strictUntil, slowUntil }: MailHealth, now: number): string[] {
  if (now >= strictUntil) return [];
  const until = `until ${isoTime(strictUntil).slice(0, 16)}Z, or longer if that goes on`;
  return [
    `Too many e-mails bounce or bring complaints: proofs of work are harder on all campaigns ${until}. docs/guides/organisers.md`,
    ...(now < slowUntil ? ['Somebody attacks with invented addresses: e-mails go slowly meanwhile.'] : []),
  ];
}

/** When the campaign closes, and until when its identities are kept. */
function endOf(head: CampaignHead, stageMonths: number): string {
  const until = identitiesKeptUntil(head, stageMonths);
  if (head.closesAt === undefined || until === undefined) return '';
  return ` to ${dateOf(localTime(head, head.closesAt))}, identities until ${dateOf(localTime(head, until))}`;
}

/** @param moment by the campaign's clocks. */
const dateOf = (moment: string): string => moment.slice(0, 10);

/** The other campaigns in which a change of cases shows, too. */
export const caseLines = (cases: readonly CaseChange[], campaign: Campaign): string[] =>
  cases
    .filter((one) => one.others.length > 0 && mustSpread(one, campaign))
    .map(({ after, others }) => {
      const slugs = others.map((other) => other.campaign.slug).join(', ');
      return `${after.fields.name} changes in all campaigns that speak for them: ${slugs}, and this one.`;
    });
