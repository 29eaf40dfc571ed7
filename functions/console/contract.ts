import type { Call } from '../http/contract.ts';
import { auditCalls } from './contract/audit.ts';
import { campaignCalls, listedCampaign } from './contract/campaigns.ts';
import { caseCalls } from './contract/cases.ts';
import { fileCalls } from './contract/files.ts';
import { historyCalls } from './contract/history.ts';
import {
  body,
  campaignFields,
  faults,
  notAllowed,
  organisedCampaign,
  organisedCase,
  otherCampaign,
  otherCase,
  standing,
  storedFields,
  who,
} from './contract/parts.ts';
import { organiser, peopleCalls } from './contract/people.ts';
import { pictureCalls } from './contract/pictures.ts';
import { previewCalls } from './contract/previews.ts';
import { accessToken, tokenCalls } from './contract/tokens.ts';
import { organisedUpdate, updateCalls } from './contract/updates.ts';
import { delivery, endpoint, webhookCalls } from './contract/webhooks.ts';

/** The API of organisers. Its answers may gain fields. */
export const consoleCalls: readonly Call[] = [
  ...campaignCalls,
  ...pictureCalls,
  ...historyCalls,
  ...fileCalls,
  ...previewCalls,
  ...caseCalls,
  ...updateCalls,
  ...peopleCalls,
  ...tokenCalls,
  ...auditCalls,
  ...webhookCalls,
];

/** What several of these calls take, by the names of the document. */
export const consoleBodies = { CampaignFields: campaignFields } as const;

/** How nearly all of them refuse, by the names of the document. */
export const consoleAnswers = {
  ...{ NotSignedIn: who[401], NotAllowed: who[403], TooManyAtOnce: who[429] },
  ...{ TooLarge: body[413], NotJson: body[415] },
} as const;

/** What several of them answer. */
export const consoleSchemas = {
  OrganisedCampaign: organisedCampaign,
  StoredFields: storedFields,
  OtherCampaign: otherCampaign,
  OrganisedCase: organisedCase,
  OtherCase: otherCase,
  OtherState: standing,
  Faults: faults,
  NotAllowed: notAllowed,
  OrganisedUpdate: organisedUpdate,
  ListedCampaign: listedCampaign,
  Organiser: organiser,
  AccessToken: accessToken,
  Endpoint: endpoint,
  Delivery: delivery,
} as const;
