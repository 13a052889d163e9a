import "server-only";
import type { Application } from "@assent/database/applications/applications";
import { catalogue } from "@assent/database/attributes/attributes";
import { getLocale } from "next-intl/server";
import { apiAddress } from "@/applications/api/api";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { releasingPurposes } from "../release/queries";
import { unmetNeeds } from "../release/unmet-needs";
import { type ProductName, productNames, type ProductSetup, productSetup } from "./products";

/** What an application is set up with. */
export interface SetUp {
  readonly values: readonly { readonly name: "issuer" | "clientId" | "discovery"; readonly value: string }[];
  /** The address of the API, for an application that can prove who it is. */
  readonly api: readonly { readonly name: "token" | "apiAddress" | "openapi"; readonly value: string }[];
  /** The products to choose from; none for an application that is not on a server. */
  readonly products: readonly ProductName[];
  /** The chosen one. */
  readonly product: ProductSetup | null;
  /** Labels of what it needs, and no live purpose releases to the application. */
  readonly missing: readonly string[];
  /** Labels of what it needs, and people may refuse. */
  readonly optional: readonly string[];
}

/** `chosen` comes from an address. The metadata are where OpenID Connect Discovery 1.0, section 4, has them. */
export async function setUpOf(application: Application, chosen: string | undefined): Promise<SetUp> {
  await requireAdministrator();
  const issuer = env().origin;
  const discovery = `${issuer}/.well-known/openid-configuration`;
  const products = application.kind === "web" ? productNames : [];
  const name = products.find((known) => known === chosen);
  const product = name ? productSetup(name, application, { issuer, discovery }) : null;
  const [purposes, attributes] = await Promise.all([
    product && product.needs.length > 0 ? releasingPurposes(application.id) : [],
    catalogue(database().orm, await getLocale()),
  ]);
  const { missing, optional } = unmetNeeds(product?.needs ?? [], purposes);
  const labels = (keys: readonly string[]) => keys.map((key) => attributes.get(key)?.label ?? key);
  return {
    values: [
      { name: "issuer", value: issuer },
      { name: "clientId", value: application.clientId },
      { name: "discovery", value: discovery },
    ],
    api:
      application.authMethod === "none"
        ? []
        : [
            { name: "token", value: `${issuer}/oidc/token` },
            { name: "apiAddress", value: apiAddress() },
            { name: "openapi", value: `${apiAddress()}/openapi.json` },
          ],
    products,
    product,
    missing: labels(missing),
    optional: labels(optional),
  };
}
