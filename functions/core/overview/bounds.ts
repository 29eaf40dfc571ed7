// They stand apart from `search.ts`, which brings large tables.

/** The longest text that is searched, in characters. */
export const MOST_SEARCHED = 100;
/** Over 10,000 campaigns, each word costs milliseconds. */
export const MOST_WORDS = 8;
