import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readSettings, SettingsError } from '../../../functions/core/running/settings.ts';

const schema = z.object({ TABLE: z.string().check(z.minLength(1)), URL: z.url() });

it('reads only the settings of a function', () => {
  const environment = { TABLE: 't', URL: 'https://amparo.example', HOME: '/' };
  expect(readSettings(schema, environment)).toEqual({ TABLE: 't', URL: 'https://amparo.example' });
});

it('refuses with an error of its own, whose message names each variable and its fault', () => {
  const refused = () => readSettings(schema, { TABLE: '', URL: 'none' });
  expect(refused).toThrow(SettingsError);
  expect(refused).toThrow(
    expect.objectContaining({
      name: 'SettingsError',
      message: 'Environment variables missing or wrong: TABLE (too_small), URL (invalid_format)',
    }),
  );
});
