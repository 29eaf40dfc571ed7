import { isRecipient } from '../../../../core/campaigns/recipient.ts';
import type { DeployedKeys } from '../../../../core/campaigns/sealed-to.ts';
import { sealedTo } from '../../../../core/campaigns/sealed-to.ts';
import { Choices } from '../../../ui/form.tsx';
import { hintOf, labelOf } from '../../../ui/labels.ts';
import { t } from '../../../ui/words.ts';
import { LineField } from '../fields.tsx';
import type { Section, Typed } from '../section.ts';
import { all, textIn } from '../typed.ts';

/** What is known of the keys, where a campaign is judged without them. */
interface Known {
  readonly deployed: DeployedKeys;
}

/** Who can open the signatures of a campaign. Only keys that are deployed here are offered. */
export const keys: Section<Known> = {
  name: 'keys',
  word: 'section.keys',
  right: 'campaign.publish',
  owns: ['recipients'],
  known: async ({ deployed }) => ({ deployed }),
  fields: ({ recipients }) => ({ recipients, 'recipients-other': '' }),
  faults: (typed) =>
    otherKeys(typed).every(isRecipient) ? [] : [{ field: 'recipients-other', message: t('keys.malformed') }],
  // The campaign's rules know of one list: what is wrong with a typed key is said at its own field.
  patch: (typed) => ({ recipients: [...all(typed, 'recipients'), ...otherKeys(typed).filter(isRecipient)] }),
  view: ({ typed, errors, campaign, known: { deployed } }) => {
    const chosen = all(typed, 'recipients');
    const ofCampaigns = deployed.campaignPublicKeys === 'any' ? campaign.recipients : deployed.campaignPublicKeys;
    // What is no key comes from no form of ours.
    const offered = [...new Set([...deployed.publicKeys, ...ofCampaigns, ...chosen.filter(isRecipient)])];
    return (
      <>
        <p>{t('keys.lead')}</p>
        <p>{t('keys.of-group', { keys: deployed.publicKeys.length })}</p>
        {offered.length > 0 && (
          <Choices
            type="checkbox"
            name="recipients"
            {...{ errors, legend: labelOf('recipients'), hint: hintOf('recipients') }}
            options={offered.map((key) => ({
              ...{ value: key, label: key, chosen: chosen.includes(key) },
              hint:
                sealedTo({ recipients: [key] }, deployed).length === 0
                  ? t('keys.not-deployed')
                  : deployed.publicKeys.includes(key)
                    ? t('keys.of-the-group')
                    : undefined,
            }))}
          />
        )}
        {deployed.campaignPublicKeys === 'any' && <LineField name="recipients-other" {...{ typed, errors }} />}
      </>
    );
  },
  state: ({ recipients }) => (recipients.length > 0 ? 'done' : 'optional'),
};

const otherKeys = (typed: Typed): string[] =>
  (textIn(typed, 'recipients-other') ?? '').split(/[\s,]+/).filter((key) => key !== '');
