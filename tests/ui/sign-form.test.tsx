import { describe, expect, it } from 'vitest';
import type { FieldFault } from '../../functions/core/problem.ts';
import { CONSENT_VERSION } from '../../functions/ui/consent.ts';
import { formWords } from '../../functions/ui/form-words.ts';
import { SignForm } from '../../functions/ui/sign-form.tsx';
import { groupOf } from '../support/campaign.ts';
import { around, attributesOf, hostile, rightToLeft } from './sample.ts';

const { translator } = around;
const form = (props: Partial<Parameters<typeof SignForm>[0]> = {}) =>
  String(
    <SignForm
      campaign={{ slug: 'free-them', showNames: true, news: true, countryOptional: false }}
      translator={translator}
      {...props}
    />,
  );

describe('a form that comes back', () => {
  const values = {
    name: 'Ülviyyə "Ü" O’Brien',
    email: 'ulviyye@',
    country: 'NO',
    comment: 'For my brother.\nAnd his <friends>.',
    publicName: 'on',
    updates: 'on',
    source: 'report',
  };
  const faults: readonly FieldFault[] = [
    { field: 'email', fault: 'malformed' },
    { field: 'comment', fault: 'too-long' },
  ];
  const html = form({ values, faults });

  it('keeps everything that was typed', () => {
    expect(attributesOf(html, /<input[^>]*name="name"/).value).toBe('Ülviyyə &quot;Ü&quot; O’Brien');
    expect(attributesOf(html, /<input[^>]*name="email"/).value).toBe('ulviyye@');
    expect(html).toContain('>For my brother.\nAnd his &lt;friends&gt;.</textarea>');
    expect([...html.matchAll(/<option value=(\w*) selected/g)].map(([, code]) => code)).toEqual(['NO']);
    expect(attributesOf(html, /<input[^>]*name="publicName"/)).toHaveProperty('checked');
    expect(attributesOf(html, /<input[^>]*name="updates"/)).toHaveProperty('checked');
    expect(attributesOf(html, /<input[^>]*name="source"/).value).toBe('report');
  });

  it.each([
    ['email', '<input'],
    ['comment', '<textarea'],
  ])('explains an error of %s right beside it, and in a list of links above', (field, element) => {
    const input = attributesOf(html, new RegExp(`${element}[^>]*name="${field}"`));
    const fault = faults.find((one) => one.field === field)!;
    const words = translator.fault(field, fault.fault);
    expect(input['aria-invalid']).toBe('true');
    expect(input['aria-describedby']?.split(' ')).toContain(`${input.id}-error`);
    expect(html).toContain(`<p class="error" id="${input.id}-error">${words}</p>`);
    expect(html).toContain(`<a href="#${input.id}">${words}</a>`);
  });

  it('finds no fault with the other fields', () => {
    const name = attributesOf(html, /<input[^>]*name="name"/);
    expect(name).not.toHaveProperty('aria-invalid');
    expect(html).not.toContain(`id="${name.id}-error"`);
    expect(name).not.toHaveProperty('aria-describedby');
  });
});

it('shows hostile input as plain letters', () => {
  const html = form({ values: { name: hostile, email: hostile, comment: `</textarea>${hostile}`, source: hostile } });
  expect(html).not.toContain('<script');
  expect(html.match(/<\/textarea>/g)).toHaveLength(1);
});

it('begins with nothing chosen for the signer', () => {
  const html = form();
  expect(html).not.toMatch(/ checked| selected| aria-invalid|role="alert"|name="source"/);
  expect(html).toMatch(/<select[^>]*><option value="">/);
});

it('asks whether to show a name only where the campaign shows names', () => {
  const html = form();
  expect(html).toContain('name="publicName"');
  // And says what that means, in words that belong to the box.
  const { 'aria-describedby': hint } = attributesOf(html, /<input[^>]*name="publicName"/);
  expect(html).toContain(`<p class="hint" id="${hint}">${translator.t('sign.public-name.hint')}</p>`);
  expect(form({ campaign: { slug: 'free-them', showNames: false, countryOptional: false } })).not.toContain(
    'name="publicName"',
  );
});

it('offers news only where the group sends them, and says who sends them', () => {
  const group = groupOf({ name: 'Free Voices' });
  const html = form({ campaign: { slug: 'free-them', showNames: false, countryOptional: false, news: true, group } });
  const { 'aria-describedby': hint } = attributesOf(html, /<input[^>]*name="updates"/);
  expect(html).toContain(`id="${hint}">${translator.t('sign.updates.hint', { group: 'Free Voices' })}</p>`);
  expect(
    form({ campaign: { slug: 'free-them', showNames: false, countryOptional: false, news: false, group } }),
  ).not.toContain('name="updates"');
});

