/** Loads the library for pictures. Only commands and the first start of one computer need it: no other may wait for it. */
export const loadSharp = async () => (await import('sharp')).default;
export type SharpLibrary = Awaited<ReturnType<typeof loadSharp>>;
