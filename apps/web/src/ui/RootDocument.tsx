import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { findLanguage } from "@/platform/i18n/languages";
import { previewFrame } from "@/platform/i18n/preview-frame";
import { requestedPathHeader } from "@/platform/links/return-path";
import { mono, sans } from "./styles/fonts";
import "./styles/index.css";

export async function rootMetadata(): Promise<Metadata> {
  return { title: "Assent", referrer: "same-origin", robots: { index: false, follow: false }, icons: "/icon.svg" };
}

export const rootViewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

/**
 * The document around every page, for every root layout. The consent page has a root layout of its own, because the
 * browser then loads what comes after it as a new document: docs/decisions/0036-the-decision-is-a-server-action.md.
 */
export async function RootDocument({ children }: { readonly children: ReactNode }) {
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
