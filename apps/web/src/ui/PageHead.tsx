import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface PageHeadProps {
  /** A line above the title that shows progress. */
  readonly before?: ReactNode;
  readonly title: ReactNode;
  /** Beside the title: a status, a version. */
  readonly mark?: ReactNode;
  readonly lead?: ReactNode;
  /** The parent pages, and the name of this one below them. */
  readonly above?: readonly { readonly href: string; readonly text: string }[];
  readonly here?: ReactNode;
  /** Links and buttons on the far side. */
  readonly acts?: ReactNode;
}

const line = "mt-0.5 max-w-[65ch] text-muted";

/** The head of a page: its place, its title, and its actions. */
export async function PageHead({ before, title, mark, lead, above, here, acts }: PageHeadProps) {
  const t = await getTranslations("admin.nav");
  return (
    <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div>
        {above && (
          <nav aria-label={t("breadcrumb")}>
            <ol className="flex flex-wrap gap-x-1 text-muted">
              {above.map(({ href, text }) => (
                <li className="inline-flex items-center gap-1" key={href}>
                  <Link
                    className="inline-flex min-h-6 items-center text-inherit decoration-transparent hover:text-text hover:decoration-current"
                    href={href}
                    prefetch={false}
                  >
                    {text}
                  </Link>
                  <Icon name="fold" />
                </li>
              ))}
              <li className="inline-flex items-center" aria-current="page">
                {here ?? title}
              </li>
            </ol>
          </nav>
        )}
        {before && <p className={line}>{before}</p>}
        <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-22 tracking-22">
          {title}
          {mark && (
            <>
              {" "}
              <span className="text-14 font-normal tracking-normal text-muted">{mark}</span>
            </>
          )}
        </h1>
        {lead && <p className={line}>{lead}</p>}
      </div>
      {acts && <div className="flex flex-wrap items-center gap-2">{acts}</div>}
    </div>
  );
}
