import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface PageHeadProps {
  readonly title: ReactNode;
  /** Beside the title: a status, a version. */
  readonly mark?: ReactNode;
  readonly lead?: ReactNode;
  /** The pages above this one, and what this one is called there. */
  readonly above?: readonly { readonly href: string; readonly text: string }[];
  readonly here?: ReactNode;
  /** Links and buttons on the far side. */
  readonly acts?: ReactNode;
}

/** Where one is, what this page is called, and what can be done with it. */
export async function PageHead({ title, mark, lead, above, here, acts }: PageHeadProps) {
  const t = await getTranslations("admin.nav");
  return (
    <div className="page-head">
      <div>
        {above && (
          <nav className="crumbs" aria-label={t("breadcrumb")}>
            <ol>
              {above.map(({ href, text }) => (
                <li key={href}>
                  <Link href={href} prefetch={false}>
                    {text}
                  </Link>
                  <Icon name="fold" />
                </li>
              ))}
              <li aria-current="page">{here ?? title}</li>
            </ol>
          </nav>
        )}
        <h1>
          {title}
          {mark && <> {mark}</>}
        </h1>
        {lead && <p>{lead}</p>}
      </div>
      {acts && <div className="page-acts">{acts}</div>}
    </div>
  );
}
