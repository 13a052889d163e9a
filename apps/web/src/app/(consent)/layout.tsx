import type { ReactNode } from "react";
import { RootDocument } from "@/ui/RootDocument";

export { rootMetadata as generateMetadata, rootViewport as viewport } from "@/ui/RootDocument";

/**
 * Only of the pages that show what a provider sent. From one root layout to another a browser loads a new document, so
 * nothing of these pages stays in it: https://nextjs.org/docs/app/api-reference/file-conventions/route-groups#caveats
 */
export default function ConsentLayout({ children }: { children: ReactNode }) {
  return <RootDocument>{children}</RootDocument>;
}
