/** A number as people write it: 10,000 or 10 000. Text that is no number stays, so that it is refused with these words. */
export function wholeNumber(typed: string | undefined): number | string | undefined {
  const digits = typed?.replace(/(?<=\d)[.,' \u00a0\u202f’](?=\d{3}(?!\d))/gu, '');
  return digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : typed;
}
