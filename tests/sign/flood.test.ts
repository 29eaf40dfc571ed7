import { expect, it } from 'vitest';
import { MAILS_PER_HOUR, MAILS_PER_HOUR_WITH_PROOF } from '../../functions/core/limits/address.ts';
import { WITHOUT_PROOF_PER_HOUR } from '../../functions/core/limits/networks.ts';
import { campaign, NOW, startSign } from '../support/sign.ts';
import { sendFlood } from './flood.ts';

/** `npm run bench -- --only flood` sends 100,000, from 1,000 networks, at 50 victims. */
const FLOOD = { attempts: 1_200, networks: 8, victims: 7 };

it.each(['as-it-goes', 'ahead'] as const)(
  'sends no victim of a flood more e-mails than the limit, and refuses attempts without proof unread: challenges asked for %s',
  async (asks) => {
    const { deps, db } = await startSign();
    const { sent, withProof, withoutProof, proofs } = await sendFlood(
      deps,
      { campaign: campaign(), table: db.Limits, start: NOW },
      { ...FLOOD, asks },
    );
    // Nobody with a new proof is refused, after any attempts of others.
    expect(withProof).toEqual({ accepted: FLOOD.attempts / 2, refused: 0 });
    const mails = [...sent.values()];
    expect(mails).toHaveLength(FLOOD.victims);
    // Attempts without proof that come late use up a part of the allowance, and are sent nothing.
    expect(Math.min(...mails)).toBeGreaterThanOrEqual(MAILS_PER_HOUR);
    expect(Math.max(...mails)).toBeLessThanOrEqual(MAILS_PER_HOUR_WITH_PROOF);
    // Requests on their way while a network reaches its allowance are still accepted.
    expect(withoutProof.accepted).toBeLessThan(FLOOD.networks * (WITHOUT_PROOF_PER_HOUR.usual.most + 5));
    expect(withoutProof.refused).toBe(FLOOD.attempts / 2 - withoutProof.accepted);
    expect(Math.max(...proofs.keys())).toBeGreaterThan(1);
  },
);
