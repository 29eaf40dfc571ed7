import { offerToShare } from './share.ts';

/** Pages of the console with something to copy: each gets a button, where the browser can write to the clipboard. */
for (const box of document.querySelectorAll<HTMLElement>('[data-share]')) offerToShare(box);
