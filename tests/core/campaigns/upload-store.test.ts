import { expect, it } from 'vitest';
import { getUpload, putUpload } from '../../../functions/core/campaigns/upload-store.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { freshTables } from '../../support/tables.ts';

const { Organisers: db } = await freshTables();
const now = Date.parse('2026-03-01T12:00:00Z');
const made = { id: 'a'.repeat(20), width: 800, height: 600, widths: [400] };

it('knows for three days what somebody has uploaded, also if the table has not removed it yet', async () => {
  await putUpload(db, { made, account: 'org_ada' }, now);
  const at = (moment: number, account = 'org_ada') => getUpload(db, { picture: made.id, account }, moment);
  expect(await at(now + 3 * DAY - 1)).toEqual(made);
  expect(await at(now + 3 * DAY)).toBeUndefined();
  expect(await at(now, 'org_bob')).toBeUndefined();
});
