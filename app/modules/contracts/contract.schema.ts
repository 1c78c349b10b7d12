import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { callOffLifecycle, contractLifecycle } from "./contract-lifecycle.ts";
import { paperRungs } from "./contract-paper.ts";
import { rateKinds } from "./contract-rate.ts";
import { PriceRule } from "./price-rule.ts";
import { coolings, WAVES_MAX, willingnesses } from "./schedule.ts";
import { suspensionCauses } from "./suspension.ts";

const words = (max: number) => z.string().trim().min(1, { error: "kernel.required" }).max(max);
const basisPoints = (max: number) => wholeNumber(0, max, "contracts.notPercent");
const NotNegativeRupiah = RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notRupiah" });
const MomentText = z.iso
  .datetime({ offset: true, error: "contracts.badMoment" })
  .transform((text) => new Date(text));

/** What one line of a contract is about: goods, how much of them a month, in which pack, at which price. */
const lineTerms = z.object({
  commodityCode: words(40),
  gradeCode: words(40),
  packUnit: words(20),
  basePerPack: PositiveQuantityText,
  volumeMinBasePerMonth: QuantityText,
  volumeMaxBasePerMonth: PositiveQuantityText,
  toleranceBasisPoints: basisPoints(2_000),
  priceRule: PriceRule,
  /** Days that a found price stays fixed, from the first call-off on; 0 finds it anew every time. */
  reviewLockDays: wholeNumber(0, 366).default(0),
});

export const ContractLineTerms = lineTerms.superRefine(checkLine);
export type ContractLineTerms = z.output<typeof ContractLineTerms>;

function checkLine(asked: z.output<typeof lineTerms>, context: z.RefinementCtx): void {
  const refuse = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  if (asked.volumeMinBasePerMonth > asked.volumeMaxBasePerMonth)
    refuse("volumeMinBasePerMonth", "contracts.volumeOrder");
  if (asked.basePerPack > asked.volumeMaxBasePerMonth) refuse("basePerPack", "contracts.packTooLarge");
}

const terms = z.object({
  buyerId: idOf("organisation"),
  /** The contract's own number, e.g. KAD-03; call-offs are numbered under it. */
  number: words(40),
  lines: z
    .array(ContractLineTerms)
    .min(1)
    .max(20)
    .refine((lines) => new Set(lines.map(goodsOf)).size === lines.length, { error: "contracts.goodsTwice" }),
  freightPaidBy: z.enum(["buyer", "seller"]),
  freightRupiahPerTonne: NotNegativeRupiah,
  destinationRegionCode: z
    .string()
    .regex(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/, { error: "contracts.badRegion" }),
  destinationAddress: words(300),
  paymentTermDays: wholeNumber(0, 90),
  /** Part of a call-off's value that is paid before it comes. */
  advanceBasisPoints: basisPoints(10_000).default(0),
  forceMajeureNoticeHours: wholeNumber(1, 168).default(24),
  forceMajeureDaysMax: wholeNumber(1, 90).default(14),
  claimWindowHours: wholeNumber(1, 168),
  breakageAllowanceBasisPoints: basisPoints(2_000),
  shrinkAllowanceBasisPoints: basisPoints(2_000),
  startsOn: BusinessDayText,
  endsOn: BusinessDayText,
});

function checkTerms(asked: z.output<typeof terms>, context: z.RefinementCtx): void {
  const refuse = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  if (asked.endsOn < asked.startsOn) refuse("endsOn", "contracts.periodOrder");
}

/** A new contract also says which papers it stands on and which rates hold from its first day; later they have deeds of their own. */
export const DraftContract = terms
  .extend({
    mouNumber: words(80).optional(),
    agreementNumber: words(80).optional(),
    levyBasisPoints: basisPoints(2_000).default(0),
    levyLegalBasis: words(200).optional(),
    serviceFeeBasisPoints: basisPoints(2_000).default(0),
  })
  .superRefine(checkTerms)
  .superRefine((asked, context) => {
    if (asked.levyBasisPoints > 0 && asked.levyLegalBasis === undefined)
      context.addIssue({ code: "custom", path: ["levyLegalBasis"], message: "contracts.levyNeedsBasis" });
  });
