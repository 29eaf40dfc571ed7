type Placed = readonly [code: string, place: readonly [number, number]];

const ROUNDS = 200;

/**
 * Moves places that are nearer to each other than `distance` apart, a little at a time, so that groups of them keep their
 * order and their middle. The same places give the same result, in whole units.
 */
export function apart(places: readonly Placed[], distance: number): Placed[] {
  const moved = places.map(([code, [x, y]]) => ({ code, x, y }));
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, one] of moved.entries())
      for (const other of moved.slice(i + 1)) {
        // Two at the same place leave it to the sides.
        const [dx, dy] = [other.x - one.x || 0.01, other.y - one.y];
        const between = Math.hypot(dx, dy);
        if (between >= distance) continue;
        const push = (distance - between) / between / 4;
        one.x -= dx * push;
        one.y -= dy * push;
        other.x += dx * push;
        other.y += dy * push;
      }
  return moved.map(({ code, x, y }) => [code, [Math.round(x), Math.round(y)]]);
}
