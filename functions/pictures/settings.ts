import * as z from 'zod/mini';

/** None: it has no table, no secret and no right. */
export const picturesSettings = z.object({});
