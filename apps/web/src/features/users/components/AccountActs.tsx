import Link from "next/link";
import { getTranslations } from "next-intl/server";

interface AccountActsProps {
  readonly userId: string;
  readonly status: "active" | "suspended" | "closed";
  /** Whether the use of what is stored is restricted. */
  readonly restricted: boolean;
  /** Whether it is the administrator's own account. */
  readonly own: boolean;
  readonly act: (data: FormData) => Promise<void>;
}

/** The actions on an account. Those that take something away ask first, on a separate page. */
export async function AccountActs({ userId, status, restricted, own, act }: AccountActsProps) {
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
      <Link className="button" href={`${path}/restrict`} prefetch={false}>
        {t(restricted ? "acts.endRestriction" : "acts.restrict")}
      </Link>
      <Link className="button" href={`${path}/archive`} prefetch={false}>
        {t("acts.archive")}
      </Link>
      <Link className="button" href={`${path}/close`} prefetch={false}>
        {t("acts.close")}
      </Link>
    </>
  );
}
