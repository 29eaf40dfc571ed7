/** The fields of a form as they were typed. A box that was not ticked is not among them. */
export type Typed = Readonly<Record<string, readonly string[]>>;

export const first = (typed: Typed, name: string): string => typed[name]?.[0]?.trim() ?? '';

/** Most fields that a form of the console has, with room for roles in many campaigns. */
const MOST_FIELDS = 1_000;

/** @param body urlencoded. */
export function typedIn(body: string): Typed {
  const fields = new Map<string, string[]>();
  for (const [name, value] of [...new URLSearchParams(body)].slice(0, MOST_FIELDS)) {
    const values = fields.get(name) ?? [];
    // Browsers send line ends as CR LF.
    values.push(value.replace(/\r\n/g, '\n'));
    fields.set(name, values);
  }
  return Object.fromEntries(fields);
}
