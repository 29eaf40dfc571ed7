import type { Campaign } from '../core/campaigns/campaign.ts';
import type { CampaignStatus } from '../core/campaigns/status.ts';
import type { PublicName } from '../core/counts/names.ts';
import type { SpokenEntry } from '../core/overview/spoken.ts';
import type { Assets } from '../ui/assets.ts';
import type { KnownGroup } from '../ui/group.tsx';
import type { Translator } from '../ui/messages/messages.ts';
import type { ToHtml } from '../ui/prose.tsx';
import type { CountsAnswer } from './open-data.ts';

/**
 * What the address of a page may ask for, after the `?`. CloudFront keeps one answer for each value of these, and passes on
 * nothing else that a browser sends.
 */
export const asked = ['lang', 'source', 'q', 'status', 'country', 'sort', 'page'] as const;
/** What the address of a frame on another site may ask for in addition, and that of the page that makes its code. */
export const askedOfEmbeds = ['lang', 'source', 'show', 'theme', 'accent', 'compact'] as const;
export type Asked = { readonly [Name in (typeof asked)[number]]?: string | undefined };

/** What every page of the site gets. */
export interface PageView {
  readonly assets: Assets;
  readonly translator: Translator;
  readonly publicUrl: string;
  readonly group?: KnownGroup | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface CampaignView extends PageView {
  readonly campaign: Campaign;
  readonly status: CampaignStatus;
  readonly signatures: number;
  /** When a number may move next (ISO 8601). */
  readonly nextAt: string;
  /** Names that signers chose to show and an organiser approved; empty unless the campaign shows names. */
  readonly names: readonly PublicName[];
  /** The campaigns that this one names as related, as far as they exist. */
  readonly related: readonly Pick<SpokenEntry, 'slug' | 'language' | 'title' | 'summary' | 'translatedTo'>[];
  /** For how many months after its closing identities are kept. If it closes, also until when (ISO 8601). */
  readonly keepMonths: number;
  readonly keptUntil?: string | undefined;
  /** Given if a text of the campaign has Markdown. */
  readonly toHtml?: ToHtml | undefined;
  /** The campaign's address as a QR code for paper (a `data:` address). Given as long as people can sign. */
  readonly code?: string | undefined;
  /** `?source=` of the page's address. The form passes it on. */
  readonly source?: string | undefined;
  readonly preview?: Preview | undefined;
}

/** A page that shows a draft. Its form cannot be sent, and nothing shares it. */
export interface Preview {
  /** Its address, with its token. */
  readonly at: string;
  /** Where the file of a picture is: no public page shows it yet. */
  readonly pictureAt: (file: string) => string;
  /** Given if an organiser looks at it themselves: whether they may also make links for others. */
  readonly own?: { readonly mayShare: boolean } | undefined;
}

export interface DashboardView extends PageView {
  readonly campaign: Campaign;
  readonly status: CampaignStatus;
  readonly counts: CountsAnswer;
}
