import "server-only";
import { grantLater } from "@assent/database/provisioning/grant-later";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { newReceiptNumber } from "@/sign-in/shown-text/single-item-text";
import { type ItemOfPurpose, lateConsentPrompt } from "./queries";
import { doneAddress, readTypedValue } from "../mutations";

export interface LateConsent extends ItemOfPurpose {
  /** The hash of the shown text. */
  readonly shown: string;
  readonly language: string;
  readonly typed: string;
}

const agreePage = ({ purpose, attribute }: ItemOfPurpose) =>
  `/me/agree/${encodeURIComponent(purpose)}/${encodeURIComponent(attribute)}`;

/** Gives consent later, to exactly what was shown. Returns where to go. */
export async function giveLateConsent(by: SignedIn, answer: LateConsent): Promise<string> {
  const question = await lateConsentPrompt(answer, answer.language);
  if (!question) return "/me";
  if (question.noticeHash !== answer.shown) return `${agreePage(answer)}?changed=1`;
  let typed: string | null = null;
  if (question.item.offer.kind === "type-it" && answer.typed !== "") {
    const read = readTypedValue(question.attributes, answer.attribute, answer.typed);
    if (!read.ok) return `${agreePage(answer)}?problem=${read.problem}`;
    typed = read.value;
  }
  const { versionId, attribute, mandatory } = question.item;
  const result = await grantLater(database(), {
    userId: by.id,
    provider: question.provider,
    item: { versionId, attribute, mandatory },
    typed,
    language: answer.language,
    notice: question.notice,
    noticeHash: question.noticeHash,
    receiptNumber: newReceiptNumber(),
  });
  if (result.ok) return doneAddress("agreed", answer);
  if (result.code === "no-organisation") return "/consent/no-account?reason=no-organisation";
  return result.code === "purposes-changed" ? `${agreePage(answer)}?changed=1` : "/me";
}
