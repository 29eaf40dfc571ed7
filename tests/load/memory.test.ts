import { expect, it } from 'vitest';
import { newFindings } from './findings.ts';
import { judgeMemory, type Sample } from './memory.ts';

/** Ten minutes of looks. @param grows bytes a second. */
const looks = (grows: number, minutes = 10): Sample[] =>
  Array.from({ length: minutes * 12 }, (_, i) => {
    const noise = (i * 7) % 5;
    const warmedUp = Math.min(i, 12);
    const leaked = (i * 5 * grows) / 2 ** 20;
    return { at: i * 5_000, live: 60 + warmedUp + noise + leaked, resident: 250 + 3 * warmedUp + 4 * noise + leaked };
  });

const violations = (samples: readonly Sample[]): string[] => {
  const findings = newFindings();
  judgeMemory(samples, findings);
  return findings.violations();
};

it('calls memory flat if it only moves and warms up, but not if 2 kB of each of 24 requests a second stay', () => {
  expect(violations(looks(0))).toEqual([]);
  expect(violations(looks(24 * 2_000))).toEqual([expect.stringMatching(/^memory: live \d+\.\d → \d+\.\d MB/)]);
});

it('says nothing of a run that is too short', () => {
  expect(violations(looks(1_000_000, 2))).toEqual([]);
  expect(judgeMemory(looks(0, 2), newFindings())).toContain('not judged');
});
