/** The languages that a person may choose for screens, mails and papers. */
export const locales = ["id", "en"] as const;
