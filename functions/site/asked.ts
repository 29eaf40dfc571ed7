/** What a page's address asks besides. CloudFront keeps an answer for each of these, and for nothing else that a browser sends. */
export const asked = ['lang', 'source'] as const;

export type Asked = { readonly [Name in (typeof asked)[number]]?: string | undefined };