export type DraftContract = z.output<typeof DraftContract>;
export type ContractTerms = z.output<typeof terms>;

export const AmendContract = terms
  .extend({ contractId: idOf("contract"), version: wholeNumber(1, 1_000_000) })
  .superRefine(checkTerms);
export type AmendContract = z.output<typeof AmendContract>;

/** The contract that follows another, under a number of its own. */
export const RenewContract = z.object({ contractId: idOf("contract"), number: words(40) });

/** One commodity and grade as a word: how a contract tells its lines apart. */
function goodsOf(line: { readonly commodityCode: string; readonly gradeCode: string }): string {
  return `${line.commodityCode}/${line.gradeCode}`;
}

/** The terms as they are kept: what was left out as null. The lines are kept beside them. */
export function keptTerms(asked: ContractTerms) {
  return {
    buyerId: asked.buyerId,
    number: asked.number,
    freightPaidBy: asked.freightPaidBy,
    freightRupiahPerTonne: asked.freightRupiahPerTonne,
    destinationRegionCode: asked.destinationRegionCode,
    destinationAddress: asked.destinationAddress,
    paymentTermDays: asked.paymentTermDays,
    advanceBasisPoints: asked.advanceBasisPoints,
    forceMajeureNoticeHours: asked.forceMajeureNoticeHours,
    forceMajeureDaysMax: asked.forceMajeureDaysMax,
    claimWindowHours: asked.claimWindowHours,
    breakageAllowanceBasisPoints: asked.breakageAllowanceBasisPoints,
    shrinkAllowanceBasisPoints: asked.shrinkAllowanceBasisPoints,
    startsOn: asked.startsOn,
    endsOn: asked.endsOn,
  };
}

export const RecordContractPaper = z.object({
  contractId: idOf("contract"),
  rung: z.enum(paperRungs),
  number: words(80),
  datedOn: BusinessDayText.optional(),
  hubSignatory: words(120).optional(),
  buyerSignatory: words(120).optional(),
  fileId: idOf("file").optional(),
});
export type RecordContractPaper = z.output<typeof RecordContractPaper>;

export const AddContractLine = z.object({ contractId: idOf("contract"), line: ContractLineTerms });

const clauses = z.array(z.object({ heading: words(120), body: words(4_000) })).max(40);
export const KeepClauses = z.object({ clauses: clauses.min(1) });
export const AmendClauses = z.object({ contractId: idOf("contract"), clauses });

const rate = z.object({
  basisPoints: basisPoints(2_000).default(0),
  /** Per kilogram, litre or piece. */
  rupiahPerUnit: NotNegativeRupiah.default(0n),
  legalBasis: words(200).optional(),
});

function checkRate(asked: z.output<typeof rate>, context: z.RefinementCtx): void {
  if (asked.basisPoints > 0 && asked.rupiahPerUnit > 0n)
    context.addIssue({ code: "custom", path: ["rupiahPerUnit"], message: "contracts.rateTwice" });
}

export const RecordRate = rate
  .extend({ contractId: idOf("contract"), kind: z.enum(rateKinds), fromOn: BusinessDayText })
  .superRefine(checkRate);
export type RecordRate = z.output<typeof RecordRate>;

/** With `annuls` the wrong rate should never have been, and the one before it holds. */
export const CorrectRate = rate
  .extend({
    rateId: idOf("contractRate"),
    reason: z.string().trim().min(5, { error: "kernel.tooShort" }).max(500),
    annuls: z.enum(["true", "false"]).default("false"),
  })
  .superRefine(checkRate);

