/**
 * What one interval shows of a signer in it, calculated without chance. `N` people are expected to sign with a mean of
 * `mean`, as a Poisson process. The observer sees whether a number moved, and perhaps more. The likelihood ratio is the
 * mean of `N`, given what is seen, over `mean` (`tests/core/published/observer.ts` says why).
 */
export interface OneInterval {
  readonly mean: number;
  /** Whether `n` people make a number move, or names be drawn. */
  readonly moves: (n: number) => boolean;
  /** The share of signers whose new names are seen if it moves: 0 shows no more than the move, 1 the exact number. */
  readonly seen: number;
}

/** The mean of the ratios of all signers, and that of the unluckiest signer of a hundred. */
export function ratiosIn({ mean, moves, seen }: OneInterval): { mean: number; worst: number } {
  const most = Math.ceil(3 * mean + 60);
  const [named, unnamed] = [poissonOf(mean * seen, most), poissonOf(mean * (1 - seen), most)];
  /** The probability of each sight, and that times the mean of `N`. */
  const sights = new Map<number | 'rests', { p: number; sum: number }>();
  for (let m = 0; m <= most; m++)
    for (let rest = 0; m + rest <= most; rest++) {
      const p = (named[m] ?? 0) * (unnamed[rest] ?? 0);
      const sight = moves(m + rest) ? m : 'rests';
      const before = sights.get(sight) ?? { p: 0, sum: 0 };
      sights.set(sight, { p: before.p + p, sum: before.sum + p * (m + rest) });
    }
  // A signer sees each sight with its probability, times its ratio.
  const ratios = [...sights.values()]
    .filter(({ p }) => p > 0)
    .map(({ p, sum }) => ({ ratio: sum / p / mean, share: sum / mean }))
    .sort((one, other) => other.ratio - one.ratio);
  let unlucky = 0;
  const worst = ratios.find(({ share }) => {
    unlucky += share;
    return unlucky > 0.01;
  });
  return { mean: ratios.reduce((sum, { ratio, share }) => sum + ratio * share, 0), worst: worst?.ratio ?? Number.NaN };
}

function poissonOf(mean: number, most: number): readonly number[] {
  const probabilities = [Math.exp(-mean)];
  for (let n = 1; n <= most; n++) probabilities.push(((probabilities[n - 1] ?? 0) * mean) / n);
  return probabilities;
}
