import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { type InPage, sheetNames } from '../ui/assets.ts';
import { allThemes } from '../ui/embed/frame-style.ts';
import { routePattern } from './routes.ts';

type PermissionsPolicy = NonNullable<NonNullable<Parameters<typeof secureHeaders>[0]>['permissionsPolicy']>;

/**
 * What other sites may do with an answer. `page`: nothing, as with all that is not named. `framing`: nothing, but it may frame
 * pages of its own site. `framed`: show it in a frame. `loaded`: load it as a script or a picture.
 */
export type Exposure = 'page' | 'framing' | 'framed' | 'loaded';

/**
 * No page of Amparo loads anything from another site, makes code out of text, or may be framed, except those that are made
 * for it (docs/decisions/045-what-may-be-framed.md). Inline it has its styles and one script, and their hashes are here: any
 * other does nothing. There is no nonce, since caches keep pages. `tests/http/observatory.test.ts` grades these headers by the
 * rules of Mozilla's Observatory, and `tests/http/answers.ts` lists the headers of every answer.
 * @param exposed paths with an exposure of their own, in the form of Hono's routes, such as `/embed/campaigns/:slug`.
 * @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP
 */
export function securityHeaders(
  publicUrl: string,
  inPage: InPage,
  exposed: readonly (readonly [path: string, exposure: Exposure])[] = [],
): MiddlewareHandler {
  const headers = {
    page: headersFor('page', publicUrl, inPage),
    framing: headersFor('framing', publicUrl, inPage),
    framed: headersFor('framed', publicUrl, inPage),
    loaded: headersFor('loaded', publicUrl, inPage),
  };
  const patterns = exposed.map(([path, exposure]) => ({ pattern: routePattern(path), exposure }));
  return (c, next) => {
    const { exposure = 'page' } = patterns.find(({ pattern }) => pattern.test(c.req.path)) ?? {};
    return headers[exposure](c, next);
  };
}

function headersFor(exposure: Exposure, publicUrl: string, inPage: InPage): MiddlewareHandler {
  const { styles, sheets, script, linkedScript, frameStyles, frameScript } = inPage;
  const isFramed = exposure === 'framed';
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      // A file of ours solves the proof of work.
      scriptSrc: [
        "'self'",
        hashSource(script),
        hashSource(linkedScript),
        ...(isFramed ? [hashSource(frameScript)] : []),
      ],
      styleSrc: [
        hashSource(styles),
        ...sheetNames.map((name) => hashSource(sheets[name])),
        ...(isFramed ? allThemes(frameStyles).map(hashSource) : []),
      ],
      // The icon.
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      ...(exposure === 'framing' && { frameSrc: ["'self'"] }),
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: [isFramed ? '*' : "'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
    // The address of a page may contain a token.
    referrerPolicy: 'no-referrer',
    xFrameOptions: isFramed ? false : 'DENY',
    crossOriginOpenerPolicy: 'same-origin',
    // A page that isolates itself frames only pages that do the same. A frame of ours loads nothing from elsewhere, so it may.
    crossOriginEmbedderPolicy: isFramed && 'require-corp',
    crossOriginResourcePolicy: isFramed || exposure === 'loaded' ? 'cross-origin' : 'same-origin',
    strictTransportSecurity: publicUrl.startsWith('https:') && 'max-age=63072000',
    permissionsPolicy: Object.fromEntries(unused.map((feature) => [feature, []])),
    xXssProtection: '0',
  });
}

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
