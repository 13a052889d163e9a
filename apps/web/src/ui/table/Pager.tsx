import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "../Icon";

interface PagerProps {
  /** Where the list begins; null on its first page. */
  readonly first: string | null;
  /** Null on the last page. */
  readonly next: string | null;
}

/** From page to page of a list that is too long to be counted. Backwards is the browser's own button. */
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
