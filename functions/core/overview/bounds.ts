/** The longest text that is searched, in characters. It stands apart from `search.ts`, which brings large tables. */
export const MOST_SEARCHED = 100;
