import Link from "next/link";
import { getTranslations } from "next-intl/server";

interface AccountActsProps {
  readonly userId: string;
  readonly status: "active" | "suspended" | "closed";
  /** Whether it is the account of whoever is looking. */
  readonly own: boolean;
  readonly act: (data: FormData) => Promise<void>;
}

/** What can be done with an account. What takes something from somebody asks on a page of its own. */
export async function AccountActs({ userId, status, own, act }: AccountActsProps) {
  const t = await getTranslations("admin-users");
  if (status === "closed") return null;
  if (own) {
    return (
      <p className="text-muted">
        {t("acts.own")} <a href="/me">{t("acts.myData")}</a>
      </p>
    );
  }
  const path = `/admin/users/${userId}`;
  return (
    <>
      {status === "active" ? (
        <Link className="button" href={`${path}/suspend`} prefetch={false}>
          {t("acts.suspend")}
        </Link>
      ) : (
        <form action={act}>
          <input type="hidden" name="user" value={userId} />
          <button className="button" type="submit" name="what" value="restore">
            {t("acts.restore")}
          </button>
        </form>
      )}
      <Link className="button" href={`${path}/close`} prefetch={false}>
        {t("acts.close")}
      </Link>
    </>
  );
}
