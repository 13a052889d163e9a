import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { FormState, PostedForm } from "@/ui/form/form-state";
import { NamedView } from "./NamedView";

interface RecordViewsProps {
  readonly views: readonly { readonly id: string; readonly name: string; readonly search: string }[];
  /** The current filter; "" for none. */
  readonly search: string;
  readonly save: PostedForm<FormState>;
}

/** The saved views of this administrator, and a form that saves the current filter. */
export async function RecordViews({ views, search, save }: RecordViewsProps) {
  const t = await getTranslations("admin-records.views");
  const isKept = views.some((view) => view.search === search);
  if (views.length === 0 && search === "") return null;
  return (
    <section className="mb-4 grid gap-3" aria-label={t("title")}>
      {views.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {views.map(({ id, name, search: kept }) => (
            <li key={id}>
              <Link
                className="button aria-[current]:border-accent aria-[current]:bg-accent-soft"
                href={`/admin/records?${kept}`}
                prefetch={false}
                aria-current={kept === search ? "true" : undefined}
              >
                <bdi>{name}</bdi>
              </Link>
            </li>
          ))}
          <li>
            <Link className="button button-quiet" href="/admin/records/views" prefetch={false}>
              {t("manage")}
            </Link>
          </li>
        </ul>
      )}
      {search !== "" && !isKept && (
        <NamedView
          key={search}
          action={save}
          about={{ search }}
          name=""
          label={t("name")}
          buttons={[{ value: "save", text: t("save") }]}
        />
      )}
    </section>
  );
}
