import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { findLanguage } from "@/platform/i18n/languages";
import { previewFrame } from "@/platform/i18n/preview-frame";
import { requestedPathHeader } from "@/platform/links/return-path";
import { mono, sans } from "@/ui/styles/fonts";
import "@/ui/styles/index.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: "Assent", referrer: "same-origin", robots: { index: false, follow: false }, icons: "/icon.svg" };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // The script nonce differs for each request, so no page may be prerendered.
  await connection();
  const language = await getLocale();
  const t = await getTranslations("common");
  const preview = previewFrame((await headers()).get(requestedPathHeader));
  return (
    <html
      lang={language}
      dir={findLanguage(language)?.direction ?? "ltr"}
      className={`${sans.variable} ${mono.variable}`}
      data-theme={preview?.theme}
    >
      {/* Controls in a preview cannot be pressed, focused or sent. */}
      <body inert={preview !== null}>
        <a
          className="absolute start-2 top-2 z-2 rounded-6 border border-control bg-surface px-4 py-3 not-focus:-top-24 print:hidden"
          href="#main"
        >
          {t("skip")}
        </a>
        {children}
      </body>
    </html>
  );
}
