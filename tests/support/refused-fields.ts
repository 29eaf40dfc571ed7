import { expect } from 'vitest';
import { FaultyFile } from '../../functions/core/campaigns/faults.ts';

/** The fields that a use case refuses, in their order. */
export async function refusedFields(work: Promise<unknown>): Promise<(string | undefined)[]> {
  const error = await work.catch((thrown) => thrown);
  expect(error).toBeInstanceOf(FaultyFile);
  return (error as FaultyFile).faults.map(({ field }) => field);
}
