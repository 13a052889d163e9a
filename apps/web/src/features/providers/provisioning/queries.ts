import "server-only";
import { catalogue } from "@assent/database/attributes/attributes";
import { listPurposes } from "@assent/database/purposes/purposes";
import { getLocale } from "next-intl/server";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

/** The purposes that a provider can ask for, in order: all that are not archived. */
export async function purposesToChoose(): Promise<{ readonly id: string; readonly name: string }[]> {
  await requireAdministrator();
  const purposes = await listPurposes(database().orm);
  return purposes.filter(({ status }) => status !== "archived").map(({ id, name }) => ({ id, name }));
}

interface ListedAttribute {
  readonly key: string;
  readonly label: string;
  readonly sensitive: boolean;
  readonly mapped: boolean;
}

/** The catalogue in order, with what to consider before an attribute is listed for this provider. */
export async function attributesToList(mapped: ReadonlySet<string>): Promise<ListedAttribute[]> {
  await requireAdministrator();
  const attributes = await catalogue(database().orm, await getLocale());
  return [...attributes.values()].map(({ key, label, sensitive }) => ({
    ...{ key, label, sensitive },
    mapped: mapped.has(key),
  }));
}
