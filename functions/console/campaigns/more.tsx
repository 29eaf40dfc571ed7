import { hasRight, type Right } from '../../core/access/rights.ts';
import type { SessionActor } from '../../core/access/sessions.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { stepsOf } from '../../core/campaigns/states.ts';
import { t, type Word } from '../ui/words.ts';

/** What else can be done with a campaign, by right. */
const links: readonly { name: 'versions' | 'preview' | 'duplicate' | 'file' | 'import' | 'archive'; right: Right }[] = [
  { name: 'preview', right: 'campaign.write' },
  { name: 'versions', right: 'campaign.read' },
  { name: 'duplicate', right: 'campaign.create' },
  { name: 'file', right: 'campaign.read' },
  { name: 'import', right: 'campaign.write' },
  { name: 'archive', right: 'campaign.publish' },
];

/** History, preview, copy and file of a campaign. A preview is for drafts, and so is an archive here: others have it among their steps. */
export const More = ({ campaign, actor, now }: { campaign: Campaign; actor: SessionActor; now: number }) => {
  const { slug, visibility } = campaign;
  const isOffered = (name: (typeof links)[number]['name']) =>
    (name !== 'preview' || visibility === 'draft') &&
    (name !== 'archive' || (visibility === 'draft' && stepsOf(campaign, now).includes('archive')));
  return (
    <>
      <h2>{t('more.title')}</h2>
      <ul class="rows">
        {links
          .filter(({ name, right }) => hasRight(actor, right, slug) && isOffered(name))
          .map(({ name }) => (
            <li>
              <p class="row-name">
                <a href={`/organise/campaigns/${slug}/${name}`}>{t(`more.${name}` satisfies Word)}</a>
              </p>
              <p class="hint row-more">{t(`more.${name}.why` satisfies Word)}</p>
            </li>
          ))}
      </ul>
    </>
  );
};

/** What was just done with its history or its file. */
export function moreDone(done: string | undefined): string | undefined {
  const [, back, part] = /^back-(\d{1,9})(-part)?$/.exec(done ?? '') ?? [];
  if (back !== undefined) return t(part ? 'undo.done.part' : 'undo.done', { revision: Number(back) });
  if (done === 'back-same') return t('undo.done.same');
  if (done === 'file-new') return t('import.done.new');
  return done === 'file' ? t('import.done') : undefined;
}
