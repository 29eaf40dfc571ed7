import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { countBySource } from '../../functions/core/counts/by-source.ts';
import type { Target } from '../target.ts';
import { number } from '../terminal/amount.ts';
import { tableLines } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Prints how many counted signatures came by links of each source. */
export async function showSources(campaign: CampaignHead, { table, name }: Target, { print }: Terminal): Promise<void> {
  const counted = await countBySource({ counts: table('Counts') }, operator, { campaign });
  print(`${campaign.slug} on ${name}: counted signatures by \`?source=\` of the link`);
  const rows = counted.map(({ source, signatures, isKnown }) => {
    const note = isKnown ? '' : ' (no longer in the file)';
    return [`  ${source}${note}`, number(signatures)] as const;
  });
  for (const line of tableLines(rows)) print(line);
  if (campaign.sources.length === 0)
    print('The campaign names no sources: `sources` in its file (docs/guides/organisers.md).');
}
