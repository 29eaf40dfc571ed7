/** `2,000`. */
export const number = (n: number): string => n.toLocaleString('en');

/** `1 signature`, `2,000 signatures`. */
export const amount = (n: number, one: string, more = `${one}s`): string => `${number(n)} ${n === 1 ? one : more}`;
