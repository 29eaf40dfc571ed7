/** The most bytes of a request, whatever it sends. */
export const MOST_BYTES = 16 * 1024;
