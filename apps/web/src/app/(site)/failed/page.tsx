import { getTranslations } from "next-intl/server";
import type { SearchParams } from "@/platform/request-input";
import { ReferencePage } from "@/ui/ReferencePage";

export const generateMetadata = async () => ({ title: (await getTranslations("errors.failed"))("title") });

/** Shown when a page could not be rendered: see platform/error-page.ts. The proxy sets the status, 500. */
export default function Failed({ searchParams }: { searchParams: SearchParams }) {
  return <ReferencePage what="failed" searchParams={searchParams} />;
}
