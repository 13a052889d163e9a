"use client";

import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import { useWatch } from "react-hook-form";
import { ConsentPurpose } from "@/components/ConsentPurpose";
import { Icon } from "@/components/Icon";
import type { Draft } from "./draft";
import { useScene } from "./EditorContext";
import { useNoticeWords } from "./notice-words";
import { previewNotice } from "./preview-notice";
import { sampleValue } from "./sample-value";

/** What people will see: the component of the consent page itself, with sample data, out of reach of mouse and keyboard. */
export function Preview() {
  const t = useTranslations("admin-editor.preview");
  return (
    <>
      <div className="preview-head">
        <h2>{t("title")}</h2>
        <div className="switch" role="radiogroup" aria-label={t("width")}>
          <label>
            <input type="radio" name="preview-width" value="desktop" />
            <Icon name="desktop" />
            {t("desktop")}
          </label>
          <label>
            <input type="radio" name="preview-width" value="mobile" defaultChecked />
            <Icon name="phone" />
            {t("mobile")}
          </label>
        </div>
      </div>
      <div className="stage">
        <PreviewSheet />
      </div>
      <p className="hint">{t("hint")}</p>
      <noscript>
        <p className="hint">{t("noScript")}</p>
      </noscript>
    </>
  );
}

function PreviewSheet() {
  const t = useTranslations("admin-editor.preview");
  const consent = useTranslations("consent");
  const { world } = useScene();
  const words = useNoticeWords();
  const sample = useTranslations("admin-editor.sample");
  const typeOf = (attribute: string) => world.attributes.find(({ key }) => key === attribute)?.type;
  const draft = useDeferredValue(useWatch<Draft>() as Draft);
  const purpose = previewNotice(draft, world, words, { name: t("name"), description: t("description") });
  const items = Object.fromEntries(
    purpose.items.map(({ id, attribute }) => [
      id,
      { value: sampleValue(sample, attribute, typeOf(attribute)), ticked: false },
    ]),
  );
  const labels = {
    details: consent("whyAsked", { organisation: world.organisation }),
    legalNote: consent("legalNote"),
    forPurpose: consent("forPurpose", { purpose: purpose.name }),
  };
  return (
    <div className="sheet" inert>
      <ConsentPurpose purpose={purpose} items={items} labels={labels} />
    </div>
  );
}
