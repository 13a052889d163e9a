import type { NextConfig } from "next";
import { PHASE_PRODUCTION_SERVER } from "next/constants.js";

const config: NextConfig = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // Types and lint have their own command, `npm run check`; a build that only builds keeps `npm start` fast.
  typescript: { ignoreBuildErrors: true },
  // The optimiser would fetch and keep copies of whatever an image URL names.
  images: { unoptimized: true },
  // Bundled, pages and route handlers would each have a copy of their own.
  serverExternalPackages: ["postgres", "oidc-provider"],
  experimental: {
    // The largest forms take a signed receipt, with the texts of every purpose in it, and the purpose editor, whose answer
    // carries what was typed a second time: about 100 KB at the longest. Everything above is not ours.
    serverActions: { bodySizeLimit: "128kb" },
  },
};

/**
 * The plugin of next-intl is for builds. It loads a native compiler, which unpacks itself into a cache directory, and a
 * server that only serves may have nothing to write to.
 */
export default async function nextConfig(phase: string): Promise<NextConfig> {
  if (phase === PHASE_PRODUCTION_SERVER) return config;
  const { default: createNextIntlPlugin } = await import("next-intl/plugin");
  return createNextIntlPlugin("./src/platform/i18n/request.ts")(config);
}
