import * as z from 'zod/mini';
import { slug } from '../../core/campaigns/fields.ts';
import { madePicture } from '../../core/campaigns/picture.ts';
import { pictureUses } from '../../core/pictures/made.ts';
import { type Call, problem } from '../../http/contract.ts';
import { PICTURE_TYPES } from '../api/pictures.ts';
import { faulty, found } from './parts.ts';

/** The call that makes a picture. */
export const pictureCalls: readonly Call[] = [
  {
    method: 'post',
    path: '/api/organise/campaigns/:slug/pictures',
    summary:
      'Upload a picture: JPEG, PNG, WebP or AVIF, at most 4 MB. The answer goes into a campaign, a case or the logo of a group as `made`. Nobody else sees it before.',
    params: { slug },
    query: {
      use: z.optional(z.enum(pictureUses)).check(z.describe('What it is for. Left out: the campaign.')),
    },
    body: z.file().check(z.describe('The file itself.')),
    multipart: z.object({ file: z.file() }),
    bodyTypes: PICTURE_TYPES,
    isForOrganisers: true,
    answers: {
      201: {
        description: 'What was made of it: send it as `made`: a photograph with `alt`, a logo alone',
        schema: madePicture,
      },
      400: problem('A wrong use, or a broken form'),
      ...found,
      413: problem('Larger than 4 MB'),
      415: problem('Neither a picture nor a form'),
      422: faulty('`errors` says why it is no picture that can be shown'),
    },
  },
];
