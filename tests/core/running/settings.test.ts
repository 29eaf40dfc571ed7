import { expect, it } from 'vitest';
import { readSettings } from '../../../functions/core/running/settings.ts';
import { mailSettings } from '../../../functions/mail/settings.ts';
import { signSettings } from '../../../functions/sign/settings.ts';

it('names every missing or wrong variable at once, and quotes no value', () => {
  expect(() => readSettings(mailSettings, { PUBLIC_URL: 'secret-typo', MAIL_FROM: '' })).toThrow(
    /^(?!.*secret-typo).*PUBLIC_URL.*MAIL_FROM.*MAIL_SECRET/,
  );
});

it('has limits on, and no recipients, by default', () => {
  const told = {
    CAMPAIGNS_TABLE: 'c',
    SIGNATURES_TABLE: 's',
    LIMITS_TABLE: 'l',
    COUNTS_TABLE: 'n',
    MAIL_QUEUE_URL: 'http://127.0.0.1/q',
    PUBLIC_URL: 'http://127.0.0.1',
    LANGUAGES: 'en',
    PEPPER_SECRET: 'p',
    TOKEN_SECRET: 't',
    MAIL_SECRET: 'm',
  };
  expect(readSettings(signSettings, told)).toMatchObject({ LIMITS: 'on', PUBLIC_KEYS: [] });
  expect(readSettings(signSettings, { ...told, PUBLIC_URL: 'https://amparo.example/' })).toMatchObject({
    PUBLIC_URL: 'https://amparo.example',
  });
  expect(readSettings(signSettings, { ...told, LIMITS: 'off', PUBLIC_KEYS: 'age1a, age1b,' })).toMatchObject({
    LIMITS: 'off',
    PUBLIC_KEYS: ['age1a', 'age1b'],
  });
});

it('accepts any recipients of a campaign only if a setting allows it, and otherwise only listed ones', () => {
  const campaignKeys = (CAMPAIGN_PUBLIC_KEYS?: string) =>
    readSettings(signSettings, {
      CAMPAIGNS_TABLE: 'c',
      SIGNATURES_TABLE: 's',
      LIMITS_TABLE: 'l',
      COUNTS_TABLE: 'n',
      MAIL_QUEUE_URL: 'http://127.0.0.1/q',
      PUBLIC_URL: 'http://127.0.0.1//',
      LANGUAGES: 'en',
      PEPPER_SECRET: 'p',
      TOKEN_SECRET: 't',
      MAIL_SECRET: 'm',
      CAMPAIGN_PUBLIC_KEYS,
    });
  expect(campaignKeys().CAMPAIGN_PUBLIC_KEYS).toEqual([]);
  expect(campaignKeys('any').CAMPAIGN_PUBLIC_KEYS).toBe('any');
  expect(campaignKeys('age1a, age1b').CAMPAIGN_PUBLIC_KEYS).toEqual(['age1a', 'age1b']);
  expect(campaignKeys().PUBLIC_URL).toBe('http://127.0.0.1');
});
