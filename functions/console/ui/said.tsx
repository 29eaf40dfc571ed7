import type { PropsWithChildren } from 'hono/jsx';
import { takesFocus } from '../../ui/focus.ts';
import { t, type Word } from './words.ts';

/** Says what was just done. */
export const JustDone = ({ children }: PropsWithChildren) => (
  <p class="done" role="status" {...takesFocus}>
    {children}
  </p>
);

type Changed = Extract<Word, `${string}.changed`>;

/**
 * Says that somebody has changed a campaign while an organiser looked at it. Nothing, if nobody has.
 * @param who as `writersSince` has it.
 */
export const ChangedBy = ({ who, word }: { who: string | undefined; word: Changed }) =>
  who === undefined ? null : (
    <p class="waits" role="alert" {...takesFocus}>
      {t(word, { who })}
    </p>
  );
