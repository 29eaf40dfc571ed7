/** The fields of a form as they were typed. A box that was not ticked is not among them. */
export type Typed = Readonly<Record<string, readonly string[]>>;

export const first = (typed: Typed, name: string): string => typed[name]?.[0]?.trim() ?? '';

/** A text whose lines are joined by blanks, as browsers do it with what is pasted into an input of one line. */
export const inOneLine = (text: string): string =>
  text
    .split(/[\n\r\u2028\u2029]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

/** Most fields that a form of the console has, with room for roles in many campaigns. */
export const MOST_FIELDS = 1_000;

/** @param body urlencoded. What no form of ours has as many of is not read. */
export const typedIn = (body: string): Typed => typedOf([...new URLSearchParams(firstFields(body))]);

function firstFields(body: string): string {
  let end = -1;
  for (let n = 0; n < MOST_FIELDS; n++) {
    end = body.indexOf('&', end + 1);
    if (end === -1) return body;
  }
  return body.slice(0, end);
}

/** Letters of a field's name. A translation's has the name of an entry in it. */
const LONGEST_NAME = 6_000;

/** @param sent names and values, in their order. What no form of ours has, such as a name without end, is left out. */
export function typedOf(sent: readonly (readonly [name: string, value: string])[]): Typed {
  const fields = new Map<string, string[]>();
  for (const [name, value] of sent.slice(0, MOST_FIELDS)) {
    if (name.length > LONGEST_NAME) continue;
    const values = fields.get(name) ?? [];
    // Browsers send line ends as CR LF.
    values.push(value.replace(/\r\n/g, '\n'));
    fields.set(name, values);
  }
  return Object.fromEntries(fields);
}
