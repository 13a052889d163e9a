import "server-only";
import { getTranslations } from "next-intl/server";

/** The words for an event's type, in every list of the administration; the type itself if it has none. */
export async function eventWords(): Promise<(type: string) => string> {
  const words = await getTranslations("admin.overview.event");
  return (type) => (words.has(type) ? words(type) : type);
}
