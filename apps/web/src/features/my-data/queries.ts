import "server-only";
import type { NoticeBasis, PurposeVersion } from "@assent/consent/purpose/purpose";
import { getUser, type UserDetail } from "@assent/database/users/user-detail";
import { objectionsOf } from "@assent/database/provisioning/object";
import { listSessions, type OwnSession } from "@assent/database/users/sessions";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { currentSession } from "@/platform/session/current-session";
import { requirePerson } from "@/platform/access";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import {
  canObjectTo,
  legalBasisOfItem,
  type MyStoredPurpose,
  objectableItems,
  storedPurposes,
} from "./stored-purposes";
import { currentOrganisation } from "@/platform/organisation";
import { accessHolder } from "@/sign-in/rights/access";
import { type SignInProvider, signInProviders } from "@/sign-in/providers";
import type { AttributeType } from "@assent/consent/attribute/attribute";

export interface MyData {
  readonly purposes: readonly MyStoredPurpose[];
  readonly valueCount: number;
  readonly identities: readonly {
    readonly providerName: string;
    readonly slug: string;
    /** The identifier of the person at the provider. */
    readonly subject: string;
    readonly since: Date;
    /** Whether the provider is enabled. */
    readonly enabled: boolean;
    /** Whether another enabled provider remains without it. */
    readonly canDisconnect: boolean;
  }[];
  /** Providers that can be connected, in the order of the sign-in page. */
  readonly connectable: readonly Pick<SignInProvider, "slug" | "name">[];
  readonly lastSignInAt: Date | null;
  /** BCP 47: the language in which the account was made. */
  readonly language: string;
  readonly sessions: readonly OwnSession[];
  readonly receipts: UserDetail["receipts"];
  readonly createdAt: Date;
  /** The restriction of use that is in force. */
  readonly restriction: UserDetail["restriction"];
}

/** Everything that is stored about the person of this request. One look-up a request. */
export const myData: () => Promise<MyData> = cache(async () => {
  const [{ id }, language] = await Promise.all([requirePerson(), getLocale()]);
  return dataOf(id, language);
});

/** The same for a person who cannot sign in; null if this browser may not act for one. */
export async function dataWithoutSession(language: string): Promise<MyData | null> {
  const holder = await accessHolder();
  return holder && dataOf(holder.id, language);
}

/**
 * The same about any account, in a language. Callers check that it is the person's own, or that an administrator may
 * read it.
 */
export async function dataOf(id: string, language: string): Promise<MyData> {
  const { orm } = database();
  const [user, attributes, controller, session] = await Promise.all([
    getUser(orm, id),
    administered.catalogue(language),
    currentOrganisation(),
    currentSession(),
  ]);
  if (!user) throw new Error("The account does not exist");
  const [asked, objections, sessions, all] = await Promise.all([
    askedThrough(user.identities),
    objectionsOf(orm, id),
    listSessions(orm, id, session?.tokenHash ?? ""),
    signInProviders(),
  ]);
  const ways = user.identities.filter(({ provider }) => provider.enabled).map(({ provider }) => provider.id);
  const known = new Set(user.identities.map(({ provider }) => provider.slug));
  const labelOf = (key: string) => attributes.get(key)?.label ?? key;
  const mayEnter = (key: string) => attributes.get(key)?.selfAssertable === true;
  return {
    purposes: storedPurposes({ ...user, asked, objections, mayEnter }, labelOf, [language, controller.defaultLanguage]),
    sessions,
    restriction: user.restriction,
    valueCount: user.values.length,
    identities: user.identities.map(({ provider, subject, createdAt }) => ({
      providerName: provider.name,
      slug: provider.slug,
      subject,
      since: createdAt,
      enabled: provider.enabled,
      canDisconnect: ways.some((id) => id !== provider.id),
    })),
    connectable: all.filter(({ slug }) => !known.has(slug)).map(({ slug, name }) => ({ slug, name })),
    lastSignInAt: user.lastSignInAt,
    language: user.language,
    receipts: user.receipts,
    createdAt: user.createdAt,
  };
}

/** Everything that the person's providers ask for; each purpose once. */
async function askedThrough(identities: UserDetail["identities"]): Promise<PurposeVersion[]> {
  const lists = await Promise.all(identities.map(({ provider }) => administered.livePurposes(provider.id)));
  return [...new Map(lists.flat().map((version) => [version.purposeId, version])).values()];
}

export interface SelfEntered {
  readonly label: string;
  readonly type: AttributeType;
  readonly value: string;
  /** Whether it is a default that the organisation set. */
  readonly isDefault: boolean;
}

/**
 * The value that the person entered for this attribute, or a default that they may replace; null if there is nothing to
 * correct.
 */
export async function selfEntered(attribute: string): Promise<SelfEntered | null> {
  const { id } = await requirePerson();
  const { orm } = database();
  const [user, attributes] = await Promise.all([getUser(orm, id), administered.catalogue(await getLocale())]);
  const entry = user?.values.find((held) => held.attribute === attribute);
  const isDefault = entry?.source === "default";
  const { label = attribute, type = "text", selfAssertable: mayEnter = false } = attributes.get(attribute) ?? {};
  if (!entry || !(entry.source === "self" || (isDefault && mayEnter))) return null;
  return { label, type, value: entry.value, isDefault };
}

/** The label of the stored mandatory detail that `of` (`purpose.attribute`, from an address) names, or null. */
export async function mandatoryDetail(of: string | undefined): Promise<string | null> {
  const { purposes } = await myData();
  const items = purposes.flatMap(({ id, items: all }) =>
    all.map((item) => ({ ...item, of: `${id}.${item.attribute}` })),
  );
  return items.find((item) => item.of === of && item.needed && item.stored)?.label ?? null;
}

/** The purpose, its legal bases and the details that it is about, if the person may object to what is kept for it and has not; null otherwise. */
export async function objectable(purposeId: string) {
  const { purposes } = await myData();
  const found = purposes.find(({ id }) => id === purposeId);
  if (!found || !canObjectTo(found)) return null;
  const items = objectableItems(found);
  const bases = [...new Set(items.map((item) => legalBasisOfItem(found, item)))];
  return {
    id: found.id,
    name: found.name,
    bases: bases.filter((basis): basis is NoticeBasis => basis !== "consent"),
    // Beside it other details of the purpose may rest on consent.
    details: found.items.length > items.length ? items.map(({ label }) => label) : [],
  };
}
