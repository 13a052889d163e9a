import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { RecentSignIn } from "@/ui/form/RecentSignIn";
import { shortId } from "@/ui/table/references";

interface UserActHeadProps {
  readonly userId: string;
  readonly title: string;
  readonly lead?: string;
  /** The name of this page below the person's. */
  readonly here: string;
}

/** The head of a page that asks before something is done to an account. All of these need a recent sign-in. */
export async function UserActHead({ userId, ...texts }: UserActHeadProps) {
  const list = await getTranslations("admin.users");
  const above = [
    { href: "/admin/users", text: list("title") },
    { href: `/admin/users/${userId}`, text: shortId(userId) },
  ];
  return (
    <>
      <PageHead {...texts} above={above} />
      <RecentSignIn />
    </>
  );
}
