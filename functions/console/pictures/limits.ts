import { MOST_UPLOADED as MOST_PICTURE } from '../../core/pictures/made.ts';

/** The most bytes of a request with a picture. As base64, and with its headers, it fits into the 6 MB of a call of Lambda. */
export const MOST_UPLOADED = MOST_PICTURE + 400_000;
