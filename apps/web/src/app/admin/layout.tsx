import type { ReactNode } from "react";
import { AdminFrame } from "@/components/admin/AdminFrame";
import "@/components/admin/admin.css";
import { requireAdministrator } from "@/server/access";
import { organisation } from "@/server/organisation";
import { ownName } from "@/server/people";
import { readPalette } from "./actions";
import { searchUsers } from "./users/actions";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  // Each page asks again: a layout is not drawn anew with every page below it.
  await requireAdministrator();
  const [{ displayName }, person] = await Promise.all([organisation(), ownName()]);
  return (
    <AdminFrame organisation={displayName} person={person} load={readPalette} find={searchUsers}>
      {children}
    </AdminFrame>
  );
}
