import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { locales } from "./locales.ts";

/** Lower case, because that is how a person is found again. */
export const EmailText = z
  .string()
  .trim()
  .toLowerCase()
  .max(200, { error: "identity.notEmail" })
  .pipe(z.email({ error: "identity.notEmail" }));

export const FullName = z
  .string()
  .trim()
  .min(2, { error: "identity.nameTooShort" })
  .max(120, { error: "identity.nameTooLong" });

/** Digits with an optional plus; blanks, dots and dashes are how people write them and are dropped. */
export const PhoneText = z
  .string()
  .transform((text) => text.replace(/[\s.()-]/g, ""))
  .pipe(z.string().regex(/^\+?\d{8,15}$/, { error: "identity.notPhone" }));

const PASSWORD_MIN = 10;
/** What is tried first by whoever guesses; a longer word does not help when it is everybody's. */
const EVERYBODYS = [
  "1234567890",
  "0123456789",
  "12345678910",
  "0987654321",
  "1111111111",
  "password12",
  "password123",
  "passwordku",
  "qwertyuiop",
  "qwerty12345",
  "indonesia1",
  "indonesia123",
  "merahputih",
  "merahputih1",
  "merdeka1945",
  "koperasi123",
  "bismillah1",
  "bismillah123",
  "sayangkamu",
  "katasandi1",
  "katasandi123",
  "rahasia123",
  "administrator",
];

export const NewPassword = z
  .string()
  .min(PASSWORD_MIN, { error: "identity.passwordTooShort", abort: true })
  .max(200, { error: "identity.passwordTooLong" })
  .refine((password) => !EVERYBODYS.includes(password.toLowerCase()) && new Set(password).size > 3, {
    error: "identity.passwordCommon",
  });

/** A person who is not known yet. */
export const NewPerson = z.object({
  fullName: FullName,
  email: EmailText,
  phone: PhoneText.optional(),
  password: NewPassword,
  locale: z.enum(locales).default("id"),
});
export type NewPerson = z.output<typeof NewPerson>;

export const ChangeProfile = z.object({
  fullName: FullName,
  phone: PhoneText.optional(),
  locale: z.enum(locales),
});
export type ChangeProfile = z.output<typeof ChangeProfile>;

export const ChangePassword = z.object({
  currentPassword: z.string().min(1, { error: "kernel.required" }).max(200),
  newPassword: NewPassword,
  /** The session that stays; every other one ends. */
  sessionId: idOf("session"),
});

export const RequestPasswordReset = z.object({ email: EmailText });

export const ResetPassword = z.object({ token: z.string().max(100), newPassword: NewPassword });

/** Six digits as an authenticator shows them; blanks are how people read them. */
export const TotpCode = z
  .string()
  .transform((text) => text.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, { error: "identity.notCode" }));

/**
 * Six digits, or a recovery code: ten letters and digits, however they are grouped. Letters that look like digits are
 * read as those.
 */
export const SecondFactorCode = z
  .string()
  .transform((text) => readRecoveryCode(text))
  .pipe(z.string().regex(/^(\d{6}|[0-9a-z]{10})$/, { error: "identity.notCode" }));

/** A recovery code as it is hashed, whatever way a person wrote it down. */
export function readRecoveryCode(text: string): string {
  return text.replace(/[\s-]/g, "").toLowerCase().replace(/o/g, "0").replace(/[il]/g, "1");
}

export const PasskeyLabel = z
  .string()
  .trim()
  .min(1, { error: "kernel.required" })
  .max(60, { error: "identity.nameTooLong" });
