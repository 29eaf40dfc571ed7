import { describe, expect, it } from 'vitest';
import { rows } from '../../functions/console/routes.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { ruleOf } from '../../functions/core/access/rights.ts';
import { auditLog } from '../../functions/core/audit/log.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { recordsInMemory } from '../support/records.ts';

// Nobody can change the trail. A person whom no admin trusts with anything must not write into it what they like.
const records = recordsInMemory();
const site = await startConsole({ audit: auditLog(records) });
await createCampaign(site.deps, operator, smallFile);
const WORDS = 'the-colonel-took-money';
const TOKENS = '/api/organise/tokens';

const trail = async () => JSON.stringify((await site.deps.audit.list({ limit: 100 })).entries);
const newest = async () => Number((await site.deps.audit.list({ limit: 1 })).entries[0]?.id);

/** What anybody may send who has an account. */
const open = rows.filter(
  ({ method, right }) => method !== 'GET' && (right === 'anybody' || ruleOf(right).roles === 'everybody'),
);
const JSON_SENT = { scopes: ['campaigns:read'], campaigns: [WORDS], days: 1, [WORDS]: WORDS };
const FORM_SENT = { scopes: 'campaigns:read', campaigns: WORDS, days: '90', id: WORDS, [WORDS]: WORDS };

describe.each(open.map((row) => [`${row.method} ${row.path}`, row] as const))('%s', (_, { method, path }) => {
  it('takes no words of a person without a role into the trail', async () => {
    const headers = await site.session({});
    const at = `${path.replace(/:\w+/g, WORDS)}?${new URLSearchParams({ q: WORDS, campaign: WORDS })}`;
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    const { [WORDS]: __, ...rightly } = JSON_SENT;
    for (const sent of [JSON_SENT, rightly]) await site.ask(method, at, headers, sent);
    await site.ask(method, at, form, new URLSearchParams(FORM_SENT).toString());
    expect(await trail()).not.toContain(WORDS);
  });
});

it('makes a token only for campaigns of its owner, on pages and for programs alike', async () => {
  const make = async (who: Parameters<typeof site.session>[0], campaigns: readonly string[]) => {
    const headers = await site.session(who);
    const before = await newest();
    const answer = await site.ask('POST', TOKENS, headers, { scopes: ['campaigns:read'], campaigns, days: 1 });
    return { status: answer.status, body: await answer.json(), by: (await newest()) - before };
  };
  const unknown = { errors: [{ field: 'campaigns.1' }] };
  for (const who of ['admin', { [smallFile.slug]: 'viewer' }] as const) {
    expect(await make(who, [smallFile.slug])).toMatchObject({ status: 201, by: 1 });
    expect(await make(who, [smallFile.slug, WORDS])).toMatchObject({ status: 400, by: 0, body: unknown });
  }
  // One that exists, and is not theirs, gets the same answer.
  expect(await make({ 'another-one': 'owner' }, ['another-one', smallFile.slug])).toMatchObject({
    ...{ status: 400, by: 0, body: unknown },
  });
});
