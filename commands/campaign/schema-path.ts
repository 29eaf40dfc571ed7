import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ParsedCampaignFile } from '../../functions/core/campaigns/campaign.ts';

const SCHEMA = fileURLToPath(new URL('../../docs/reference/campaign.schema.json', import.meta.url));

/**
 * Says so if the path to the schema, which a file names for editors, leads to no file. That is so in a copy of the sample
 * in another folder. The path is relative to the file.
 */
export async function schemaLines(path: string, { $schema }: ParsedCampaignFile): Promise<string[]> {
  const [, inComment] = /^# yaml-language-server: \$schema=(\S+)/m.exec(await readFile(path, 'utf8')) ?? [];
  const named = inComment ?? $schema;
  if (named === undefined || /^\w+:\/\//.test(named) || existsSync(resolve(dirname(path), named))) return [];
  const right = relative(dirname(resolve(path)), SCHEMA);
  return [`! Your editor finds no schema at ${named}. From this file its path is: ${right}`];
}
