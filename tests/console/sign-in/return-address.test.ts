import { expect, it } from 'vitest';
import { returnAddress } from '../../../functions/console/sign-in/return-address.ts';

it.each([
  '/organise',
  '/organise/people',
  '/organise?page=2',
  '/organise/campaigns/some-slug?state=draft&q=a%20b',
  "/organise/cases?q=d'Arc+../x",
])('keeps %s, a page of the console', (address) => expect(returnAddress(address)).toBe(address));

it.each([
  'https://elsewhere.example/organise',
  '//elsewhere.example',
  '/organise//elsewhere.example',
  '/organise/../campaigns',
  '/organise/..',
  '/organise/%2e%2e/%2e%2e/api/organise/campaigns',
  '/organise/%2E./campaigns',
  '/organise/.%2e',
  '/organise/people/%2e',
  '/organise\\@elsewhere.example',
  '/organise/\nlocation: x',
  '/organiser',
  '/organise.elsewhere.example',
  '/organise@elsewhere.example',
  '/api/organise/people',
  '/',
  'organise',
  'javascript:alert(1)',
  '',
  `/organise/${'a'.repeat(1_000)}`,
  undefined,
  ['/organise/people'],
])('leads to the first page instead of %s', (address) => {
  expect(returnAddress(address)).toBe('/organise');
});
