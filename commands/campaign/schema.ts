import * as z from 'zod/mini';
import { campaignFile } from '../../functions/core/campaigns/campaign.ts';

/**
 * The JSON Schema of a campaign's file, for the completion of an editor. It says what can be said in JSON Schema; the
 * rest (such as the list of countries, or that a campaign closes after it opens) is checked when the file is put.
 */
export function campaignJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(campaignFile, { io: 'input' });
  return `${JSON.stringify({ $schema, title: 'A campaign of Amparo', ...schema }, null, 2)}\n`;
}
