/** All acts that the trail can have from now on, by what they are about. Earlier entries may have others. */
const verbs = {
  campaign: [
    ...(['put', 'open', 'pause', 'close', 'take-back', 'archive', 'bring-back', 'win', 'delete', 'undo'] as const),
    ...(['strict', 'relax', 'preview', 'preview-end'] as const),
    ...(['add-update', 'change-update', 'publish-update', 'take-off-update', 'remove-update'] as const),
  ],
  case: ['create', 'change', 'remove'],
  group: ['put'],
  organiser: ['invite', 'roles', 'remove', 'first-sign-in', 'sign-in'],
  token: ['create', 'revoke'],
  signatures: ['accept', 'void', 'export'],
  names: ['approve', 'hide', 'hide-for-ever', 'undo'],
  keys: ['add', 'remove'],
  pictures: ['put'],
  webhooks: ['add', 'remove', 'rotate', 'enable', 'disable', 'test', 'replay'],
  counts: ['correct'],
  audit: ['export'],
} as const;

export type Noun = keyof typeof verbs;
type ActOf<One extends Noun> = { [Each in One]: `${Each}.${(typeof verbs)[Each][number]}` }[One];
export type Act = ActOf<Noun>;
/** A step of a campaign. */
export type CampaignAct = ActOf<'campaign'>;

/** What acts are about. */
export const nouns = Object.keys(verbs) as readonly Noun[];

export const acts: readonly Act[] = Object.entries(verbs).flatMap(([noun, each]) =>
  each.map((verb) => `${noun}.${verb}` as Act),
);

/** What can be asked for: one act, or all with a noun. */
export const askableActs: readonly string[] = [...nouns, ...acts];

/** Whether there can be entries of this actor: `operator`, `schedule`, or the id of an account. */
export const isActor = (text: string): boolean => /^(?:operator|schedule|org_[a-z0-9]{1,40})$/.test(text);