export const SuspendContract = z.object({
  contractId: idOf("contract"),
  cause: z.enum(suspensionCauses),
  happenedAt: MomentText,
  startsOn: BusinessDayText,
  endsOn: BusinessDayText,
  note: z.string().trim().min(5, { error: "kernel.tooShort" }).max(1_000),
});
export type SuspendContract = z.output<typeof SuspendContract>;
export const ResumeContract = z.object({ suspensionId: idOf("suspension") });

export const SignContract = z.object({ contractId: idOf("contract") });
export const EndContract = z.object({ contractId: idOf("contract") });
export const TerminateContract = z.object({
  contractId: idOf("contract"),
  reason: words(500),
});

/** How much of one delivery day: in packs, or in base units that come out in whole packs. */
const waveAsked = {
  deliveryDay: BusinessDayText,
  packs: wholeNumber(1, 1_000_000).optional(),
  quantityBase: PositiveQuantityText.optional(),
};

const callOffTerms = {
  contractId: idOf("contract"),
  /** Which of its goods; a contract about one commodity needs not be told. */
  contractLineId: idOf("contractLine").optional(),
  /** By when koperasi answer. */
  answerBy: MomentText,
  /** How warm the vehicle may be. */
  cooling: z.enum(coolings).default("ambient"),
  note: words(500).optional(),
};

export const OpenCallOff = z.object({ ...callOffTerms, ...waveAsked });
export type OpenCallOff = z.output<typeof OpenCallOff>;

/** Several delivery days at once, shared out jointly: each becomes a call-off of its own. */
export const OpenSchedule = z.object({
  ...callOffTerms,
  waves: z.array(z.object(waveAsked)).min(1, { error: "contracts.noWaves" }).max(WAVES_MAX),
});
export type OpenSchedule = z.output<typeof OpenSchedule>;

export const InviteKoperasi = z.object({ callOffId: idOf("callOff"), koperasiId: idOf("organisation") });

/** "yes", or "no" with a reason. */
export const AnswerInvitation = z.object({
  callOffId: idOf("callOff"),
  answer: z.enum(["accept", "decline"]),
  reason: words(500).optional(),
});

const packs = wholeNumber(0, 1_000_000);

const willing = {
  willingness: z.enum(willingnesses).optional(),
  keepsCold: z.enum(["true", "false"]).optional(),
};

/** What a koperasi brings to one wave: "yes" may leave the number to its listings, "no" needs none. */
const capacityAsked = z.object({ callOffId: idOf("callOff"), packsMax: packs.optional(), ...willing });
export type CapacityAsked = z.output<typeof capacityAsked>;

export const DeclareCapacity = capacityAsked;
export type DeclareCapacity = z.output<typeof DeclareCapacity>;

/** All waves of a schedule at once, with the most that it wants of them together. */
export const DeclareSchedule = z.object({
  callOffId: idOf("callOff"),
  waves: z
    .array(
      z.object({ callOffId: idOf("callOff"), packsMax: packs.optional(), willingness: willing.willingness }),
    )
    .min(1)
    .max(WAVES_MAX),
  packsInAll: packs.optional(),
  keepsCold: willing.keepsCold,
});
export type DeclareSchedule = z.output<typeof DeclareSchedule>;

export const SetCapacity = z.object({
  callOffId: idOf("callOff"),
  koperasiId: idOf("organisation"),
  packsMax: packs,
  weight: wholeNumber(1, 1_000_000_000),
  floorPacks: packs.default(0),
  /** The same for every open wave of the schedule. */
  everyWave: z.enum(["true", "false"]).default("false"),
  keepsCold: willing.keepsCold,
});
export type SetCapacity = z.output<typeof SetCapacity>;

export const ContractFilter = PageRequest.extend({ state: z.enum(statesOf(contractLifecycle)).optional() });
export type ContractFilter = z.output<typeof ContractFilter>;

export const CallOffFilter = PageRequest.extend({
  state: z.enum(statesOf(callOffLifecycle)).optional(),
  contractId: idOf("contract").optional(),
});
export type CallOffFilter = z.output<typeof CallOffFilter>;
