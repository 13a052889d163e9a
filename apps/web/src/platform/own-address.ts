import "server-only";
import { headers } from "next/headers";
import { env } from "./env";
import { clientAddress } from "./client-network";

/** From where this request came, or null where no proxy of ours says so. */
export const requestAddress = async (): Promise<string | null> =>
  clientAddress((await headers()).get("x-forwarded-for"), env().trustedProxies);
