import { MOST_FIELDS } from './typed.ts';

/** Bytes of all that stands above the parts of a form, such as the names of its fields. A thousand fields of ours have fewer. */
const MOST_HEADERS = 128 * 1024;

/** The text between the parts, as the type of a form names it. */
const BOUNDARY = /;\s*boundary="?([\w'()+,./:=?-]{1,70})/i;

const END_OF_HEADERS = '\r\n\r\n';

/**
 * The parts of a form with files, in their order. They are counted first: the parser takes milliseconds for a form of ours, and seconds
 * for one with some 100,000 parts, or with as many lines above one part.
 * @returns undefined if it is no such form, or one of which ours has no like.
 */
export async function formParts(bytes: ArrayBuffer, type: string): Promise<[string, string | File][] | undefined> {
  const boundary = BOUNDARY.exec(type)?.[1];
  if (boundary === undefined || !isModest(Buffer.from(bytes), `--${boundary}`)) return undefined;
  try {
    // With the boundary by which the parts were counted: a type may name several.
    const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` };
    const form = await new Response(bytes, { headers }).formData();
    return [...(form as unknown as Iterable<[string, string | File]>)];
  } catch {
    return undefined;
  }
}

/** Looks at each byte once. */
function isModest(bytes: Buffer, mark: string): boolean {
  let [parts, headers] = [0, 0];
  for (let at = bytes.indexOf(mark); at !== -1; ) {
    const end = bytes.indexOf(END_OF_HEADERS, at);
    // After the last part nothing follows.
    if (end === -1) return bytes.length - at <= MOST_HEADERS;
    parts++;
    headers += end - at;
    if (parts > MOST_FIELDS || headers > MOST_HEADERS) return false;
    at = bytes.indexOf(mark, end);
  }
  return true;
}
