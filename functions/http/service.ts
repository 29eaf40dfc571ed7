import type { Hono } from 'hono';
import type * as z from 'zod/mini';
import type { AuditLog } from '../core/audit/log.ts';
import type { PictureMaker } from '../core/pictures/made.ts';
import type { PictureStore } from '../core/pictures/store.ts';
import type { Assets } from '../ui/assets.ts';
import type { AppDeps } from './deps.ts';

/**
 * A function that answers requests. Each such function exports it as `service` from its `service.ts`. Lambda runs it
 * through its `handler.ts`, and one computer runs it behind its server.
 */
export interface Service<Settings extends z.ZodMiniType> {
  readonly settings: Settings;
  start(settings: z.infer<Settings>, given: Given): { readonly app: Hono; readonly deps: AppDeps };
}

/** What a service gets besides its settings. */
export interface Given {
  /** Reads the key rings (`core/keys/keyring`). */
  readonly secrets: () => Promise<{
    readonly pepper: string;
    readonly token: string;
    readonly mail: string;
    readonly organisers?: string | undefined;
  }>;
  readonly assets: Assets;
  /** The audit trail of one computer. On AWS, a function that writes one has the name of its bucket. */
  readonly audit?: AuditLog;
  /** The pictures of one computer, and what makes them there. */
  readonly uploads?: { readonly pictures: PictureStore; readonly makePicture: PictureMaker };
}
