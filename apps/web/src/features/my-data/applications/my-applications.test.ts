import { describe, expect, it } from "vitest";
import type { MyStoredPurpose } from "../stored-purposes";
import { myApplicationsOf } from "./my-applications";

const library = { id: "library", clientId: "client-library", name: "Library Portal" };
const shop = { id: "shop", clientId: "client-shop", name: "Shop" };
const use = {
  id: "library",
  name: "Library Portal",
  enabled: true,
  logoHash: null,
  lastSignedInAt: null,
  lastReleasedAt: null,
};

interface Item {
  readonly attribute: string;
  readonly state?: MyStoredPurpose["items"][number]["state"];
  readonly needed?: boolean;
  readonly basis?: MyStoredPurpose["items"][number]["basis"];
}

const purpose = (
  id: string,
  recipients: MyStoredPurpose["recipients"],
  items: readonly Item[],
  basis: MyStoredPurpose["basis"] = { kind: "consent" },
): MyStoredPurpose => ({
  ...{
    id,
    name: `Purpose ${id}`,
    description: "",
    version: 1,
    decidedAt: new Date(0),
    retention: { kind: "withdrawn" },
  },
  ...{ basis, objectedAt: null, reworded: null, recipients },
  items: items.map(({ attribute, state = "stored", needed = false, basis: own = null }) => ({
    ...{ attribute, label: attribute.toUpperCase(), mandatory: needed, needed, state, decidedAt: new Date(0) },
    ...{ basis: own, reason: null, stored: null, usedElsewhere: false, canAgree: false },
  })),
});

const own = { organisation: false, applications: [library] };
const both = { organisation: true, applications: [library, shop] };

const of = (...purposes: MyStoredPurpose[]) =>
  myApplicationsOf([use], purposes, new Map([["library", ["email"]]]), (key) => key.toUpperCase())[0];

describe("what an application gets, and what withdrawing means", () => {
  it("withdraws what was agreed to for purposes that name it, also what was not sent yet", () => {
    const made = of(
      purpose("a", own, [{ attribute: "email" }, { attribute: "name", state: "waiting" }]),
      purpose("b", { organisation: true, applications: [shop] }, [{ attribute: "phone" }]),
    );
    expect(made).toMatchObject({ gets: ["EMAIL"], sharedWith: [], needed: [], told: [] });
    expect(made?.withdraws.map(({ purposeId, attribute }) => `${purposeId}.${attribute}`)).toEqual([
      "a.email",
      "a.name",
    ]);
  });

  it.each(["denied", "withdrawn", "not-sent", "ended"] as const)("does not withdraw what is %s", (state) => {
    expect(of(purpose("a", own, [{ attribute: "email", state }]))).toMatchObject({ withdraws: [], needed: [] });
  });

  it("names the other recipients that it ends for", () => {
    const made = of(purpose("a", both, [{ attribute: "email" }]), purpose("b", own, [{ attribute: "name" }]));
    expect(made?.sharedWith).toEqual([{ purpose: "Purpose a", organisation: true, applications: ["Shop"] }]);
  });

  it("keeps what the account needs, and does not end it for others", () => {
    const made = of(purpose("a", both, [{ attribute: "email", needed: true }]));
    expect(made).toMatchObject({ withdraws: [], sharedWith: [], needed: [{ purposeId: "a", attribute: "email" }] });
  });

  it("keeps what is stored on another legal basis", () => {
    const told = { kind: "notice", providerId: "p", lawful: "contract" } as const;
    const made = of(purpose("a", own, [{ attribute: "email" }], told));
    expect(made).toMatchObject({ withdraws: [], told: [{ label: "EMAIL" }] });
  });

  it("keeps a detail on another legal basis, and withdraws what was agreed to beside it", () => {
    const made = of(purpose("a", own, [{ attribute: "email", basis: "contract" }, { attribute: "phone" }]));
    expect(made).toMatchObject({ withdraws: [{ label: "PHONE" }], needed: [], told: [{ label: "EMAIL" }] });
  });
});
