/** What only a page needs whose address may have a token, such as one that a mailed link opens. */
import { hideToken } from './hide-token.ts';

hideToken();
