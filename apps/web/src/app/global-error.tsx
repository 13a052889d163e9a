"use client";

import { FailedPage } from "@/ui/FailedPage";
import { mono, sans } from "@/ui/styles/fonts";
import "@/ui/styles/index.css";

/** Like error.tsx, for when the layout itself failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" className={`${sans.variable} ${mono.variable}`}>
      <body>
        <FailedPage reference={error.digest} language="en" />
      </body>
    </html>
  );
}
