import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { Icon } from "@/ui/Icon";
import { Panel } from "@/ui/Panel";
import { shortId } from "@/ui/table/references";

interface ClosedAccountFormProps {
  readonly reference: string | undefined;
  /** Whether no closed account has this reference. */
  readonly isMissing: boolean;
}

export async function ClosedAccountForm({ reference, isMissing }: ClosedAccountFormProps) {
  const t = await getTranslations("admin-users.closed");
  return (
    <form className="panel mb-6 max-w-form p-5" action="/admin/users/closed">
      <div className="field">
        <label htmlFor="reference">{t("reference")}</label>
        {isMissing && (
          <p className="field-problem" id="reference-problem" role="alert">
            <Icon name="alert" />
            {t("unknown")}
          </p>
        )}
        <input
          className="input mono max-w-56"
          id="reference"
          name="reference"
          defaultValue={reference}
          placeholder="u-8f2c-71d0"
          maxLength={20}
          required
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isMissing || undefined}
          aria-describedby={isMissing ? "reference-problem reference-hint" : "reference-hint"}
        />
        <p className="hint" id="reference-hint">
          {t("referenceHint")}
        </p>
      </div>
      <button className="button mt-4" type="submit">
        {t("find")}
      </button>
    </form>
  );
}

interface FoundClosedAccountProps {
  readonly account: {
    readonly id: string;
    readonly createdAt: Date;
    readonly closedAt: Date;
    readonly providers: readonly string[];
  };
  readonly release: (data: FormData) => Promise<void>;
}

export async function FoundClosedAccount({ account, release }: FoundClosedAccountProps) {
  const [t, language] = await Promise.all([getTranslations("admin-users.closed"), getLocale()]);
  const { id, createdAt, closedAt, providers } = account;
  const month = datesOf(language).month;
  return (
    <Panel id="found" title={shortId(id)} text={t("facts", { created: month(createdAt), closed: month(closedAt) })}>
      <form className="panel-body" action={release}>
        <input type="hidden" name="user" value={id} />
        {providers.length === 0 ? (
          <p>{t("open")}</p>
        ) : (
          <>
            <p>{t("text", { providers: new Intl.ListFormat(language).format(providers) })}</p>
            <button className="button button-primary mt-4" type="submit">
              {t("release")}
            </button>
          </>
        )}
      </form>
    </Panel>
  );
}
