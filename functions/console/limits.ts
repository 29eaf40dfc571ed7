import { routePattern } from '../http/routes.ts';
import { MOST_UPLOADED } from './pictures/limits.ts';
import { rows } from './routes.ts';

/** Far more than the bounds of all fields of a campaign allow in one language. */
const MOST_BYTES = 1024 * 1024;

const withPictures = rows.filter(({ takesPicture }) => takesPicture).map(({ path }) => routePattern(path));

/** Whether a request to a path may have a picture in it. */
export const takesPicture = (path: string): boolean => withPictures.some((pattern) => pattern.test(path));

/** The most bytes of a request to a path of the console. Larger ones are refused (413). */
export const mostBytesAt = (path: string): number => (takesPicture(path) ? MOST_UPLOADED : MOST_BYTES);