it('says who asks and what a signer agrees to, with the way to the text, before the button', () => {
  const html = form({
    campaign: { slug: 'free-them', showNames: false, countryOptional: false, group: groupOf({ name: 'Voices & Co' }) },
  });
  expect(html).toContain('Voices &amp; Co asks you to sign.');
  const [before = ''] = html.split('type="submit"');
  expect(before).toContain('By signing you agree that Voices &amp; Co stores your data');
  expect(before).toContain('political opinion');
  expect(before).toContain('href="/campaigns/free-them/privacy"');
  expect(attributesOf(html, /<input[^>]*name="consent"/).value).toBe(`${CONSENT_VERSION}-en`);
});

it('says plainly that no group is set', () => {
  const html = form();
  expect(html).toContain(translator.t('group.unset'));
  expect(html).toContain('By signing you agree that the group that runs this campaign stores your data');
});

it('lists every country with people by its name, in the order of the language', () => {
  const names = [...form().matchAll(/<option value=[A-Z]{2}>([^<]+)/g)].map(([, name]) => name!);
  expect(names).toHaveLength(244);
  expect(names.indexOf('Åland Islands')).toBeLessThan(names.indexOf('Albania'));
  expect(names).toEqual(
    expect.arrayContaining(['Hong Kong', 'Kosovo', 'Macao', 'Palestine', 'Taiwan', 'United Kingdom']),
  );
  expect(names.indexOf('Türkiye')).toBeLessThan(names.indexOf('Tuvalu'));
});

it('lets a signer rather not say where they live only where the campaign allows it', () => {
  const choice = `<option value="ZZ">${translator.t('sign.country.rather-not')}</option>`;
  expect(form({ campaign: { slug: 'free-them', showNames: true, countryOptional: true } })).toContain(choice);
  expect(form()).not.toContain('value="ZZ"');
});

it('asks for no reason, unless the form was sent with one', () => {
  expect(form()).not.toContain('name="comment"');
  expect(form({ values: { comment: 'Because.' } })).toContain('>Because.</textarea>');
});

it('asks under the field whether another address was meant, and counts that address as looked at', () => {
  const html = form({ values: { email: 'ada@gmial.com' } });
  expect(html).toContain(`>${translator.t('sign.email.meant', { address: 'ada@gmail.com' })}</p>`);
  expect(attributesOf(html, /<input[^>]*name="asTyped"/).value).toBe('ada@gmial.com');
  expect(attributesOf(html, /<input[^>]*name="email"/)['aria-describedby']).toContain('field-email-meant');
  expect(attributesOf(html, /<div class="meant"/)).not.toHaveProperty('hidden');
  for (const other of [form(), form({ values: { email: 'ada@gmail.com' } })]) {
    expect(other).not.toMatch(/class="meant"|name="asTyped"|field-email-meant/);
  }
});

it('gives scripts the words of the server, in the language of the page', () => {
  for (const one of [translator, rightToLeft]) {
    const { faults, meant, why } = formWords(one);
    for (const fault of ['missing', 'malformed', 'too-long', 'undeliverable'] as const)
      expect(faults.email?.[fault]).toBe(one.fault('email', fault));
    expect(meant).toContain('{address}');
    expect(why).toBe(one.t('sign.waiting.why'));
  }
});

it('sends the language in which it was read', () => {
  expect(attributesOf(form({ translator: rightToLeft }), /<input[^>]*name="locale"/).value).toBe('ar');
});

it('has a field for robots alone, which comes back empty', () => {
  const html = form({ values: { website: 'https://spam.example' } });
  const trap = attributesOf(html, /<input[^>]*name="website"/);
  expect(trap).toMatchObject({ type: 'text', tabindex: '-1', autocomplete: 'off' });
  expect(trap).not.toHaveProperty('value');
  expect(html).toMatch(/<div class="leave-empty" aria-hidden="true"><label for="field-website">Leave this empty</);
});

it('names the address of challenges for the browser, and sends back no used proof', () => {
  const html = form({ values: { proof: 'c3BlbnQ=' } });
  expect(attributesOf(html, /<form/)).toMatchObject({ 'data-challenges': '/api/campaigns/free-them/challenges' });
  expect(html).not.toContain('c3BlbnQ=');
});
