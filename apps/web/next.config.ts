import type { NextConfig } from "next";
import { PHASE_PRODUCTION_SERVER } from "next/constants.js";

const config: NextConfig = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // Types and lint have their own command, `npm run check`; the build leaves them out, so that `npm start` is fast.
  typescript: { ignoreBuildErrors: true },
  // The optimiser would fetch and keep copies of anything that an image URL names.
  images: { unoptimized: true },
  // If they were bundled, pages and route handlers would each have a separate copy.
  serverExternalPackages: ["postgres", "oidc-provider"],
  experimental: {
    // The largest forms take a signed receipt, with the texts of every purpose in it, and the purpose editor, whose
    // answer contains what was typed a second time: about 100 KB at most. Our pages send nothing larger.
    serverActions: { bodySizeLimit: "128kb" },
    // With several root layouts there is no layout for an address without a page: src/app/global-not-found.tsx.
    globalNotFound: true,
  },
};

/**
 * next-intl's plugin is only for builds. It loads a native compiler that unpacks itself into a cache directory, and a
 * running server may have no directory to write to.
 */
export default async function nextConfig(phase: string): Promise<NextConfig> {
  if (phase === PHASE_PRODUCTION_SERVER) return config;
  const { default: createNextIntlPlugin } = await import("next-intl/plugin");
  return createNextIntlPlugin("./src/platform/i18n/request.ts")(config);
}
