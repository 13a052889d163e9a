import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { lengthOf, oneOf, sha256 } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";

export const logoTypes = ["image/png", "image/jpeg", "image/webp"] as const;

/** A picture for a provider, where it has one. Small, so that it is text: both engines read it alike. */
export const providerLogo = pgTable(
  "provider_logo",
  {
    providerId: uuid()
      .primaryKey()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
    type: text({ enum: logoTypes }).notNull(),
    /** In base64. */
    picture: text().notNull(),
    /** SHA-256 of the picture, which its address names, so that a browser can keep it. */
    hash: text().notNull(),
  },
  (table) => [
    oneOf("provider_logo_type_known", table.type, logoTypes),
    lengthOf("provider_logo_picture_length", table.picture, 1, 100_000),
    sha256("provider_logo_hash_shape", table.hash),
  ],
);
