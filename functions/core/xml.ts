/** What XML 1.0 has no way to write, not even as a reference: https://www.w3.org/TR/xml/#charsets */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/**
 * A document of XML or SVG, without letters that would make all of it unreadable. Campaign files have none of them
 * (`campaigns/fields.ts`), but what was stored before that was checked may.
 */
export const readableXml = (document: string): string => document.replace(NOT_IN_XML, '');
