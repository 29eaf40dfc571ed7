import * as z from 'zod/mini';
import { slug } from '../../core/campaigns/fields.ts';
import type { Call } from '../../http/contract.ts';
import { noCampaign } from '../contract.ts';
import { badQuery } from '../data/queries.ts';
import { MOST_PER_PAGE } from './resources.ts';

const HAL = 'application/hal+json';
const link = z.looseObject({ href: z.string() });
const links = z.record(z.string(), z.union([link, z.array(link)]));

const petitionAnswer = z.object({
  identifiers: z.array(z.string()),
  origin_system: z.string(),
  created_date: z.iso.datetime(),
  modified_date: z.iso.datetime().check(z.describe('When a number last moved.')),
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  petition_text: z.string(),
  browser_url: z.string(),
  total_signatures: z.int().check(z.describe('The published total.')),
  target: z.array(z.object({ name: z.string() })),
  _links: links,
});

export const osdiCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/osdi',
    summary: 'The entry point of OSDI 1.2. There are petitions with totals, and no people.',
    answers: {
      200: {
        description: 'What there is',
        type: HAL,
        schema: z.object({
          motd: z.string(),
          vendor_name: z.string(),
          product_name: z.string(),
          osdi_version: z.string(),
          max_pagesize: z.int(),
          max_page_size: z.int(),
          namespace: z.string(),
          _links: links,
        }),
      },
    },
  },
  {
    method: 'get',
    path: '/api/osdi/petitions',
    summary: 'All listed campaigns, as petitions of OSDI',
    query: {
      page: z.optional(z.int().check(z.minimum(1), z.maximum(999_999_999))),
      per_page: z.optional(
        z.int().check(z.minimum(1), z.maximum(MOST_PER_PAGE), z.describe('How many petitions. Left out: 25.')),
      ),
    },
    answers: {
      200: {
        description: 'A page of petitions. A page after the last one is empty.',
        type: HAL,
        schema: z.object({
          total_pages: z.int(),
          per_page: z.int(),
          page: z.int(),
          total_records: z.int(),
          _links: links,
          _embedded: z.object({ 'osdi:petitions': z.array(petitionAnswer) }),
        }),
      },
      400: badQuery,
    },
  },
  {
    method: 'get',
    path: '/api/osdi/petitions/:slug',
    summary: 'One campaign, as a petition of OSDI',
    params: { slug },
    answers: { 200: { description: 'The petition', type: HAL, schema: petitionAnswer }, 404: noCampaign },
  },
];
