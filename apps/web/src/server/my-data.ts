import "server-only";
import { catalogue } from "@assent/database/attributes";
import { getUser, type UserDetail } from "@assent/database/people";
import { livePurposes } from "@assent/database/purposes";
import { listSessions, type OwnSession } from "@assent/database/sessions";
import { getLocale } from "next-intl/server";
import { ownSession } from "@/sign-in/own-session";
import { requirePerson } from "./access";
import { database } from "./database";
import { type HeldPurpose, heldPurposes } from "./held-purposes";
import { organisation } from "./organisation";

export interface MyData {
  readonly purposes: readonly HeldPurpose[];
  readonly valueCount: number;
  readonly identities: readonly {
    readonly providerName: string;
    readonly slug: string;
    /** What the provider calls the person. */
    readonly subject: string;
    readonly since: Date;
  }[];
  readonly lastSignInAt: Date | null;
  /** BCP 47, of the screen on which the account was made. */
  readonly language: string;
  readonly sessions: readonly OwnSession[];
  readonly receipts: UserDetail["receipts"];
  readonly createdAt: Date;
}

/** Everything that is stored about the person of this request, and nothing about anybody else. */
export async function myData(): Promise<MyData> {
  const { id } = await requirePerson();
  const language = await getLocale();
  const { orm } = database();
  const [user, attributes, controller, session] = await Promise.all([
    getUser(orm, id),
    catalogue(orm, language),
    organisation(),
    ownSession(),
  ]);
  if (!user) throw new Error("The signed-in account does not exist");
  const [provider] = user.identities.map((identity) => identity.provider);
  const [asked, sessions] = await Promise.all([
    provider ? livePurposes(orm, provider.id) : [],
    listSessions(orm, id, session?.tokenHash ?? ""),
  ]);
  const labelOf = (key: string) => attributes.get(key)?.label ?? key;
  return {
    purposes: heldPurposes({ ...user, asked }, labelOf, [language, controller.defaultLanguage]),
    sessions,
    valueCount: user.values.length,
    identities: user.identities.map(({ provider, subject, createdAt }) => ({
      providerName: provider.name,
      slug: provider.slug,
      subject,
      since: createdAt,
    })),
    lastSignInAt: user.lastSignInAt,
    language: user.language,
    receipts: user.receipts,
    createdAt: user.createdAt,
  };
}
