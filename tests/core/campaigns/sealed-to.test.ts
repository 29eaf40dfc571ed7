import { expect, it } from 'vitest';
import { campaignPublicKeys, publicKeys, sealedTo } from '../../../functions/core/campaigns/sealed-to.ts';

const group = { publicKeys: ['group-1', 'group-2'], campaignPublicKeys: ['own'] };

it('seals to the keys of the group if a campaign names no keys', () => {
  expect(sealedTo({ recipients: [] }, group)).toEqual(['group-1', 'group-2']);
  expect(sealedTo({ recipients: [] }, { ...group, campaignPublicKeys: 'any' })).toEqual(['group-1', 'group-2']);
});

it('seals to keys that a campaign names, if each was deployed', () => {
  for (const recipients of [['own'], ['group-2'], ['own', 'group-1']])
    expect(sealedTo({ recipients }, group)).toEqual(recipients);
});

it('seals to no key if a campaign names one that was not deployed, even beside a deployed one', () => {
  for (const recipients of [['stranger'], ['own', 'stranger'], ['stranger', 'group-1']])
    expect(sealedTo({ recipients }, group)).toEqual([]);
});

it('seals to any key on one machine', () => {
  expect(sealedTo({ recipients: ['stranger'] }, { ...group, campaignPublicKeys: 'any' })).toEqual(['stranger']);
});

it('reads keys from settings: separated by commas, with blanks or line ends around them, or none', () => {
  for (const setting of [publicKeys, campaignPublicKeys]) {
    expect(setting.parse('one, two,\n three,\n')).toEqual(['one', 'two', 'three']);
    for (const none of ['', ' ', undefined]) expect(setting.parse(none)).toEqual([]);
  }
});

it('lets campaigns name any key only by the one word, which is no key for the group', () => {
  expect(campaignPublicKeys.parse('any')).toBe('any');
  expect(campaignPublicKeys.parse('any,one')).toEqual(['any', 'one']);
  expect(publicKeys.parse('any')).toEqual(['any']);
});
