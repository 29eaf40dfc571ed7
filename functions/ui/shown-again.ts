/** The query with which a form asks to come back in another language, as it was filled in. It then does nothing else. */
const QUERY = { name: 'show', value: 'form' } as const;

/** Where such a form posts to. */
export const shownAgain = (action: string, language: string): string =>
  `${action}?lang=${language}&${QUERY.name}=${QUERY.value}`;

/** @param query that of a request. */
export const isShownAgain = (query: Readonly<Record<string, string>>): boolean => query[QUERY.name] === QUERY.value;
