import { database, federation, migrations, web } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Sessions.
 * @type {readonly Removal[]}
 */
export const sessions = [
  {
    threat: "A stolen database opens sessions",
    file: `${web}/platform/session/session-token.ts`,
    from: 'createHash("sha256").update(`session:${token}`).digest("hex")',
    to: "token",
    test: `${web}/sign-in/protocol/adapter.test.ts`,
  },
  {
    threat: "A stolen database opens sessions",
    file: `${web}/platform/links/one-time-link.ts`,
    from: 'createHash("sha256").update(`${kind}:${token}`).digest("hex")',
    to: "`${kind}:${token}`",
    test: `${web}/platform/links/one-time-link.test.ts`,
  },
  {
    threat: "A stolen database opens sessions",
    file: `${migrations}/0000_tables.sql`,
    from: 'CONSTRAINT "session_token_hash_shape" CHECK ("session"."token_hash" ~ \'^([0-9a-f]{64})$\')',
    to: 'CONSTRAINT "session_token_hash_shape" CHECK (true)',
    test: `${database}/users/sessions.test.ts`,
  },
  {
    threat: "A session is left open, or lasts longer than is set",
    file: `${database}/users/sessions.ts`,
    from: "${endsAt} > now() and ${session.lastSeenAt} > now() - make_interval(mins => ${idleMinutes})",
    to: "${endsAt} > now()",
    test: `${database}/settings/installation.test.ts`,
  },
  {
    threat: "A provider that has a session open answers without asking",
    file: `${database}/users/sessions.ts`,
    from: "${session.authenticationProved}\n        and ${session.authenticatedAt}",
    to: "${session.authenticatedAt}",
    test: `${database}/users/sessions.test.ts`,
  },
  {
    threat: "Another site begins a sign-in",
    file: `${web}/platform/links/request-source.ts`,
    from: 'if (site !== null) return "foreign";',
    to: 'if (site !== null) return "own";',
    test: `${web}/platform/links/request-source.test.ts`,
  },
  {
    threat: "A logout token that is forged, replayed",
    file: `${federation}/logout-token.ts`,
    from: 'if ("nonce" in decodeJwt(input.logoutToken)) throw new FederationError("claim-invalid", "nonce");',
    to: "",
    test: `${federation}/logout-token.test.ts`,
  },
  {
    threat: "A logout token that is forged, replayed",
    file: `${database}/providers/provider-sign-out.ts`,
    from: 'if ((await tx.execute(consumeKey(message))).length === 0) return { ok: false, code: "replayed" };',
    to: "",
    test: `${database}/providers/provider-sign-out.test.ts`,
  },
];
