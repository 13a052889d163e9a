import "server-only";
import { providerFetch } from "./provider-config";

/**
 * Whether the provider answers this request with a client error. We send it ourselves first, because in the browser
 * the person would end on an error page. A redirect is fine, and no answer proves nothing.
 */
export async function refusesAtOnce(address: string): Promise<boolean> {
  const response = await providerFetch()(address).catch(() => null);
  return response !== null && response.status >= 400 && response.status < 500;
}
