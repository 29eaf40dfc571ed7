/**
 * For what an answer says first: a fault, or what was just done. As the page opens, browsers move the focus there, without a script. So a
 * screen reader reads it, and the next press of Tab goes on from it, not from the top of the page.
 */
export const takesFocus = { tabindex: -1, autofocus: true } as const;
