import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";

const problems = ["cancelled", "interrupted", "failed", "unknown-provider", "too-many"] as const;

export async function SignInFailureMessage({
  problem,
  reference,
}: {
  readonly problem?: string | undefined;
  readonly reference?: string | undefined;
}) {
  const known = problems.find((code) => code === problem);
  if (!known) return null;
  const [t, common] = await Promise.all([getTranslations("sign-in.problems"), getTranslations("common")]);
  return (
    <Message tone="warning" role="alert" title={t(`${known}.title`)}>
      {t(`${known}.text`)}
      {reference && /^[0-9A-F]{8}$/.test(reference) && <p>{common("reference", { reference })}</p>}
    </Message>
  );
}
