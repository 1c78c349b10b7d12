import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar.ts";
import { idOf } from "#app/kernel/ids.ts";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { RupiahText } from "#app/kernel/money.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity.ts";
import { callOffLifecycle, contractLifecycle } from "./contract-lifecycle.ts";
import { PriceRule } from "./price-rule.ts";

const words = (max: number) => z.string().trim().min(1, { error: "kernel.required" }).max(max);
const basisPoints = (max: number) => z.coerce.number<number | string>().int().min(0).max(max);
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
  reviewLockDays: z.coerce.number<number | string>().int().min(0).max(366).default(0),
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
  mouNumber: words(80).optional(),
  agreementNumber: words(80).optional(),
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
  paymentTermDays: z.coerce.number<number | string>().int().min(0).max(90),
  claimWindowHours: z.coerce.number<number | string>().int().min(1).max(168),
  breakageAllowanceBasisPoints: basisPoints(2_000),
  shrinkAllowanceBasisPoints: basisPoints(2_000),
  levyBasisPoints: basisPoints(2_000).default(0),
  levyLegalBasis: words(200).optional(),
  serviceFeeBasisPoints: basisPoints(2_000).default(0),
  startsOn: BusinessDayText,
  endsOn: BusinessDayText,
});

function checkTerms(asked: z.output<typeof terms>, context: z.RefinementCtx): void {
  const refuse = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  if (asked.endsOn < asked.startsOn) refuse("endsOn", "contracts.periodOrder");
  if (asked.levyBasisPoints > 0 && asked.levyLegalBasis === undefined)
    refuse("levyLegalBasis", "contracts.levyNeedsBasis");
}

export const DraftContract = terms.superRefine(checkTerms);
export type DraftContract = z.output<typeof DraftContract>;

export const AmendContract = terms
  .extend({ contractId: idOf("contract"), version: z.coerce.number<number | string>().int() })
  .superRefine(checkTerms);
export type AmendContract = z.output<typeof AmendContract>;

/** One commodity and grade as a word: how a contract tells its lines apart. */
function goodsOf(line: { readonly commodityCode: string; readonly gradeCode: string }): string {
  return `${line.commodityCode}/${line.gradeCode}`;
}

/** The terms as they are kept: what was left out as null. The lines are kept beside them. */
export function keptTerms(asked: DraftContract) {
  return {
    buyerId: asked.buyerId,
    number: asked.number,
    mouNumber: asked.mouNumber ?? null,
    agreementNumber: asked.agreementNumber ?? null,
    freightPaidBy: asked.freightPaidBy,
    freightRupiahPerTonne: asked.freightRupiahPerTonne,
    destinationRegionCode: asked.destinationRegionCode,
    destinationAddress: asked.destinationAddress,
    paymentTermDays: asked.paymentTermDays,
    claimWindowHours: asked.claimWindowHours,
    breakageAllowanceBasisPoints: asked.breakageAllowanceBasisPoints,
    shrinkAllowanceBasisPoints: asked.shrinkAllowanceBasisPoints,
    levyBasisPoints: asked.levyBasisPoints,
    levyLegalBasis: asked.levyLegalBasis ?? null,
    serviceFeeBasisPoints: asked.serviceFeeBasisPoints,
    startsOn: asked.startsOn,
    endsOn: asked.endsOn,
  };
}

export const SignContract = z.object({ contractId: idOf("contract") });
export const EndContract = z.object({ contractId: idOf("contract") });
export const TerminateContract = z.object({
  contractId: idOf("contract"),
  reason: words(500),
});

export const OpenCallOff = z.object({
  contractId: idOf("contract"),
  /** Which of its goods; a contract about one commodity needs not be told. */
  contractLineId: idOf("contractLine").optional(),
  deliveryDay: BusinessDayText,
  packs: z.coerce.number<number | string>().int().min(1).max(1_000_000),
  /** By when koperasi answer. */
  answerBy: MomentText,
  note: words(500).optional(),
});
export type OpenCallOff = z.output<typeof OpenCallOff>;

const packs = z.coerce.number<number | string>().int().min(0).max(1_000_000);

export const DeclareCapacity = z.object({ callOffId: idOf("callOff"), packsMax: packs });
export type DeclareCapacity = z.output<typeof DeclareCapacity>;

export const SetCapacity = z.object({
  callOffId: idOf("callOff"),
  koperasiId: idOf("organisation"),
  packsMax: packs,
  weight: z.coerce.number<number | string>().int().min(1).max(1_000_000_000),
  floorPacks: packs.default(0),
});
export type SetCapacity = z.output<typeof SetCapacity>;

export const ContractFilter = PageRequest.extend({ state: z.enum(statesOf(contractLifecycle)).optional() });
export type ContractFilter = z.output<typeof ContractFilter>;

export const CallOffFilter = PageRequest.extend({
  state: z.enum(statesOf(callOffLifecycle)).optional(),
  contractId: idOf("contract").optional(),
});
export type CallOffFilter = z.output<typeof CallOffFilter>;
