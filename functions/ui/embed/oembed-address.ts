/**
 * The address of oEmbed for a campaign. Its pages name it, so that programs find it (https://oembed.com/#section4). A query may
 * have colons and slashes. So it repeats another address of the page, and costs few bytes.
 */
export const oEmbedAddress = (publicUrl: string, path: string): string => `${publicUrl}/oembed?url=${publicUrl}${path}`;
