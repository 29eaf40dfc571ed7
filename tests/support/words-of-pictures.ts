/** Expressions for `page.evaluate`: what is wrong with the words in the pictures of a page. */

/** Pairs of words in one picture that lie over each other. */
export const OVERLAPPING = `[...document.querySelectorAll('.chart svg')].flatMap((picture) => {
  const words = [...picture.querySelectorAll(':scope > text, :scope > g > text')]
    .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0);
  return words.flatMap((one, i) => words.slice(i + 1).flatMap((other) => {
    const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
    const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
    // The box of a text is as high as a line. Its letters are not.
    return across > 0.5 && down > one.box.height / 4 ? [one.text + ' | ' + other.text] : [];
  }));
})`;

/** Words of a picture that reach beyond the page. */
export const CUT = `[...document.querySelectorAll('.chart svg text')].filter((text) => {
  const { left, right, width } = text.getBoundingClientRect();
  return width > 0 && (left < -0.5 || right > innerWidth + 0.5);
}).map(({ textContent }) => textContent)`;
