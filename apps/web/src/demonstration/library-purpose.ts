import type { PurposeInput, TranslationInput } from "@assent/consent/purpose/purpose-input";

/**
 * Demo Library's own purpose, in every language of the screens. Only its readers are asked, and only it gets the data.
 */
export const libraryPurpose = (applicationId: string): PurposeInput => ({
  name: "Reader’s desk",
  description: "So the library can greet you by name and write to you when a book is there.",
  details: "The library sees them while you use it. If you withdraw one here, it is gone from the library’s next page.",
  legalNote: "",
  retention: "withdrawn",
  retentionDays: null,
  recipients: { organisation: false, applications: [applicationId] },
  attributes: [
    { key: "name", mandatory: false, reason: "" },
    { key: "email", mandatory: false, reason: "" },
  ],
});

export const libraryPurposeTranslations: Readonly<Record<string, TranslationInput>> = {
  de: {
    name: "Lesetisch",
    description: "Damit die Bibliothek Sie mit Namen begrüßen und Ihnen schreiben kann, wenn ein Buch da ist.",
    details:
      "Die Bibliothek sieht sie, solange Sie sie benutzen. Wenn Sie hier etwas widerrufen, fehlt es auf ihrer nächsten Seite.",
    legalNote: "",
    reasons: {},
  },
  ar: {
    name: "مكتب القارئ",
    description: "لتتمكن المكتبة من الترحيب بك باسمك ومن مراسلتك عند توفّر كتاب.",
    details: "تراها المكتبة ما دمت تستخدمها. وإذا سحبت شيئًا منها هنا، فلن يظهر في صفحتها التالية.",
    legalNote: "",
    reasons: {},
  },
};
