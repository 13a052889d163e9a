import { getTranslations } from "next-intl/server";
import type { SearchParams } from "@/platform/request-input";
import { ReferencePage } from "@/ui/ReferencePage";

export const generateMetadata = async () => ({ title: (await getTranslations("errors.unavailable"))("title") });

/**
 * Shown when the database cannot serve, and needs nothing of it: see platform/error-page.ts. The proxy sets the status, 503,
 * and after how long a browser may try again.
 */
export default function Unavailable({ searchParams }: { searchParams: SearchParams }) {
  return <ReferencePage what="unavailable" searchParams={searchParams} />;
}
