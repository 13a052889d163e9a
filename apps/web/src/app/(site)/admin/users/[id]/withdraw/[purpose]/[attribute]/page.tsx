import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PlainSelectField } from "@/ui/form/Field";
import { UserActHead } from "@/features/users/components/UserActHead";
import { ConfirmQuestion } from "@/ui/form/ConfirmQuestion";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage, redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { profile } from "@/features/users/queries";
import { requestChannels } from "@/features/users/mutations";
import { withdrawForUserAction } from "@/features/users/actions";
import { decodePathPart } from "@/platform/request-input";

type Params = Promise<{ id: string; purpose: string; attribute: string }>;

export const generateMetadata = async () => pageTitle((await getTranslations("admin-users.withdraw"))("here"));

/** Asks before an optional attribute is withdrawn because the person asked for it. */
export default withErrorPage("/admin/users", async ({ params }: { params: Params }) => {
  const administrator = await requireAdministrator();
  const { id, purpose: purposeId, attribute: sent } = await params;
  const attribute = decodePathPart(sent);
  const user = await profile(id);
  const consent = user?.consents.find((one) => one.purposeId === purposeId && one.attribute === attribute);
  if (!user) redirectToNotFound();
  const page = `/admin/users/${user.id}`;
  if (!consent || consent.needed || user.id === administrator.id) redirect(page);
  const t = await getTranslations("admin-users.withdraw");
  const { label, purpose, stored } = consent;
  const others = user.consents.filter((one) => one.attribute === attribute && one.purposeId !== purposeId);
  const kept = others.map((other) => other.purpose).join(", ");
  return (
    <>
      <UserActHead userId={user.id} title={t("title", { label, purpose })} lead={t("lead")} here={t("here")} />
      <ConfirmQuestion
        action={withdrawForUserAction}
        about={{ user: user.id, purpose: purposeId, attribute }}
        facts={[
          {
            name: t("what"),
            text: !stored ? t("notStored") : others.length > 0 ? t("kept", { purposes: kept }) : t("erased"),
          },
          { name: t("proof"), text: t("proofText") },
          { name: t("again"), text: t("againText") },
        ]}
        yes={t("yes", { label })}
        no={t("no")}
        back={page}
      >
        <div className="mt-4 max-w-96">
          <PlainSelectField
            name="reason"
            label={t("reason")}
            value="letter"
            options={requestChannels.map((reason) => ({ value: reason, text: t(`reasons.${reason}`) }))}
            hint={t("reasonHint")}
          />
        </div>
      </ConfirmQuestion>
    </>
  );
});
