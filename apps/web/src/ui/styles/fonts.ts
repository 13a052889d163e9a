import localFont from "next/font/local";

// Fonts are served from here, so that a page loads nothing from another site. The licence (OFL) is in the package
// geist.
export const sans = localFont({
  src: "../../../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  variable: "--font-geist-sans",
  weight: "100 900",
  display: "swap",
});

/** Identifiers only; pages that have none do not load it. */
export const mono = localFont({
  src: "../../../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  display: "swap",
  preload: false,
});
