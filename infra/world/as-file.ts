/** JSON as the project formats it: a line for each country, so that a change shows which ones it moves. */
export const asFile = (content: object): string =>
  `${JSON.stringify(content, null, 2).replace(/\[\s+(\d+),\s+(\d+)\s+\]/g, '[$1, $2]')}\n`;
