import type { PurposeInput, TranslationInput } from "@assent/consent/purpose/purpose-input";

interface DemonstrationPurpose {
  readonly input: PurposeInput;
  readonly translations: Readonly<Record<string, TranslationInput>>;
}

const nothingElse = {
  ...{ legalNote: "", retentionDays: null },
  recipients: { organisation: true, applications: [] as string[] },
} as const;

/** The purpose of the guide, and one whose attributes are all optional; in every language of the screens. */
export const demonstrationPurposes: readonly DemonstrationPurpose[] = [
  {
    input: {
      ...nothingElse,
      name: "Account recovery",
      description: "So you can get back into your account if you can’t sign in.",
      details:
        "If you can’t sign in, we send a code to the email address or phone number you agree to here. We don’t use them for anything else.\n\nAcme’s support team sees them. Nobody outside Acme.",
      retention: "account-closed",
      attributes: [
        { key: "email", mandatory: true, reason: "Without it, nobody could get back into your account." },
        { key: "phone_number", mandatory: false, reason: "" },
      ],
    },
    translations: {
      de: {
        name: "Kontowiederherstellung",
        description: "Damit Sie wieder in Ihr Konto kommen, wenn Sie sich nicht anmelden können.",
        details:
          "Wenn Sie sich nicht anmelden können, senden wir einen Code an die E-Mail-Adresse oder Telefonnummer, der Sie hier zustimmen. Für anderes verwenden wir sie nicht.\n\nDas Support-Team von Acme sieht sie. Niemand außerhalb von Acme.",
        legalNote: "",
        reasons: { email: "Ohne sie käme niemand wieder in Ihr Konto." },
      },
      ar: {
        name: "استعادة الحساب",
        description: "لتتمكن من العودة إلى حسابك إذا تعذّر عليك تسجيل الدخول.",
        details:
          "إذا تعذّر عليك تسجيل الدخول، نرسل رمزًا إلى عنوان البريد الإلكتروني أو رقم الهاتف الذي توافق عليه هنا. ولا نستخدمهما لأي شيء آخر.\n\nيراهما فريق الدعم في Acme، ولا أحد خارج Acme.",
        legalNote: "",
        reasons: { email: "من دونه لا يستطيع أحد العودة إلى حسابك." },
      },
    },
  },
  {
    input: {
      ...nothingElse,
      name: "Personal greeting",
      description: "So Acme can call you by your name on the page and in messages.",
      details:
        "To greet you. Nothing else depends on it.\n\nYou see it, and Acme’s support team when you write to them.",
      retention: "withdrawn",
      attributes: [{ key: "name", mandatory: false, reason: "" }],
    },
    translations: {
      de: {
        name: "Persönliche Anrede",
        description: "Damit Acme Sie auf der Seite und in Nachrichten mit Namen ansprechen kann.",
        details:
          "Um Sie zu begrüßen. Sonst hängt nichts davon ab.\n\nSie sehen ihn, und das Support-Team von Acme, wenn Sie dorthin schreiben.",
        legalNote: "",
        reasons: {},
      },
      ar: {
        name: "تحية شخصية",
        description: "ليتمكن Acme من مخاطبتك باسمك في الصفحة وفي الرسائل.",
        details: "لتحيتك. ولا يتوقف على ذلك أي شيء آخر.\n\nتراه أنت، ويراه فريق الدعم في Acme عندما تكتب إليه.",
        legalNote: "",
        reasons: {},
      },
    },
  },
];
