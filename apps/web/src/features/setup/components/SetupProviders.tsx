import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { SetupFacts } from "../steps";

interface SetupProvidersProps extends Pick<SetupFacts, "providers"> {
  /** The id of the one that is shown, or "new". */
  readonly here: string;
  /** Below the address of each. */
  readonly page?: "/test";
}

/** The providers that are connected by now; nothing while there is none. */
export async function SetupProviders({ providers, here, page }: SetupProvidersProps) {
  const t = await getTranslations("setup");
  if (providers.length === 0) return null;
  return (
    <nav className="tabs" aria-label={t("providers")}>
      <ul>
        {providers.map(({ id, name }) => (
          <li key={id}>
            <Link
              href={`/setup/provider/${id}${page ?? ""}`}
              prefetch={false}
              aria-current={id === here ? "page" : undefined}
            >
              <bdi>{name}</bdi>
            </Link>
          </li>
        ))}
        <li>
          <Link href="/setup/provider/new" prefetch={false} aria-current={here === "new" ? "page" : undefined}>
            {t("another")}
          </Link>
        </li>
      </ul>
    </nav>
  );
}
