import type { Db } from '../../functions/core/aws/db.ts';
import { newState, type Published } from '../../functions/core/published/state.ts';
import { putState, queryState } from '../../functions/core/published/store.ts';

/** Published numbers, with plain objects instead of maps. */
export type Numbers = Partial<Omit<Published, 'byCountry' | 'byDay'>> & {
  readonly byCountry?: Readonly<Record<string, number>>;
  readonly byDay?: Readonly<Record<string, number>>;
};

/** @param rest What it leaves out is as if nothing was published yet. */
export const publishedOf = ({ byCountry = {}, byDay = {}, ...rest }: Numbers = {}): Published => ({
  ...newState(0).published,
  ...rest,
  byCountry: new Map(Object.entries(byCountry)),
  byDay: new Map(Object.entries(byDay)),
});

/** Publishes numbers of a campaign, as publishing would if it were time for them. */
export async function publishNumbers(counts: Db, slug: string, numbers: Numbers): Promise<void> {
  const before = await queryState(counts, slug, 0);
  if (!(await putState(counts, slug, before, { ...before, published: publishedOf(numbers) })))
    throw new Error(`The numbers of ${slug} were not published.`);
}
