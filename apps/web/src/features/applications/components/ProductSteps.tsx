import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";
import { Panel } from "@/ui/Panel";

interface ProductStepsProps {
  readonly application: { readonly id: string; readonly name: string };
  readonly product: {
    readonly name: string;
    readonly paste: string;
    readonly redirectUri: string;
    readonly problems: readonly ("redirect-uri" | "id-token" | "pkce")[];
  };
  /** Labels of details that it needs and no live purpose releases to it. */
  readonly missing: readonly string[];
  /** Labels of details that it needs and people may refuse. */
  readonly optional: readonly string[];
}

/** What to enter in a product, and what does not fit yet. */
export async function ProductSteps({ application, product, missing, optional }: ProductStepsProps) {
  const t = await getTranslations("admin-applications.product");
  const list = new Intl.ListFormat("en");
  const { id, name } = application;
  const { problems, redirectUri, paste } = product;
  const words = { product: t(`name.${product.name}`), name, uri: redirectUri };
  return (
    <>
      {(problems.length > 0 || missing.length > 0) && (
        <div className="mb-6 max-w-form">
          <Message tone="warning" title={t("notYet", words)}>
            <ul className="my-2 list-disc ps-5 wrap-anywhere">
              {problems.map((problem) => (
                <li key={problem}>
                  {t.rich(`problem.${problem}`, { ...words, code: (text) => <code>{text}</code> })}{" "}
                  <Link href={`/admin/applications/${id}`} prefetch={false}>
                    {t("toSettings")}
                  </Link>
                </li>
              ))}
              {missing.length > 0 && (
                <li>
                  {t("missing", { ...words, details: list.format(missing) })}{" "}
                  <Link href={`/admin/applications/${id}/purposes`} prefetch={false}>
                    {t("toPurposes")}
                  </Link>
                </li>
              )}
            </ul>
          </Message>
        </div>
      )}
      {optional.length > 0 && (
        <div className="mb-6 max-w-form">
          <Message>{t("optional", { ...words, details: list.format(optional) })}</Message>
        </div>
      )}
      <Panel id="product" title={t("paste", words)} text={t(`help.${product.name}`)} className="max-w-form">
        <div className="panel-body">
          <pre className="rounded-6 border border-border bg-sunken p-3 text-12/5 wrap-anywhere whitespace-pre-wrap">
            <code>{paste}</code>
          </pre>
        </div>
      </Panel>
    </>
  );
}
