/** What a token may be for. A token can do less than its account, never more. */
export const scopes = [
  'campaigns:read',
  'campaigns:write',
  'campaigns:publish',
  'cases:erase',
  'organisers:read',
  'organisers:write',
  'audit:read',
  'webhooks:read',
  'webhooks:write',
] as const;
export type Scope = (typeof scopes)[number];

/** Who changes something is answered with it, so that a scope to change things is one to read them, too. */
const reads: Partial<Record<Scope, Scope>> = {
  'campaigns:write': 'campaigns:read',
  'campaigns:publish': 'campaigns:read',
  'cases:erase': 'campaigns:read',
  'organisers:write': 'organisers:read',
  'webhooks:write': 'webhooks:read',
};

/** Whether a token of these scopes is for what needs this one. */
export const isFor = (given: readonly Scope[], needed: Scope): boolean =>
  given.some((one) => one === needed || reads[one] === needed);

export const isScope = (word: string): word is Scope => (scopes as readonly string[]).includes(word);
