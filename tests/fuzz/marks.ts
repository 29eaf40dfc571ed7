/** A word that nothing but a fuzzed request holds: where it turns up, something of a request got there. */
export const MARK = 'zqmark';

/** Text that would be markup, or would leave an attribute, if a page did not escape it. */
export const MARKUP = `"'><${MARK} ${MARK}='1' onload="x" "${MARK}="2`;

/** The mark where it is no longer text: as a tag, or after a quote that ends an attribute. */
export const UNESCAPED = new RegExp(`<${MARK}|["']${MARK}`, 'i');
