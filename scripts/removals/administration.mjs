import { consent, database, web } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Administration.
 * @type {readonly Removal[]}
 */
export const administration = [
  {
    threat: "Someone without the set-up link, or with one that has ended",
    file: `${database}/users/setup-links.ts`,
    from: "isNull(setupLink.usedAt), inTime);",
    to: "isNull(setupLink.usedAt));",
    test: `${database}/users/setup-links.test.ts`,
  },
  {
    threat: "A one-time link's token is in the log of a server",
    file: `${web}/platform/links/one-time-link.ts`,
    from: "/${kind}#${token}",
    to: "/${kind}?link=${token}",
    test: `${web}/platform/links/one-time-link.test.ts`,
  },
  {
    threat: "An invitation is guessed, used twice",
    file: `${database}/users/invitations.ts`,
    from: "and inviter.role = 'administrator' and inviter.status = 'active'",
    to: "",
    test: `${database}/users/administrators.test.ts`,
  },
  {
    threat: "A claim says `role=admin`",
    file: `${consent}/attribute/attribute-fields.ts`,
    from: "sub|roles?|groups?",
    to: "sub|groups?",
    test: `${consent}/attribute/attribute-fields.test.ts`,
  },
  {
    threat: "An action is called without a session",
    file: `${web}/features/users/actions.ts`,
    from: 'await say(await closed({ userId }), "user-closed", userId);',
    to: 'await say({ ok: true, value: await closeAccountFor(null as never, String(userId)) }, "user-closed", userId);',
    test: `${web}/platform/actions-guarded.test.ts`,
  },
  {
    threat: "An action is called without a session",
    file: `${web}/features/records/views/actions.ts`,
    from: "await viewForgotten({ viewId })",
    to: "{ ok: true, value: await deleteMyView(null as never, viewId) }",
    test: `${web}/platform/actions-guarded.test.ts`,
  },
  {
    threat: "No administrator is left",
    file: `${database}/users/administration.ts`,
    from: "return some.length === 1 && some[0]?.id === userId;",
    to: "return some.length === 0 && userId === null;",
    test: `${database}/users/administrators.test.ts`,
  },
  {
    threat: "Administrators lock each other or themselves out",
    file: `${database}/users/administration.ts`,
    from: 'if (userId === by) return { ok: false, code: "self" };',
    to: "",
    test: `${database}/users/administration.test.ts`,
  },
  {
    threat: "Someone at an open screen does what cannot be taken back",
    file: `${web}/features/users/actions.ts`,
    from: "  fresh: true,\n  run: ({ user }, { userId }) => closeAccountFor(user, userId),",
    to: "  run: ({ user }, { userId }) => closeAccountFor(user, userId),",
    test: `${web}/platform/actions-guarded.test.ts`,
  },
  {
    threat: "Someone at an open screen does what cannot be taken back",
    file: `${web}/sign-in/connect/connect.ts`,
    from: 'if ((await freshness()) !== "fresh")',
    to: "if ((await freshness()) === null)",
    test: `${web}/platform/actions-guarded.test.ts`,
  },
  {
    threat: "An administrator agrees for someone",
    file: `${web}/features/users/mutations.ts`,
    from: 'import { getTranslations } from "next-intl/server";',
    to: 'import { grantLater } from "@assent/database/provisioning/grant-later";\nimport { getTranslations } from "next-intl/server";\nvoid grantLater;',
    test: `${database}/provisioning/only-the-person-agrees.test.ts`,
  },
  {
    threat: "Someone reads a value over an administrator's shoulder",
    file: `${database}/users/shown-value.ts`,
    from: "if ((await activeAdministrator(tx, by)) === null) return null;",
    to: "",
    test: `${database}/users/shown-value.test.ts`,
  },
  {
    threat: "The audit log keeps where administrators were",
    file: `${database}/audit/events.ts`,
    from: "isAdministration(actor) ? (actingAddress.getStore() ?? null) : null;",
    to: "actingAddress.getStore() ?? null;",
    test: `${database}/audit/event-address.test.ts`,
  },
  {
    threat: "The audit log keeps where administrators were",
    file: `${database}/retention/retention.ts`,
    from: '(tx: Executor) => removeSome(tx, "addresses", sql`event_address`, sql`event_id`, oldAddress, batch),',
    to: "",
    test: `${database}/audit/event-address.test.ts`,
  },
  {
    threat: "The audit log keeps where administrators were",
    file: `${database}/provisioning/close-account.ts`,
    from: "where e.id = a.event_id and e.actor_id",
    to: "where false and e.id = a.event_id and e.actor_id",
    test: `${database}/audit/event-address.test.ts`,
  },
  {
    threat: "Two edits at the same moment lose one",
    file: `${database}/providers/provider-saving.ts`,
    from: 'if (base !== undefined && before?.revision !== base) return { ok: false, code: "conflict" };',
    to: "",
    test: `${database}/providers/identity-providers.test.ts`,
  },
  {
    threat: "An exported list contains a formula",
    file: `${web}/platform/export/export-file.ts`,
    from: "escape_formulas: true",
    to: "escape_formulas: false",
    test: `${web}/platform/export/export-file.test.ts`,
  },
  {
    threat: "Half of an exported list is mistaken for all of it",
    file: `${web}/ui/export/read-export.ts`,
    from: 'if (total !== null && rows < total) return { end: "broken", rows };',
    to: "",
    test: `${web}/ui/export/read-export.test.ts`,
  },
  {
    threat: "A wrong filter shows everything",
    file: `${web}/features/records/filter.ts`,
    from: "if (Object.values(filter).includes(undefined)) return null;",
    to: "",
    test: `${web}/features/records/filter.test.ts`,
  },
  {
    threat: "The accent colour is a style rule, or makes the consent screen unreadable",
    file: `${web}/ui/styles/accent.ts`,
    from: "if (ratio >= minContrast || step === 50) {",
    to: "if (ratio >= 1 || step === 50) {",
    test: `${web}/ui/styles/accent.test.ts`,
  },
  {
    threat: "A picture of a provider, or the logo of the organisation",
    file: `${web}/platform/pictures/picture.ts`,
    from: 'if (file.size > maxPictureBytes) return { ok: false, code: "logo-too-large" } as const;',
    to: "",
    test: `${web}/platform/pictures/picture.test.ts`,
  },
];
