import { afterAll } from 'vitest';
import { freshPlace, killEverything, type Place, start, type TestMachine, untilUp } from './machine.ts';

/** An `npm start` in a place of its own, for all tests of a file. It ends with them. Settings and loads are as for `start`. */
export async function startedMachine(
  more: Record<string, string> = {},
  loads: readonly string[] = [],
): Promise<{ readonly place: Place; readonly machine: TestMachine }> {
  const place = await freshPlace();
  const machine = start(place, more, loads);
  const end = () => killEverything(machine, place);
  afterAll(end);
  try {
    await untilUp(machine);
  } catch (error) {
    await end();
    throw error;
  }
  return { place, machine };
}
