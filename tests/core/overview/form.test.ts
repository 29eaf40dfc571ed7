import { expect, it } from 'vitest';
import { entryOf } from '../../../functions/core/overview/entry.ts';
import { FORM } from '../../../functions/core/overview/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { publishedOf } from '../../support/published.ts';

/** All fields of an entry: `cases.name`. */
function fieldsOf(value: object, before = ''): string[] {
  return Object.entries(value).flatMap(([name, inside]) => {
    const [one] = Array.isArray(inside) ? inside : [inside];
    const path = `${before}${name}`;
    return one !== null && typeof one === 'object' ? fieldsOf(one, `${path}.`) : [path];
  });
}

it('has these fields in this form: raise FORM when you change them, so that stored entries are made again', () => {
  const entry = entryOf(
    campaignOf({
      ...{ cases: [{ name: 'Ali', status: 'detained' }], handedOver: [{ on: '2026', to: 'a' }] },
      // Of translations, the title alone.
      translations: { ru: { title: 'а', demand: 'б', summary: 'в', why: 'г' } },
    }),
    publishedOf(),
    0,
  );
  expect([FORM, fieldsOf(entry).sort().join(' ')]).toMatchInlineSnapshot(`
    [
      6,
      "archivedAt cases.charge cases.detainedOn cases.history cases.id cases.isPart cases.name cases.people cases.picture cases.sentence cases.status cases.work closesAt country createdAt goal group handedOver language numbers.asOf numbers.countries numbers.every numbers.firstDay numbers.lastDay numbers.lately numbers.total opensAt pausedAt picture publish slug summary targets.country targets.name timeZone title translations.ru.title visibility won",
    ]
  `);
});
