import type { Exception } from './thief.ts';

/** Data that is in plain text wherever the service runs, each with its reason. */
export const exceptions: readonly Exception[] = [
  {
    place: /^(table \S+-(signatures|counts)|stream \S+-signatures)$/,
    of: /^(shown name|reason of shown)$/,
    why: 'A signer who asks for it is shown by name and reason',
  },
  {
    place: /^answer (kept nowhere|that a cache may keep): 200 to GET (\/api)?\/campaigns\/[^/]+$/,
    of: /^(shown name|reason of shown)$/,
    why: 'That is where they are shown',
  },
  {
    place: /^stream \S+-signatures$/,
    of: /^(name|reason) of withdrawn$/,
    why: 'The stream tells tally, for 24 hours, which shown name to take away',
  },
  {
    place: /^answer kept nowhere: 400 to POST \S+\/(signatures|links)$/,
    of: /^(name of|address of|reason of|country typed by) wrong$/,
    why: 'A form that was filled in wrong comes back as it was typed',
  },
  {
    place: /^answer kept nowhere: 200 to POST (\/api)?\/my-data$/,
    of: /^(shown name|name of withdrawn)$/,
    why: 'A signer sees the name that they chose to show, until they withdraw',
  },
  {
    place: /^answer kept nowhere: 200 to (GET \/(confirm|withdraw)|POST \/my-data)$/,
    of: /^token of a link$/,
    why: 'The button of a mailed link’s page carries its token, and so does that which withdraws, beside what is held',
  },
  {
    place: /^answer kept nowhere: 200 to GET \/(cases)?$/,
    of: /^query$/,
    why: 'A search comes back in its field, for the one person who searched',
  },
  {
    place: /^answer kept nowhere: (301 to GET \S+|401 to GET \/organise)\/$/,
    of: /^query$/,
    why: 'An address with a slash too many leads to the same without it, for the one person who asked; that of the console after their sign-in',
  },
  {
    place: /^answer kept nowhere: 302 to GET \/dashboard$/,
    of: /^query$/,
    why: 'A search of the old list leads to the same search of the new one, for the one person who searched',
  },
];
