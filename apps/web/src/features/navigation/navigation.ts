import type { IconName } from "@/ui/Icon";

/** A page in the navigation of the administration. */
export interface NavigationItem {
  readonly href: string;
  /** A key of the messages `admin.nav`. */
  readonly key:
    | "overview"
    | "resident"
    | "identityProviders"
    | "applications"
    | "attributes"
    | "purposes"
    | "records"
    | "users"
    | "audit"
    | "ledger"
    | "settings";
  readonly icon: IconName;
  /** A path elsewhere that belongs to the page. */
  readonly also?: string;
  readonly exact?: true;
}

/** The navigation in order; the palette lists the same pages. Groups with a name have a heading. */
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
      { href: "/admin/applications", key: "applications", icon: "applications" },
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
