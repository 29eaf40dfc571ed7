import { expect, it } from 'vitest';
import { mailtoAbout } from '../../functions/ui/mailto.ts';

it('opens an e-mail to nobody, with the words of a campaign as they are', () => {
  const campaign = { title: 'Free Leyla & Rəhim + 100 %', demand: 'Release them?\nNow: #free' };
  const link = mailtoAbout(campaign, 'https://amparo.example/campaigns/free-them');
  // Mail programs show the + of forms as it is.
  expect(link).not.toMatch(/[+\s]/);
  const { pathname, searchParams } = new URL(link);
  expect(pathname).toBe('');
  expect([...searchParams]).toEqual([
    ['subject', campaign.title],
    ['body', `${campaign.demand}\n\nhttps://amparo.example/campaigns/free-them`],
  ]);
});
