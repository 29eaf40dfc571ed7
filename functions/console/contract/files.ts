import { slug } from '../../core/campaigns/fields.ts';
import { type Call, problem } from '../../http/contract.ts';
import { duplicateSent } from '../api/history.ts';
import { YAML } from '../api/sent.ts';
import {
  body,
  campaignFields,
  changed,
  faulty,
  form,
  found,
  ifMatch,
  MADE,
  meanwhileOrOtherState,
  needed,
  organisedCampaign,
  storedFields,
  TAG,
  takenOrMeanwhile,
  WITH_FIELDS,
} from './parts.ts';

/** The calls about campaigns as files, and about copies of them. */

export const fileCalls: readonly Call[] = [
  {
    method: 'post',
    path: '/api/organise/campaigns/:slug/duplicate',
    summary: 'Make a draft with the texts of a campaign, without its numbers, dates and updates',
    params: { slug },
    body: duplicateSent,
    isForOrganisers: true,
    answers: {
      201: { description: WITH_FIELDS, schema: organisedCampaign, ...MADE },
      ...form,
      ...found,
      ...takenOrMeanwhile,
      422: changed[422],
    },
  },
  {
    method: 'get',
    path: '/api/organise/campaigns/:slug/file',
    summary: 'A campaign as its file. The ETag is that of the campaign.',
    params: { slug },
    isForOrganisers: true,
    answers: { 200: { description: 'The file', schema: storedFields, type: YAML, ...TAG }, ...found },
  },
  {
    method: 'put',
    path: '/api/organise/campaigns/:slug/file',
    summary: 'Put a file in place of a campaign. Without `visibility` it is seen by the same people as before.',
    params: { slug },
    headers: { 'If-Match': ifMatch },
    body: campaignFields,
    bodyTypes: [YAML],
    isForOrganisers: true,
    answers: {
      200: { description: WITH_FIELDS, schema: organisedCampaign, ...TAG },
      ...found,
      ...meanwhileOrOtherState,
      ...changed,
      413: body[413],
      415: problem('Not YAML'),
      422: faulty('`errors` names each fault, with its `line`'),
      ...needed,
    },
  },
];
