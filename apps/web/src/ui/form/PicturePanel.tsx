import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Panel } from "../Panel";

interface PicturePanelProps {
  readonly title: string;
  /** Where people see it. */
  readonly text: string;
  /** What people see without one. */
  readonly none: string;
  /** The address that the form is posted to. */
  readonly action: string;
  /** The hash of the current picture; null if there is none. */
  readonly hash: string | null;
  /** The picture as people see it. */
  readonly children: ReactNode;
}

/** A picture as people see it, and forms to set or remove it; plain forms, because one sends a file. */
export async function PicturePanel({ title, text, none, action, hash, children }: PicturePanelProps) {
  const t = await getTranslations("admin.picture");
  const form = { action, method: "post", encType: "multipart/form-data" };
  const base = <input type="hidden" name="base" value={hash ?? ""} />;
  return (
    <Panel id="logo" title={title} text={`${text} ${t("rule")}`}>
      <div className="panel-body">
        <div className="field">
          {children}
          {hash === null && <p className="hint">{none}</p>}
        </div>
        <form className="field" {...form}>
          {base}
          <label htmlFor="file">{t("file")}</label>
          <input id="file" name="file" type="file" accept="image/png,image/jpeg,image/webp" required />
          <div className="mt-3 mb-4">
            <button className="button" type="submit" name="do" value="upload">
              {t("upload")}
            </button>
          </div>
        </form>
        {hash !== null && (
          <form className="field" {...form}>
            {base}
            <button className="button" type="submit" name="do" value="remove">
              {t("remove")}
            </button>
          </form>
        )}
      </div>
    </Panel>
  );
}
