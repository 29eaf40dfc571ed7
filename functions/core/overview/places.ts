/** The place of a thing in an order: the first numbers that differ decide, and the smaller one comes first. */
export type Place = readonly number[];

/** Things in the order of their places. Those of one place are in the order of their names, so that no list ever jumps. */
export function inPlaces<One>(all: readonly One[], placeOf: (one: One) => Place, nameOf: (one: One) => string): One[] {
  const placed = all.map((one) => ({ one, place: placeOf(one), name: nameOf(one) }));
  return placed.sort(byPlace).map(({ one }) => one);
}

/** How well a thing fits what is searched for: 0 if it does not. */
export type Fit<One> = (one: One) => number;

/** Things that fit a search, the best first or in the order that they have. Those that fit alike stay in that order. */
export function fitting<One>(
  inOrder: readonly One[],
  measure: Fit<One>,
  { isBestFirst }: { readonly isBestFirst: boolean },
): readonly One[] {
  const found = inOrder.map((one) => ({ one, fit: measure(one) })).filter(({ fit }) => fit > 0);
  return (isBestFirst ? found.sort((a, b) => b.fit - a.fit) : found).map(({ one }) => one);
}

export interface Placed {
  readonly place: Place;
  readonly name: string;
}

/** Which of two places comes first, for a sort. */
export function byPlace(a: Placed, b: Placed): number {
  for (let i = 0; i < a.place.length; i++) {
    const difference = (a.place[i] ?? 0) - (b.place[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
