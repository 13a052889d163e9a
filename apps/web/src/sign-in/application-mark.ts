import "server-only";
import { findApplicationLogo } from "@assent/database/applications/application-logos";
import type { Application } from "@assent/database/applications/applications";
import type { Picture } from "@assent/database/settings/picture";
import { database } from "@/platform/database";
import { letterMark, type LetterMarkFacts } from "@/platform/pictures/letter-mark";
import { isId } from "@/platform/request-input";

/** An application as people see it: by its name, with its mark. */
export type MarkedApplication = Pick<Application, "id" | "name" | "logoHash">;

export const applicationMark = ({ id, name, logoHash }: MarkedApplication): LetterMarkFacts =>
  letterMark({ name, letters: null, address: `/api/applications/${id}/logo`, hash: logoHash });

/** The logo of an application, which everyone may see; null if it has none. */
export const applicationPicture = async (id: string): Promise<Picture | null> =>
  isId(id) ? findApplicationLogo(database().orm, id) : null;
