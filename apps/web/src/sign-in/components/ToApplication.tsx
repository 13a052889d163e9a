import { getTranslations } from "next-intl/server";
import { LetterMark } from "@/ui/LetterMark";
import { applicationMark, type MarkedApplication } from "../application-mark";

/** Which application a sign-in leads to. */
export async function ToApplication({ application }: { readonly application: MarkedApplication }) {
  const t = await getTranslations("sign-in");
  return (
    <p className="flex items-center gap-3 text-muted [&_strong]:font-medium [&_strong]:text-text">
      <LetterMark mark={applicationMark(application)} small />
      <span>{t.rich("toApplication", { application: application.name, b: (text) => <strong>{text}</strong> })}</span>
    </p>
  );
}
