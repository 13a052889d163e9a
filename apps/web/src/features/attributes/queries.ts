import "server-only";
import {
  type EditedAttribute,
  findAttribute,
  type ListedAttribute,
  listAttributes,
} from "@assent/database/attributes/attribute-editing";
import { getLocale } from "next-intl/server";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

export type { EditedAttribute, ListedAttribute };

/** The whole catalogue in the order of the chooser. */
export async function attributeListing(): Promise<ListedAttribute[]> {
  await requireAdministrator();
  return listAttributes(database().orm, await getLocale());
}

/** One attribute with everything that refers to it, or null. `key` comes from an address and is not trusted. */
export async function editedAttribute(key: string): Promise<EditedAttribute | null> {
  await requireAdministrator();
  return /^[\w:-]{1,63}$/.test(key) ? findAttribute(database().orm, key, await getLocale()) : null;
}
