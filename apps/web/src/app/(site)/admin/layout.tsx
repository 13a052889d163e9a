import type { ReactNode } from "react";
import { AdminFrame } from "@/features/navigation/components/AdminFrame";
import "@/ui/styles/admin.css";
import { requireAdministrator } from "@/platform/access";
import { currentOrganisation } from "@/platform/organisation";
import { myName } from "@/features/users/queries";
import { readPaletteAction } from "@/features/navigation/actions";
import { searchUsersAction } from "@/features/users/actions";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  // Each page checks the role itself, because a layout is not rendered again with every page below it.
  await requireAdministrator();
  const [{ displayName }, person] = await Promise.all([currentOrganisation(), myName()]);
  return (
    <AdminFrame organisation={displayName} person={person} load={readPaletteAction} find={searchUsersAction}>
      {children}
    </AdminFrame>
  );
}
