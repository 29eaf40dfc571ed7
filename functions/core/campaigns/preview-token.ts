import { createHash } from 'node:crypto';

/** What the address of a preview has, and no table: 128 random bits. */
const TOKEN = /^[A-Za-z0-9_-]{22}$/;

/** Whether a text may be a token. Anything else costs no read. */
export const isPreviewToken = (text: string | undefined): text is string => text !== undefined && TOKEN.test(text);

/** The id under which a link is stored. */
export const previewId = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Where a preview is. The token is in the query: no log has it, and no robot follows it. */
export const previewPath = (slug: string, token: string): string =>
  `${PREVIEW_PATH}${slug}?${new URLSearchParams({ token })}`;

/**
 * Where the picture of a draft is seen by those who have the link: the console has what no public page shows.
 * @param file its name, as in the folder of a campaign.
 */
export const previewPicture = (slug: string, token: string, file: string): string =>
  `${PREVIEW_PICTURES}${slug}/${file}?${new URLSearchParams({ token })}`;

export const PREVIEW_PICTURES = '/organise/previews/';

/** Not below `/campaigns/`: the edge leads browsers from there to their language, and drops what no page asks for. */
export const PREVIEW_PATH = '/preview/';
