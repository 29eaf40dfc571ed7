import { createContext } from 'hono/jsx';

/** The field that says whose page a form stood in. */
export const BY = 'by';

/** The address of the script that puts back what was typed. Only the page around a form knows it. */
export const PutBack = createContext('');
