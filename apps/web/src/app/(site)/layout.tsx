import type { ReactNode } from "react";
import { RootDocument } from "@/ui/RootDocument";

export { rootMetadata as generateMetadata, rootViewport as viewport } from "@/ui/RootDocument";

/** Of every page but the consent page. */
export default function SiteLayout({ children }: { children: ReactNode }) {
  return <RootDocument>{children}</RootDocument>;
}
