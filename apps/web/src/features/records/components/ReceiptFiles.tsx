import { getTranslations } from "next-intl/server";

const files = ["kantara.json", "iso27560.json", "receipt.jws"] as const;

/** The receipt to take along, in the forms that machines read. `base`: address of its page. */
export async function ReceiptFiles({ base }: { readonly base: string }) {
  const t = await getTranslations("receipt.files");
  return (
    <nav className="receipt-files" aria-label={t("label")}>
      <ul>
        {files.map((file) => (
          <li key={file}>
            <a href={`${base}/${file}`} download>
              {t(file.replace(".", "-") as "kantara-json" | "iso27560-json" | "receipt-jws")}
            </a>
          </li>
        ))}
        <li>
          <a href="/verify">{t("verify")}</a>
        </li>
      </ul>
    </nav>
  );
}
