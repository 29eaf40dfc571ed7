import { describe, expect, it } from 'vitest';
import { comesAgainIn, refusalOf } from '../../functions/mail/comes-again.ts';

const answer = (name: string, message = 'no') => Object.assign(new Error(message), { name });

describe('an answer of SES', () => {
  it.each(['TooManyRequestsException', 'ThrottlingException', 'Throttling', 'LimitExceededException'])(
    '%s means by its first words that e-mails go too fast, or that the day is used up',
    (name) => {
      expect(refusalOf(answer(name, 'Maximum sending rate exceeded.'))).toBe('throttled');
      expect(refusalOf(answer(name, 'Daily message quota exceeded.'))).toBe('used-up');
      expect(refusalOf(answer(name, 'daily sending quota exceeded for ada@example.org'))).toBe('used-up');
      expect(refusalOf(answer(name, 'No daily message quota exceeded.'))).toBe('throttled');
      expect(refusalOf(answer(name, 'Daily quota'))).toBe('throttled');
    },
  );

  it('means that no retry helps only where the address is malformed', () => {
    expect(refusalOf(answer('BadRequestException', 'Daily message quota exceeded.'))).toBe('malformed');
  });

  it.each([
    answer('MessageRejected'),
    answer('InternalServiceErrorException', 'Daily message quota exceeded.'),
    new TypeError('away'),
    'TooManyRequestsException',
    { name: 'TooManyRequestsException', message: 'no' },
    undefined,
  ])('means nothing that is known: %o', (error) => {
    expect(refusalOf(error)).toBe('other');
  });
});

describe('a mail comes again', () => {
  const between = (why: Parameters<typeof comesAgainIn>[2], tries?: number) => {
    const attributes = tries === undefined ? undefined : { ApproximateReceiveCount: String(tries) };
    const message = { messageId: '1', body: '', attributes };
    return [0, 1].map((at) => comesAgainIn({ random: () => at }, message, why).seconds);
  };

  it('soon if it only had no turn, however often that was', () => {
    for (const tries of [undefined, 1, 500]) expect(between('no-turn', tries)).toEqual([5, 15]);
  });

  it('seldom if the e-mails of a day are used up, however often that was', () => {
    for (const tries of [undefined, 1, 500]) expect(between('used-up', tries)).toEqual([720, 1_440]);
  });

  it('later each time if it was too fast, and in the end as seldom as when a day is used up', () => {
    const expected = [
      [1, 30],
      [2, 60],
      [3, 120],
      [4, 240],
      [5, 480],
      [6, 720],
      [12, 720],
      [1_000, 720],
    ] as const;
    for (const [tries, from] of expected) expect(between('throttled', tries), String(tries)).toEqual([from, 2 * from]);
    expect(between('throttled')).toEqual([30, 60]);
  });
});
