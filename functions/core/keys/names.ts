/** The keyrings of an installation by the names that `npm run keys` uses, with the ends of their secrets' names. */
export const keyringNames = {
  pepper: 'pepper',
  token: 'token-keys',
  mail: 'mail-keys',
  webhooks: 'webhook-keys',
  organisers: 'organiser-keys',
} as const;
export type KeyringName = keyof typeof keyringNames;

/**
 * A secret's name in AWS: the same for the stack and for the command that the keeper of keys runs. The keys of the edge
 * are in a secret of their own, which has another form (`functions/http/edge.ts`).
 */
export const secretName = (stage: string, ring: KeyringName | 'edge'): string =>
  `amparo-${stage}-${ring === 'edge' ? ring : keyringNames[ring]}`;
