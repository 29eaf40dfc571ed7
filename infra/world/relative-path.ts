type Point = readonly [number, number];

/**
 * Writes a path with whole coordinates, each from the one before: that takes half of the bytes.
 * @param d only M, L and Z, as d3 writes them.
 * @returns the path, or an empty string if it encloses nothing.
 */
export function relativePath(d: string): string {
  let at: Point = [0, 0];
  return d
    .split('Z')
    .map((ring) => corners(ring))
    .filter((ring) => ring.length > 2)
    .map((ring, i) => {
      const [begin, ...steps] = ring.map((corner) => {
        const step = `${corner[0] - at[0]} ${corner[1] - at[1]}`;
        at = corner;
        return step;
      });
      // After `z` a pen is where the ring began.
      at = ring[0] ?? at;
      // Where a path begins is said by its place, so that a page can join paths.
      return `${i === 0 ? `M${begin}l` : `m${begin} `}${steps.join(' ')}z`.replaceAll(' -', '-');
    })
    .join('');
}

/** The corners of `M1,2L3,4…`, each once. */
function corners(ring: string): Point[] {
  const points = ring
    .split(/[ML]/)
    .filter(Boolean)
    .map((point) => point.split(',').map(Number) as [number, number]);
  return points.filter((point, i) => String(point) !== String(points.at(i - 1)));
}
