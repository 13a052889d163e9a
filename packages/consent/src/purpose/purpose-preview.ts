import type { Catalogue } from "../attribute/attribute.ts";
import type { Values } from "../claims/claim-mapping.ts";
import { consentRequest } from "../request/consent-request.ts";
import type { ConsentRequest } from "../request/asked.ts";
import type { PurposeVersion } from "./purpose.ts";
import type { SigningIn, ConsentState } from "../evaluate/consent-state.ts";

/**
 * The situations that can be previewed before a purpose is asked. "value-missing": the provider sent only what an
 * account needs and people may not type. "mandatory-missing": it did not send that either. "error": the form was sent
 * with every box empty. "again-…": a person with an account is asked who never decided on it, or decided on the version
 * before.
 */
export const previewStates = [
  "usual",
  "value-missing",
  "mandatory-missing",
  "error",
  "again-new",
  "again-changed",
] as const;
export type PreviewState = (typeof previewStates)[number];

interface PreviewInput {
  /** As it is in the editor. */
  version: PurposeVersion;
  /** The version that people see today; null if no one has been asked yet. */
  before: PurposeVersion | null;
  /** The other purposes, which a person with an account has already decided on. */
  others: readonly PurposeVersion[];
  catalogue: Catalogue;
  /** Sample values by attribute key. */
  sample: Values;
  state: PreviewState;
  now: Date;
}

/** The consent request of one situation, made from samples by the same rules as every real one. */
export function previewRequest({ version, before, others, ...input }: PreviewInput): ConsentRequest {
  const { catalogue, sample, state, now } = input;
  const values = Object.fromEntries(Object.entries(sample).filter(([key]) => isSent(key, version, catalogue, state)));
  if (state !== "again-new" && state !== "again-changed") {
    return consentRequest({ purposes: [version], values, catalogue });
  }
  const decided = state === "again-new" ? others : [...others, before ?? { ...version, number: version.number - 1 }];
  const known = { consentState: consentStateOn(decided, version), signingIn, now };
  return consentRequest({ purposes: [version, ...others], values, catalogue, known });
}

function isSent(key: string, { attributes }: PurposeVersion, catalogue: Catalogue, state: PreviewState): boolean {
  if (state === "mandatory-missing") return false;
  if (state !== "value-missing") return true;
  const needed = attributes.some((asked) => asked.key === key && asked.mandatory);
  return needed && catalogue.get(key)?.selfAssertable !== true;
}

const signingIn: SigningIn = { providerId: "sample", syncPolicy: "provider-wins" };

/** The consent state of a person who agreed to all of `decided`, and is asked everything again by `asking`. */
function consentStateOn(decided: readonly PurposeVersion[], asking: PurposeVersion): ConsentState {
  const { purposeId, number, attributes, recipients } = asking;
  return {
    decisions: decided.flatMap((version) =>
      version.attributes.map(({ key }) => ({ attribute: key, state: "granted" as const, version })),
    ),
    grants: decided.flatMap((version) =>
      version.attributes.map(({ key, mandatory }) => ({
        ...{ purposeId: version.purposeId, attribute: key, mandatory, expiresAt: null },
      })),
    ),
    values: [],
    asking: new Map([[purposeId, [{ number, asksAll: true, askFrom: null, attributes, recipients }]]]),
  };
}
