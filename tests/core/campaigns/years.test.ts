import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { fieldsOf } from '../../../functions/core/campaigns/schema.ts';
import { startSite } from '../../support/site.ts';

const takes = (field: z.core.$ZodType, text: unknown) => z.safeParse(field, text).success;
const messageOf = (field: z.core.$ZodType, text: unknown) => z.safeParse(field, text).error?.issues[0]?.message;
const MOMENT = '-11-01T08:00:00Z';
const fields = [...fieldsOf(campaignFile)].filter(
  ([, field]) => !takes(field, 'any words') && !takes(field, 'any-words'),
);
const moments = fields.filter(([, field]) => takes(field, `2026${MOMENT}`));
const days = fields.filter(([, field]) => takes(field, '2026-11-01'));

describe('each date of a campaign’s file', () => {
  it('is known to this test', () => {
    expect(moments.map(([name]) => name)).toEqual(['opensAt', 'closesAt', 'updates.at']);
    expect(days.map(([name]) => name)).toEqual(
      expect.arrayContaining(['references.date', 'won.on', 'handedOver.on', 'cases.detainedOn', 'cases.history.on']),
    );
  });

  it.each(moments)('%s is of a year of campaigns', (_, field) => {
    for (const year of ['0000', '0026', '0099', '1899', '2200', '9999'])
      expect(messageOf(field, year + MOMENT), year).toBe('must be in one of the years 1900 to 2199');
    for (const year of ['1900', '2026', '2199']) expect(takes(field, year + MOMENT), year).toBe(true);
  });

  it.each(days)('%s is of a year of history', (_, field) => {
    for (const year of ['0000', '0026', '0099', '0999', '2200', '9999'])
      for (const rest of ['', '-11', '-11-01'])
        expect(messageOf(field, year + rest), year + rest).toBe('must be in one of the years 1000 to 2199');
    for (const year of ['1000', '1953', '2026', 2026, '2199']) expect(takes(field, year), String(year)).toBe(true);
    expect([takes(field, 99), takes(field, 2200)]).toEqual([false, false]);
  });

  it('leads to a dashboard, a wall and charts, also in the first and the last year', async () => {
    for (const [slug, opensAt, closesAt] of [
      ['old', '1900-01-01T00:00:00Z', '1900-06-01T00:00:00Z'],
      ['long', '1900-01-01T00:00:00Z', '2199-12-31T00:00:00Z'],
      ['late', '2199-01-01T00:00:00Z', undefined],
    ] as const) {
      const site = await startSite();
      const cases = [{ name: 'Ada', people: 1, status: 'detained' as const, detainedOn: '1000' }];
      await site.put({ slug, opensAt, cases, ...(closesAt && { closesAt }), won: { on: '1000', words: 'Free.' } });
      await site.publish(slug, { total: 40, byDay: { '2026-03-01': 40 } });
      for (const path of ['', '/dashboard', '/wall'])
        expect((await site.get(`/campaigns/${slug}${path}`)).status, slug + path).toBe(200);
    }
  });
});
