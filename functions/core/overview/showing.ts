import type { Organised } from './organised.ts';

/**
 * Finds campaigns that everybody sees with a picture. Price as `readOrganisedOf`. A campaign is found a minute after it was written, or at
 * once if lists show it at once.
 * @returns what finds their slugs, by the id of the picture.
 */
export const showingPictures =
  (organised: () => Promise<Pick<Organised, 'entries'>>) =>
  async (picture: string): Promise<string[]> =>
    (await organised()).entries.flatMap((entry) =>
      entry.visibility !== 'draft' && [entry, ...entry.cases].some((one) => one.picture?.made?.id === picture)
        ? [entry.slug]
        : [],
    );
