import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { words } from "#app/kernel/words-text.ts";
import { savingsKinds } from "./member.ts";
import { spentFunds, WHOLE_BASIS_POINTS } from "./shu.ts";

const emptyAsNone = (text: unknown) => (typeof text === "string" && text.trim() === "" ? undefined : text);

const Particulars = {
  fullName: words(2, 120),
  phone: z.preprocess(emptyAsNone, words(6, 20).optional()),
  /** NIK: sixteen digits. */
  identityNumber: z.preprocess(
    emptyAsNone,
    z
      .string()
      .trim()
      .regex(/^\d{16}$/, { error: "cooperative.notIdentityNumber" })
      .optional(),
  ),
  producerId: z.preprocess(emptyAsNone, idOf("producer").optional()),
};

export const EnrolMember = z.object({ ...Particulars, joinedOn: BusinessDayText });
export const ChangeMember = z.object({ ...Particulars, memberId: idOf("cooperativeMember") });

/** So many deposits are written down at once. */
const DEPOSITS_MAX = 300;

/** What members brought on one day, each line one deposit. */
export const RecordSavings = z.object({
  onDay: BusinessDayText,
  deposits: z
    .array(
      z.object({
        memberId: idOf("cooperativeMember"),
        kind: z.enum(savingsKinds),
        amountRupiah: PositiveRupiahText,
      }),
    )
    .min(1, { error: "cooperative.noDeposit" })
    .max(DEPOSITS_MAX, { error: "cooperative.tooManyDeposits" }),
});

export const CorrectSavings = z.object({ savingsId: idOf("savings"), reason: words(5, 300) });

export const AskLeaving = z.object({ memberId: idOf("cooperativeMember"), reason: words(5, 300) });
export const AgreeToLeaving = z.object({ leavingId: idOf("leaving") });
export const RefuseLeaving = z.object({ leavingId: idOf("leaving"), refusal: words(5, 300) });

/** Money to a member, or out of a fund: one of both. */
export const AskPayment = z
  .object({
    memberId: z.preprocess(emptyAsNone, idOf("cooperativeMember").optional()),
    fund: z.preprocess(emptyAsNone, z.enum(spentFunds).optional()),
    amountRupiah: PositiveRupiahText,
    purpose: words(3, 200),
  })
  .refine(({ memberId, fund }) => (memberId === undefined) !== (fund === undefined), {
    error: "cooperative.paymentToWhom",
  });
export const AgreeToPayment = z.object({ paymentId: idOf("cooperativePayment"), paidOn: BusinessDayText });
export const RefusePayment = z.object({ paymentId: idOf("cooperativePayment"), refusal: words(5, 300) });

/** Percent as people write it ("12,5"), as hundredths of a percent. */
const PercentText = z
  .string()
  .trim()
  .regex(/^\d{1,3}([.,]\d{1,2})?$/, { error: "cooperative.notPercent" })
  .transform((text) => Math.round(Number(text.replace(",", ".")) * 100))
  .refine((points) => points <= WHOLE_BASIS_POINTS, { error: "cooperative.notPercent" });

const NonNegativeRupiah = RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notPositive" });

export const SetArticles = z
  .object({
    validFrom: BusinessDayText,
    /** Deed, paragraph, or the meeting that decided it. */
    source: words(5, 200),
    principalRupiah: NonNegativeRupiah,
    mandatoryRupiah: NonNegativeRupiah,
    reserve: PercentText,
    usage: PercentText,
    capital: PercentText,
    officers: PercentText,
    education: PercentText,
    social: PercentText,
    development: PercentText,
    village: PercentText,
  })
  .refine(
    (rule) =>
      rule.reserve +
        rule.usage +
        rule.capital +
        rule.officers +
        rule.education +
        rule.social +
        rule.development +
        rule.village ===
      WHOLE_BASIS_POINTS,
    { error: "cooperative.notWhole", path: ["reserve"] },
  );

const BookYear = wholeNumber(2020, 2100, "cooperative.notYear");

export const PlanMeeting = z.object({ year: BookYear, plannedOn: BusinessDayText });
export const RecordMeeting = z.object({
  meetingId: idOf("annualMeeting"),
  heldOn: BusinessDayText,
  minutesNumber: words(3, 60),
  present: wholeNumber(1, 100_000, "cooperative.notCount"),
});

export const ProposeDistribution = z.object({ meetingId: idOf("annualMeeting") });
export const DecideDistribution = z.object({ distributionId: idOf("distribution") });
export const RefuseDistribution = z.object({ distributionId: idOf("distribution"), refusal: words(5, 300) });
