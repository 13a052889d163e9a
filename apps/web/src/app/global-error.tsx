"use client";

import { FailedPage } from "@/components/FailedPage";
import { mono, sans } from "@/styles/fonts";
import "@/styles/index.css";

/** As error.tsx, for when the layout itself failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" className={`${sans.variable} ${mono.variable}`}>
      <body>
        <FailedPage reference={error.digest} language="en" />
      </body>
    </html>
  );
}
