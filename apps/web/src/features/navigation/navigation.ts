import type { IconName } from "@/ui/Icon";

/** A page that the side of the administration leads to. */
export interface NavigationItem {
  readonly href: string;
  /** Its words: a key of the messages `admin.nav`. */
  readonly key:
    | "overview"
    | "resident"
    | "identityProviders"
    | "attributes"
    | "purposes"
    | "records"
    | "users"
    | "audit"
    | "ledger"
    | "settings";
  readonly icon: IconName;
  /** Pages elsewhere that belong to it. */
  readonly also?: string;
  readonly exact?: true;
}

/** What the side shows, in order, and what the palette goes to. Groups with a name have a heading. */
export const navigation: readonly {
  readonly name: "identity" | "consent" | null;
  readonly pages: readonly NavigationItem[];
}[] = [
  { name: null, pages: [{ href: "/admin", key: "overview", icon: "overview", exact: true }] },
  {
    name: "identity",
    pages: [
      { href: "/admin/resident", key: "resident", icon: "resident" },
      { href: "/admin/identity-providers", key: "identityProviders", icon: "key" },
      { href: "/admin/attributes", key: "attributes", icon: "attributes" },
    ],
  },
  {
    name: "consent",
    pages: [
      { href: "/admin/purposes", key: "purposes", icon: "purposes" },
      { href: "/admin/records", key: "records", icon: "records", also: "/admin/receipts" },
    ],
  },
  {
    name: null,
    pages: [
      { href: "/admin/users", key: "users", icon: "users" },
      { href: "/admin/audit", key: "audit", icon: "audit" },
      { href: "/admin/ledger", key: "ledger", icon: "link" },
      { href: "/admin/settings", key: "settings", icon: "settings" },
    ],
  },
];
