import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { FootRow } from "@/ui/form/FootRow";

interface NextStepProps {
  readonly provider: { readonly id: string; readonly name: string; readonly enabled: boolean };
  /** Whether a test has just shown that people can sign in through it. */
  readonly works: boolean;
  /** Enables the provider that the form names. */
  readonly enable: (form: FormData) => Promise<void>;
}

/** What can follow a test: enable the provider, sign in, or change the connection. */
export async function NextStep({ provider: { id, name, enabled }, works, enable }: NextStepProps) {
  const t = await getTranslations("setup.test");
  return (
    <FootRow>
      {works && !enabled && (
        <form action={enable}>
          <input type="hidden" name="provider" value={id} />
          <button className="button button-primary" type="submit" name="enabled" value="on">
            {t("enable", { provider: name })}
          </button>
        </form>
      )}
      {enabled && (
        <Link className={works ? "button button-primary" : "button"} href="/setup/sign-in" prefetch={false}>
          {t("goOn")}
        </Link>
      )}
      <Link className="button button-quiet" href={`/setup/provider/${id}`} prefetch={false}>
        {t("change")}
      </Link>
    </FootRow>
  );
}
