/** Seconds for which a cache that many people share, such as CloudFront, may repeat an answer. */
export const SHARED_SECONDS = { page: 10, data: 2 } as const;

/** Seconds for which a running function shows the result of a read again, so that a burst of visitors costs one read. */
export const REMEMBERED_SECONDS = 2;
