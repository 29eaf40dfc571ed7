/** What a token may be for. A token can do less than its account, never more. */
export const scopes = [
  'campaigns:read',
  'campaigns:write',
  'campaigns:publish',
  'organisers:read',
  'organisers:write',
  'audit:read',
] as const;
export type Scope = (typeof scopes)[number];

export const isScope = (word: string): word is Scope => (scopes as readonly string[]).includes(word);
