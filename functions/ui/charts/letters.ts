/** The most that letters take in a wide font (DejaVu Sans), in heights of a line. What is in no row takes `OTHERS`. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/\p{Nonspacing_Mark}/u, 0],
  [/[ .,:;'’|!()ijlIftr·-]/, 0.42],
  [/[mwMW@%—…&]/, 1],
  [/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/u, 1.05],
  [/[\u0900-\u1fff]/, 0.9],
  [/\p{Uppercase}/u, 0.8],
];
const OTHERS = 0.65;

/** How wide a text is at most, in heights of a line: nobody knows the font of a reader. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (widths.find(([letters]) => letters.test(letter))?.[1] ?? OTHERS), 0);
