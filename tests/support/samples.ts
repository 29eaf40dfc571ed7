/** Whether this run takes whole samples: `npm run test:samples`. */
const isWhole = process.env.SAMPLES === 'whole';

/**
 * How much a test tries: a quick sample in `npm test`, and the whole one in `npm run test:samples`, which `.ci/run` runs.
 * Add the file of such a test to `sampled` in vitest.config.ts.
 */
export const sample = <Size>(sizes: { readonly quick: Size; readonly whole: Size }): Size =>
  isWhole ? sizes.whole : sizes.quick;
