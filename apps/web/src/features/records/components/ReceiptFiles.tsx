import { getTranslations } from "next-intl/server";

const files = ["kantara.json", "iso27560.json", "receipt.jws", "ledger.tlog-proof"] as const;

const link = "inline-flex min-h-11 items-center";

/** Downloads of the receipt in machine-readable formats. `base` is the path of its page. */
export async function ReceiptFiles({ base }: { readonly base: string }) {
  const t = await getTranslations("receipt.files");
  return (
    <nav aria-label={t("label")}>
      <ul className="flex flex-wrap gap-x-4 text-14">
        {files.map((file) => (
          <li key={file}>
            <a className={link} href={`${base}/${file}`} download>
              {t(file.replace(".", "-") as "kantara-json" | "iso27560-json" | "receipt-jws" | "ledger-tlog-proof")}
            </a>
          </li>
        ))}
        <li>
          <a className={link} href="/verify">
            {t("verify")}
          </a>
        </li>
      </ul>
    </nav>
  );
}
