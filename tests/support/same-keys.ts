import { KeyObject } from 'node:crypto';
import { expect } from 'vitest';

/** A key shows nothing of itself, so that `toEqual` would find any two of them equal: in a file that imports this, it compares them. */
expect.addEqualityTesters([
  (a, b) => {
    if (!(a instanceof KeyObject) && !(b instanceof KeyObject)) return undefined;
    return a instanceof KeyObject && b instanceof KeyObject && a.equals(b);
  },
]);
