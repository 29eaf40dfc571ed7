import { afterAll } from 'vitest';
import { freshPlace, killEverything, type Place, start, type TestMachine, untilUp } from './machine.ts';

/** An `npm start` in a place of its own, for all tests of a file. It ends with them. */
export async function startedMachine(): Promise<{ readonly place: Place; readonly machine: TestMachine }> {
  const place = await freshPlace();
  const machine = start(place);
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
