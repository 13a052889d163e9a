import { development } from "../env";
import { previewPath } from "../i18n/preview-frame";

/** The headers of an answer to this path. `policy`: its contentPolicy. */
export function pageHeaders(path: string, policy: string): Readonly<Record<string, string>> {
  return {
    ...fixedHeaders,
    ...(path === previewPath ? { "x-frame-options": "SAMEORIGIN" } : {}),
    "content-security-policy": isPicture.test(path) ? "default-src 'none'; sandbox" : policy,
  };
}

/** https://www.w3.org/TR/CSP3/. `nonce`: random, and of this answer alone. Next puts the nonce of this policy into its own scripts and styles. */
export function contentPolicy(path: string, nonce: string): string {
  const isPreview = path === previewPath;
  return [
    "default-src 'none'",
    // React's development build needs eval; no production build does.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    // Pages of the administration change without loading a new document, so all of them must allow the preview.
    isAdministration.test(path) ? "frame-src 'self'" : "frame-src 'none'",
    isPreview ? "form-action 'none'" : "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    // The preview is a page in a frame beside the purpose editor. No other page may be framed.
    isPreview ? "frame-ancestors 'self'" : "frame-ancestors 'none'",
  ].join("; ");
}

const isAdministration = /^\/admin(\/|$)/;

/** An uploaded picture is always served as an image, even if it contains something else. */
const isPicture = /^\/api\/((providers|applications)\/[^/]+|appearance)\/logo$/;

const fixedHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // `no-referrer` would drop the Origin header of forms posted without JavaScript.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  // Browsers ignore it over http, so it does no harm on localhost.
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};
