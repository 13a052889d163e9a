"use client";

import { useTranslations } from "next-intl";
import type { DiscoveredProvider as DiscoveredFacts } from "../discovered-provider";
import { Panel } from "@/ui/Panel";
import { mismatchesOf } from "../mismatches";

interface DiscoveredMetadataProps {
  readonly found: DiscoveredFacts;
  /** The current scopes of the form, for comparison. */
  readonly scopes: string;
  readonly tokenAuthMethod: string;
  readonly tokenAlgorithm: string;
}

/** The metadata that was found, and where the form does not match it. */
export function DiscoveredMetadata({ found, scopes, tokenAuthMethod, tokenAlgorithm }: DiscoveredMetadataProps) {
  const t = useTranslations("identity-providers.discovered");
  const mismatches = mismatchesOf(found, { scopes, tokenAuthMethod, tokenAlgorithm });
  const address = (text: string | null) => (text === null ? t("none") : <span className="mono">{text}</span>);
  const words = (list: readonly string[] | null) => (list === null ? t("unsaid") : <Words list={list} />);
  return (
    <Panel id="discovered" title={t("title")} text={<span role="status">{t("text", { issuer: found.issuer })}</span>}>
      <div className="panel-body">
        {found.demands.length + mismatches.length > 0 && (
          <ul className="mb-3 grid gap-2 rounded-6 bg-warning-soft px-4 py-3">
            {found.demands.map((demand) => (
              <li key={demand}>{t(`demand.${demand}`)}</li>
            ))}
            {mismatches.map(({ code, names }) => (
              <li key={code}>{t(`mismatch.${code}`, { names })}</li>
            ))}
          </ul>
        )}
        <dl className="kv kv-tight">
          <Fact name={t("authorization")}>{address(found.authorization)}</Fact>
          <Fact name={t("token")}>{address(found.token)}</Fact>
          <Fact name={t("userinfo")}>{address(found.userinfo)}</Fact>
          <Fact name={t("keys")}>{address(found.keys)}</Fact>
          <Fact name={t("endSession")}>{address(found.endSession)}</Fact>
          <Fact name={t("pkce")}>{found.pkce === null ? t("unsaid") : t(found.pkce ? "pkceYes" : "pkceNo")}</Fact>
          <Fact name={t("algorithms")}>
            <Words list={found.algorithms} />
          </Fact>
          <Fact name={t("responseModes")}>{words(found.responseModes)}</Fact>
          <Fact name={t("tokenAuth")}>{words(found.tokenAuthMethods)}</Fact>
          <Fact name={t("scopes")}>{words(found.scopes)}</Fact>
          <Fact name={t("claims")}>{words(found.claims)}</Fact>
          {found.offers.length > 0 && (
            <Fact name={t("unsupported")}>
              {found.offers.map((offer) => (
                <p key={offer}>{t(`offer.${offer}`)}</p>
              ))}
            </Fact>
          )}
        </dl>
      </div>
    </Panel>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The provider's own words, set apart from our text, without line breaks inside a word. */
function Words({ list }: { readonly list: readonly string[] }) {
  return (
    <span className="mono wrap-anywhere">
      {list.map((word, index) => (
        <bdi key={`${index} ${word}`}>{word} </bdi>
      ))}
    </span>
  );
}
