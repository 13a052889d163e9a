import { expect, test } from "vitest";
import { archivePage } from "./archive-page";

test("escapes all values and texts", () => {
  const evil = '<script>alert(1)</script>"&';
  const at = new Date(0);
  const stored = {
    ...{ value: evil, source: "provider" as const, providerName: evil, accountUrl: evil, canCorrect: false, since: at },
    ...{ refreshedAt: null, missingSince: null, unusableSince: null, expiresAt: null },
  } as const;
  const item = {
    attribute: "name",
    label: evil,
    mandatory: false,
    basis: "contract",
    reason: evil,
    needed: false,
    state: "stored",
    decidedAt: at,
    usedElsewhere: false,
    canAgree: false,
  } as const;
  const page = archivePage({
    language: "en",
    title: evil,
    organisation: evil,
    words: { notStored: evil, history: evil, signIn: evil, json: evil, made: evil },
    day: () => "1 January 1970",
    basisOf: () => evil,
    data: {
      purposes: [
        {
          ...{
            id: "p",
            name: evil,
            description: evil,
            version: 1,
            decidedAt: at,
            retention: { kind: "withdrawn" },
            basis: { kind: "consent" },
            recipients: { organisation: true, applications: [] },
            objectedAt: null,
            reworded: null,
          },
          items: [{ ...item, stored }],
        },
      ],
      valueCount: 1,
      identities: [{ providerName: evil, subject: evil, slug: "demo", since: at, enabled: true, canDisconnect: false }],
      connectable: [],
      ...{ sessions: [], lastSignInAt: null, language: "en" },
      receipts: [
        {
          number: "7Q4K-2M9X",
          kind: "consent",
          decidedAt: at,
          providerName: evil,
          granted: 1,
          asked: 1,
          told: 0,
          title: evil,
        },
      ],
      createdAt: at,
      restriction: null,
    },
  });
  expect(page).not.toContain("<script>");
  expect(page).toContain("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;</bdi>");
});
