import data from './world.json' with { type: 'json' };

/** A map of the world, as `npm run world` draws it. Each country has a shape, a circle, or both if its shape is tiny. */
export interface World {
  readonly width: number;
  readonly height: number;
  /** The path of each country by its ISO 3166-1 alpha-2 code. */
  readonly shapes: Readonly<Record<string, string>>;
  /** The middle of a circle. */
  readonly circles: Readonly<Record<string, readonly [number, number]>>;
}

export const world = data as unknown as World;
