/** The most bytes of a call of Lambda. A request with a file is base64 in it, beside its headers. */
const OF_A_CALL = 6 * 1024 * 1024;
const BESIDE = 128 * 1024;

/**
 * The most bytes of a request with a picture: as many as can be read. A file may have fewer (`core/pictures/made.ts`), so that the words of
 * a form come back with most of those that are too large.
 */
export const MOST_UPLOADED = Math.floor(((OF_A_CALL - BESIDE) * 3) / 4);
