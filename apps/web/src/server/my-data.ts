import "server-only";
import { catalogue } from "@assent/database/attributes";
import { getUser, type UserDetail } from "@assent/database/people";
import { getLocale } from "next-intl/server";
import { requirePerson } from "./access";
import { database } from "./database";
import { type HeldPurpose, heldPurposes } from "./held-purposes";
import { organisation } from "./organisation";

export interface MyData {
  readonly purposes: readonly HeldPurpose[];
  readonly valueCount: number;
  readonly identities: readonly { readonly providerName: string; readonly since: Date }[];
  readonly receipts: UserDetail["receipts"];
  readonly createdAt: Date;
}

/** Everything that is stored about the person of this request, and nothing about anybody else. */
export async function myData(): Promise<MyData> {
  const { id } = await requirePerson();
  const language = await getLocale();
  const [user, attributes, controller] = await Promise.all([
    getUser(database().orm, id),
    catalogue(database().orm, language),
    organisation(),
  ]);
  if (!user) throw new Error("The signed-in account does not exist");
  return {
    purposes: heldPurposes(user, (key) => attributes.get(key)?.label ?? key, [language, controller.defaultLanguage]),
    valueCount: user.values.length,
    identities: user.identities.map(({ provider, createdAt }) => ({ providerName: provider.name, since: createdAt })),
    receipts: user.receipts,
    createdAt: user.createdAt,
  };
}
