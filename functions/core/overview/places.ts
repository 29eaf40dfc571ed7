/** The place of a thing in an order: the first numbers that differ decide, and the smaller one comes first. */
export type Place = readonly number[];

/** Things in the order of their places. Those of one place are in the order of their names, so that no list ever jumps. */
export function inPlaces<One>(all: readonly One[], placeOf: (one: One) => Place, nameOf: (one: One) => string): One[] {
  const placed = all.map((one) => ({ one, place: placeOf(one), name: nameOf(one) }));
  return placed.sort(byPlace).map(({ one }) => one);
}

/** How well a thing fits what is searched for: 0 if it does not. */
export type Fit<One> = (one: One) => number;

/** Things that fit a search: the best first, or in an order that somebody chose. */
export function fitting<One>(
  all: readonly One[],
  measure: Fit<One>,
  sort: string | undefined,
  placeOf: (one: One) => Place,
  nameOf: (one: One) => string,
): One[] {
  const fits = new Map(all.map((one) => [one, measure(one)]));
  const found = all.filter((one) => fits.get(one));
  const fitFirst = (one: One) => [-(fits.get(one) ?? 0), ...placeOf(one)];
  return inPlaces(found, sort === undefined ? fitFirst : placeOf, nameOf);
}

interface Placed {
  readonly place: Place;
  readonly name: string;
}

function byPlace(a: Placed, b: Placed): number {
  for (let i = 0; i < a.place.length; i++) {
    const difference = (a.place[i] ?? 0) - (b.place[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
