import type { CampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { DAY, isoTime } from '../../functions/core/running/clock.ts';

const given = [
  'Leyla',
  'Ali',
  'Nərgiz',
  'Petr',
  'Otka',
  'Raif',
  'Khadija',
  'Waleed',
  'Yelena',
  'Bəxtiyar',
  'Sevinc',
  'Tofiq',
];
const family = ['Məmmədova', 'Karimov', 'Hacıyev', 'Bednářová', 'Abulkhair', 'Ismayilova', 'Novruzlu', 'Qasımlı'];

/**
 * As much as a campaign's file may say of what happened: 60 cases with their dates, 15 updates, five hand-overs.
 * @param until the last day, in milliseconds since the epoch. @param days how many days before it things began to happen.
 */
export function fullOfEvents({ until, days }: { until: number; days: number }) {
  const dayAt = (share: number) => isoTime(until - (1 - share) * days * DAY).slice(0, 10);
  const cases = Array.from({ length: 60 }, (_, i) => {
    const name = `${given[i % given.length]} ${family[i % family.length]}${i < 24 ? '' : `-${family[(i * 5) % 8]}`}`;
    const [detained, released, again] = [-2 + i / 40, (i * 7_919) % 997, 0.95].map((at) => (at > 1 ? at / 997 : at));
    const history = [
      { status: 'detained' as const, on: dayAt(detained ?? 0) },
      ...(i % 3 === 0 ? [{ status: 'released' as const, on: dayAt((released ?? 0) * 0.9) }] : []),
      ...(i % 6 === 0
        ? [{ status: 'detained' as const, on: i % 12 === 0 ? dayAt(again ?? 1).slice(0, 7) : dayAt(again ?? 1) }]
        : []),
    ];
    return {
      ...{ id: `prisoner-${i}`, name: `${name} ${i}`, people: 1 + (i % 4), detainedOn: dayAt(detained ?? 0), history },
      ...{ status: history.at(-1)?.status ?? 'detained', work: 'Journalist' },
    };
  });
  const updates = Array.from({ length: 15 }, (_, i) => ({
    ...{ at: `${dayAt((i + 0.5) / 15)}T12:00:00Z`, text: 'What happened, in some words.' },
    title: `${family[i % 8]}: the court of ${given[(i * 5) % 12]} heard witness ${i + 1}, and adjourned until spring`,
  }));
  const handedOver = Array.from({ length: 5 }, (_, i) => ({
    on: dayAt((i + 0.8) / 6),
    to: `The ministry of ${family[i]}`,
  }));
  return { cases, updates, handedOver } satisfies Partial<CampaignFile>;
}
