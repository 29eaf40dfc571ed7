import { expect, it } from 'vitest';
import { type AddressFault, endpointAddress, shownAddress } from '../../../functions/core/webhooks/address.ts';

it.each([
  'https://hooks.example.org/amparo',
  'https://example.org:443/',
  'https://xn--mnchen-3ya.example.org/?key=1',
  'https://a.b.c.example.co.uk/x',
])('takes %s', (text) => {
  expect(endpointAddress(text)).toBeInstanceOf(URL);
});

it.each<[AddressFault, ...string[]]>([
  ['malformed', '', 'example.org', 'https://', '//example.org', 'https://exa mple.org', 'https://256.1.1.1/'],
  ['not-https', 'http://example.org/', 'ftp://example.org/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:,x'],
  ['not-https', 'http://127.0.0.1:8080/', 'http://localhost/'],
  ['has-credentials', 'https://user@example.org/', 'https://user:password@example.org/', 'https://:p@example.org/'],
  ['has-fragment', 'https://example.org/#part'],
  ['not-port-443', 'https://example.org:8443/', 'https://example.org:80/', 'https://example.org:22/'],
  ['is-ip-address', 'https://93.184.216.34/', 'https://127.0.0.1/', 'https://[::1]/', 'https://[2606:4700::1111]/'],
  // All of these are 127.0.0.1 in other forms.
  [
    'is-ip-address',
    'https://127.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://127.0.0.1./',
  ],
  ['is-ip-address', 'https://①②⑦.0.0.1/', 'https://[::ffff:127.0.0.1]/'],
  ['not-public-name', 'https://localhost/', 'https://intranet/', 'https://db.internal/', 'https://printer.local./'],
  ['not-public-name', 'https://foo.internal../x', 'https://localhost.../'],
  ['not-public-name', 'https://a.localhost/', 'https://metadata.google.internal/', 'https://nas.home.arpa/'],
  ['too-long', `https://example.org/${'x'.repeat(1_000)}`],
])('refuses as %s: %j', (fault, ...texts) => {
  for (const text of texts) expect(endpointAddress(text), text).toBe(fault);
});

it('takes a program on this computer only where somebody may say so, and nothing else inside', () => {
  const rules = { thisMachine: true };
  expect(endpointAddress('http://127.0.0.1:8080/hook', rules)).toBeInstanceOf(URL);
  for (const text of ['http://127.0.0.2:8080/', 'http://localhost:8080/', 'http://10.0.0.1/', 'http://[::1]/'])
    expect(endpointAddress(text, rules), text).toBe('not-https');
  expect(endpointAddress('http://u:p@127.0.0.1/', rules)).toBe('has-credentials');
});

it.each([
  ['https://hooks.example.org/services/T0/B0/very-secret', 'https://hooks.example.org/…'],
  ['https://hooks.example.org/?key=very-secret', 'https://hooks.example.org/…'],
  ['https://hooks.example.org/', 'https://hooks.example.org'],
  ['http://127.0.0.1:8080/hook', 'http://127.0.0.1:8080/…'],
])('shows organisers %s as %s', (address, shown) => {
  expect(shownAddress(address)).toBe(shown);
});
