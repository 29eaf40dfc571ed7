import { expect, it } from 'vitest';
import type { PrisonerCase } from '../../functions/core/campaigns/case.ts';
import { Cases } from '../../functions/site/cases.tsx';
import { around, sample } from '../ui/sample.ts';

const { t, date } = around.translator;

const shown = (...cases: (Partial<PrisonerCase> & { name: string })[]) =>
  String(
    <Cases
      campaign={sample({ cases: cases.map((one) => ({ people: 1, status: 'detained', ...one })) })}
      translator={around.translator}
    />,
  );
const factsOf = (html: string) =>
  [...html.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g)].map(([, name, value]) => `${name}: ${value}`);
/** How many bars stand for people, or undefined if nothing is drawn. */
const barsOf = (html: string) => html.match(/class="mark-bars" d="([^"]*)"/)?.[1]?.match(/v32/g)?.length ?? 0;

it('says what is known of a person, and no more', () => {
  expect(factsOf(shown({ name: 'Ada', detainedOn: '2013-03-07', charge: 'Hooliganism', sentence: '8 years' }))).toEqual(
    [
      `${t('case.arrested')}: ${date('2013-03-07')}`,
      `${t('case.charge')}: Hooliganism`,
      `${t('case.sentence')}: 8 years`,
    ],
  );
  expect(factsOf(shown({ name: 'Ada', status: 'released', detainedOn: '2013' }))).toEqual([
    `${t('case.arrested')}: 2013`,
  ]);
  const unknown = shown({ name: 'Ada' });
  expect(unknown).not.toMatch(/<dl>|class="prose"/);
});

it('tells the work and the story of a person', () => {
  const html = shown({ name: 'Ada', work: 'Poet', story: 'She wrote.\n\nShe was taken.' });
  expect(html).toContain('<p>Poet</p>');
  expect(html).toContain('<p>She wrote.</p><p>She was taken.</p>');
});

it('says how many people a group has, unless its name says so', () => {
  const people = (n: number) => t('case.people', { people: n });
  expect(shown({ name: 'The choir', people: 14 })).toContain(people(14));
  expect(shown({ name: '14 singers', people: 14 })).not.toContain(people(14));
  expect(shown({ name: 'Ada' })).not.toContain(people(1));
});

it('adds up people over several cases, and leaves out a fate that nobody met', () => {
  const html = shown({ name: 'Ada' }, { name: 'Bo' }, { name: 'The choir', people: 7, status: 'released' });
  expect(html).toContain(
    `<p class="label">${t('cases.count.detained', { people: 2 })} · ${t('cases.count.released', { people: 7 })}</p>`,
  );
  expect(shown({ name: 'Ada' })).not.toContain(t('cases.count.detained', { people: 1 }));
});

it('draws a bar for each person, and crosses out those who were released', () => {
  const held = shown({ name: 'Ada' }, { name: 'The choir', people: 7 });
  expect(barsOf(held)).toBe(8);
  expect(held).not.toContain('mark-stroke');
  const some = shown({ name: 'Ada' }, { name: 'Bo', status: 'released' });
  expect(barsOf(some)).toBe(2);
  // Bars of released people stand apart: one place is free before them.
  expect(some).toContain('d="M2 4v32M27 4v32"');
  expect(some).toContain('viewBox="0 0 36 40" width="36"');
  expect(some).toContain('d="M20 29L34 11"');
  const all = shown({ name: 'Ada', status: 'released' });
  expect(all).toContain('d="M13.5 4v32"');
  expect(all).toContain('viewBox="0 0 22.5 40"');
});

it('draws sixty people, and no picture of more', () => {
  expect(barsOf(shown({ name: 'All', people: 59 }, { name: 'Bo', status: 'released' }))).toBe(60);
  expect(barsOf(shown({ name: 'All', people: 60 }, { name: 'Bo', status: 'released' }))).toBe(0);
});
