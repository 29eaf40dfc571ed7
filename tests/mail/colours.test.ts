import { expect, it } from 'vitest';
import type { QueuedMail } from '../../functions/core/outbox/queued-mail.ts';
import { contentOf } from '../../functions/mail/confirmation-mail.ts';
import { groupOf } from '../support/campaign.ts';
import { contrast } from '../support/contrast.ts';

const common = {
  ...{ to: 'ada@example.org', locale: 'en', withdrawToken: 'ddd.eee', validUntil: 0, isDecoy: false },
  campaign: { slug: 'free-them', title: 'Free them', demand: 'Release them.', language: 'az', group: groupOf() },
};
const mails: readonly QueuedMail[] = [
  { kind: 'confirmation', confirmToken: 'aaa.bbb', ...common },
  { kind: 'withdrawal', ...common },
];

/** The ink and the paper that some declarations name. */
const coloursIn = (css = ''): { ink: string | undefined; paper: string | undefined } => ({
  ink: /(?<![a-z-])color:(#[0-9a-f]{6})/.exec(css)?.[1],
  paper: /background:(#[0-9a-f]{6})/.exec(css)?.[1],
});

/** The colours of each element that has its own, in the light and in the dark, as [class, ink, paper]. */
function inksOf(html: string, isDark: boolean): (readonly [string, string, string])[] {
  const dark = /@media \(prefers-color-scheme:dark\)\{(.*?)\n\}/s.exec(html)?.[1] ?? '';
  const darkOf = (name: string) => coloursIn(new RegExp(`\\.${name}\\{([^}]*)\\}`).exec(dark)?.[1]);
  const elements = [...html.matchAll(/<[a-z]+ [^>]*?class="([\w-]+)"[^>]*? style="([^"]*)"/g)].map(
    ([, name = '', css]) => ({ name, ...(isDark ? darkOf(name) : coloursIn(css)) }),
  );
  const page = elements.find(({ name }) => name === 'page');
  return elements.flatMap(({ name, ink, paper = page?.paper }) =>
    name === 'line' ? [] : [[name, ink ?? 'no ink', paper ?? 'no paper'] as const],
  );
}

it.each(mails.flatMap((mail) => [false, true].map((isDark) => ({ kind: mail.kind, isDark, mail }))))(
  'can be read: $kind, dark: $isDark',
  async ({ mail, isDark }) => {
    const { html } = await contentOf(mail, { publicUrl: 'https://petition.example.org' });
    const inks = inksOf(html, isDark);
    expect(new Set(inks.map(([name]) => name))).toEqual(new Set(['page', 'button', 'link', 'quiet']));
    expect(inks.filter(([, ink, paper]) => !(contrast(ink, paper) >= 4.5))).toEqual([]);
    const [, , paper = ''] = inks.find(([name]) => name === 'page') ?? [];
    expect(contrast(paper, '#000000') < contrast(paper, '#ffffff')).toBe(isDark);
  },
);
