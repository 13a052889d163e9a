import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "../Icon";

interface PagerProps {
  /** The path of the first page; null on that page. */
  readonly first: string | null;
  /** Null on the last page. */
  readonly next: string | null;
}

/** Moves through a list that is too long to be counted. The browser's Back button goes backwards. */
export async function Pager({ first, next }: PagerProps) {
  const t = await getTranslations("admin-lists");
  if (first === null && next === null) return null;
  return (
    <nav className="flex gap-2" aria-label={t("pages")}>
      {first !== null && (
        <Link className="button" href={first} prefetch={false}>
          {t("first")}
        </Link>
      )}
      {next !== null && (
        <Link className="button" href={next} prefetch={false} rel="next">
          {t("next")}
          <Icon name="fold" />
        </Link>
      )}
    </nav>
  );
}
