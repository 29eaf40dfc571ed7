import { expect, it } from 'vitest';
import type { FormerDemand } from '../../../functions/core/campaigns/campaign.ts';
import { type OpenPart, partsOfLine, sealedLine } from '../../../functions/core/handover/folder.ts';
import { openSignatures } from '../../../functions/core/handover/opening.ts';
import { readmeOf } from '../../../functions/core/handover/readme.ts';

const part = (more: Partial<OpenPart> = {}): OpenPart => ({
  status: 'counted',
  confirmedAt: '2096-06-01T12:00:00.000Z',
  country: 'AZ',
  source: 'other',
  signals: [],
  ...more,
});

it('writes a signature as one line, and reads the same signature from it', () => {
  const whole = part({ locale: 'az', consent: '1', signals: ['no-proof'], publicName: 'Ada', shown: true });
  for (const rest of [part(), whole, part({ publicReason: 'One.\nTwo.\u2028Three.\u2029Four.' })]) {
    const line = sealedLine(Buffer.from('sealed'), rest);
    expect(line).toMatch(/^c2VhbGVk [^\n\u2028\u2029]*\n$/);
    expect(partsOfLine(line)).toEqual({ sealed: 'c2VhbGVk', rest });
  }
  expect(sealedLine(undefined, part())).toMatch(/^- \{/);
});

it('refuses a line that no export writes', () => {
  for (const line of ['', 'c2VhbGVk', '- {}', `- ${JSON.stringify({ ...part(), status: 'odd' })}`])
    expect(() => partsOfLine(line), line).toThrow();
});

it('opens any number of lines in their order, some at a time', async () => {
  const sources = Array.from({ length: 130 }, (_, i) => `source-${i}`);
  async function* sealed() {
    for (const source of sources) yield Buffer.from(sealedLine(undefined, part({ source })));
  }
  const batches: string[][] = [];
  for await (const some of openSignatures({ sealed }, [])) {
    expect(new Set(some.map(({ state }) => state))).toEqual(new Set(['erased']));
    batches.push(some.map(({ rest }) => rest.source));
  }
  expect(batches.flat()).toEqual(sources);
  expect(batches.map((batch) => batch.length)).toEqual([64, 64, 2]);
});

it('explains an export in words, with its numbers', () => {
  const manifest = { format: 1, campaign: 'free-them', title: 'Free them', from: 'a test' } as const;
  const numbers = { exportedAt: '2096-06-01T12:00:00.000Z', sha256: 'abc' };
  const of = (signatures: number, erased: number, demands?: readonly FormerDemand[]) =>
    readmeOf(
      { ...manifest, ...numbers, signatures, erased },
      { language: 'en', title: 'Free them', demand: 'Release them.', demands },
      [{ language: 'ru', texts: { title: 'Свободу', demand: 'Освободите их.' } }],
    );
  expect(of(1, 0)).toContain('1 signature, each on a line of sealed.txt. Signatures whose identity was erased: 0.');
  expect(of(1_234, 56)).toContain(
    '1,234 signatures, each on a line of sealed.txt. Signatures whose identity was erased: 56.',
  );
  expect(of(1, 0)).toContain('They signed these words: Release them.');
  expect(of(1, 0, [{ title: 'Free', demand: 'Free all.', until: '2096-05-01T12:00:00.000Z' }])).toContain(
    'which version of it:\nen.1: Free – Free all.\nen.2: Free them – Release them.\nru.1: Свободу – Освободите их.\n',
  );
  expect(of(1, 0, [{ demand: 'Free them.', until: '2096-05-01T12:00:00.000Z' }])).toContain(
    'Until 2096-05-01T12:00:00.000Z: Free them.\nSince then: Free them – Release them.',
  );
  expect(of(1, 0, [{ title: 'Free both', demand: 'Release them.', until: '2096-05-01T12:00:00.000Z' }])).toContain(
    'Until 2096-05-01T12:00:00.000Z: Free both – Release them.\nSince then: Free them – Release them.',
  );
  const [since, until] = ['2096-04-01T12:00:00.000Z', '2096-05-01T12:00:00.000Z'];
  expect(of(1, 0, [{ demand: 'Free them.', until, since }])).toContain(
    `\nUntil ${since}: other words, which are no longer stored\nUntil ${until}: Free them.\n`,
  );
});
