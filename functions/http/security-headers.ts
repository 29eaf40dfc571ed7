import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { InPage } from '../ui/assets.ts';

type PermissionsPolicy = NonNullable<NonNullable<Parameters<typeof secureHeaders>[0]>['permissionsPolicy']>;

/**
 * No page of Amparo loads anything from another site, makes code out of text, or may be framed. Inline it has its styles and
 * one script, and their hashes are here: any other does nothing. There is no nonce, since caches keep pages.
 * `tests/http/observatory.test.ts` grades these headers by the rules of Mozilla's Observatory, and
 * `tests/http/answers.ts` lists the headers of every answer.
 * @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP
 */
export const securityHeaders = (publicUrl: string, { styles, moreStyles, script }: InPage): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      // A file of ours solves the proof of work.
      scriptSrc: ["'self'", hashSource(script)],
      styleSrc: [hashSource(styles), hashSource(moreStyles)],
      // The icon.
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
    // The address of a page may contain a token.
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    strictTransportSecurity: publicUrl.startsWith('https:') && 'max-age=63072000',
    permissionsPolicy: Object.fromEntries(unused.map((feature) => [feature, []])),
    xXssProtection: '0',
  });

/** The source that allows one inline block. @see https://www.w3.org/TR/CSP3/#grammardef-hash-source */
const hashSource = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/**
 * Features that browsers offer to pages, and that no page of Amparo needs. Code that gets into a page cannot use them,
 * either. Features that browsers do not know yet, or only try out, are left out: each would be a warning in the console.
 * @see https://github.com/w3c/webappsec-permissions-policy/blob/main/features.md
 */
const unused: readonly (keyof PermissionsPolicy)[] = [
  'accelerometer',
  'attributionReporting',
  'autoplay',
  'browsingTopics',
  'camera',
  'capturedSurfaceControl',
  'chUaHighEntropyValues',
  'clipboardRead',
  'computePressure',
  'crossOriginIsolated',
  'deferredFetch',
  'digitalCredentialsGet',
  'displayCapture',
  'encryptedMedia',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identityCredentialsGet',
  'idleDetection',
  'joinAdInterestGroup',
  'keyboardMap',
  'languageDetector',
  'localFonts',
  'magnetometer',
  'microphone',
  'midi',
  'otpCredentials',
  'payment',
  'pictureInPicture',
  'publickeyCredentialsGet',
  'runAdAuction',
  'screenWakeLock',
  'serial',
  'storageAccess',
  'summarizer',
  'syncXhr',
  'translator',
  'unload',
  'usb',
  'windowManagement',
  'xrSpatialTracking',
];
