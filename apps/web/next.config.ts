import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // Types and lint have their own command, `npm run check`; a build that only builds keeps `npm start` fast.
  typescript: { ignoreBuildErrors: true },
  // The optimiser would fetch and keep copies of whatever an image URL names.
  images: { unoptimized: true },
  // Both load files beside themselves (WebAssembly, a worker), which a bundle does not carry.
  serverExternalPackages: ["@electric-sql/pglite", "postgres"],
  experimental: {
    // The largest forms take a signed receipt, with the texts of every purpose in it, and the purpose editor, whose answer
    // carries what was typed a second time: about 100 KB at the longest. Everything above is not ours.
    serverActions: { bodySizeLimit: "128kb" },
  },
};

export default createNextIntlPlugin("./src/platform/i18n/request.ts")(config);
