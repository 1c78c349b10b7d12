import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { RegionCodeText } from "../regions/region.ts";
import { isShortName, isSlug } from "./organisation-names.ts";
import { EmailText, NewPerson, PhoneText } from "./person.schema.ts";

/** Kinds that register themselves; an operator is founded once, with the house. */
export const registrableKinds = [
  "koperasi",
  "kitchen",
  "foundation",
  "trade_center",
  "bumd",
  "agency",
] as const;
export type RegistrableKind = (typeof registrableKinds)[number];

const Count = wholeNumber(0, 10_000_000, "identity.notCount");

/** Degrees with a comma or a dot, the way maps and people write them. */
const Coordinate = (limit: number) =>
  z
    .union([z.number(), z.string().min(1)])
    .transform((degrees) => Number(String(degrees).replace(",", ".").replace("\u2212", "-")))
    .pipe(
      z
        .number({ error: "identity.notCoordinate" })
        .min(-limit, { error: "identity.notCoordinate" })
        .max(limit, { error: "identity.notCoordinate" }),
    );

const Line = (max: number) => z.string().trim().min(1, { error: "kernel.required" }).max(max);

/** NPWP: 15 digits of old, 16 now; dots and dashes are how it is printed. */
const TaxNumber = z
  .string()
  .transform((text) => text.replace(/\D/g, ""))
  .pipe(z.string().regex(/^\d{15,16}$/, { error: "identity.notTaxNumber" }));

/** NIB: 13 digits. */
const BusinessNumber = z
  .string()
  .transform((text) => text.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{13}$/, { error: "identity.notBusinessNumber" }));

const BankAccount = z
  .string()
  .transform((text) => text.replace(/[\s.-]/g, ""))
  .pipe(z.string().regex(/^\d{6,20}$/, { error: "identity.notBankAccount" }));

/** What changes in the life of an organisation, and may be changed by it at any time. */
const Particulars = z.object({
  address: Line(300).min(5, { error: "identity.addressTooShort" }),
  phone: PhoneText.optional(),
  latitude: Coordinate(90).optional(),
  longitude: Coordinate(180).optional(),
  bankName: Line(60).optional(),
  bankAccount: BankAccount.optional(),
  bankAccountHolder: Line(120).optional(),
  isVatRegistered: z.boolean().default(false),
  hasTreasurer: z.boolean().default(false),
  memberCount: Count.optional(),
  smallPortions: Count.optional(),
  largePortions: Count.optional(),
  receivingWindows: Line(200).optional(),
  paymentTermDays: wholeNumber(0, 180, "identity.notCount").optional(),
});

/** What the agency verified: may be changed only while it has not, or has said no. */
const VerifiedParticulars = z.object({
  name: z
    .string()
    .trim()
    .min(3, { error: "identity.nameTooShort" })
    .max(120, { error: "identity.nameTooLong" }),
  registryNumber: Line(60).optional(),
  deedNumber: Line(60).optional(),
  businessNumber: BusinessNumber.optional(),
  taxNumber: TaxNumber.optional(),
});

export const RegisterOrganisation = VerifiedParticulars.extend(Particulars.shape).extend({
  kind: z.enum(registrableKinds),
  /** Kelurahan or village for koperasi and kitchens; at least the city for the others. */
  regionCode: RegionCodeText,
  foundationId: idOf("organisation").optional(),
  /** Who answers for it; left out by whoever is signed in already. */
  founder: NewPerson.optional(),
  /** Only the house itself may name these. */
  slug: z.string().refine(isSlug, { error: "identity.notSlug" }).optional(),
  shortName: z.string().refine(isShortName, { error: "identity.notShortName" }).optional(),
  isDemo: z.boolean().default(false),
});
export type RegisterOrganisation = z.output<typeof RegisterOrganisation>;

export const ChangeParticulars = Particulars.extend(VerifiedParticulars.partial().shape);
export type ChangeParticulars = z.output<typeof ChangeParticulars>;

export const FoundOperator = z.object({
  name: VerifiedParticulars.shape.name,
  regionCode: RegionCodeText,
  address: Particulars.shape.address,
  founder: NewPerson,
  isDemo: z.boolean().default(false),
});

export const paperKinds = [
  "deed",
  "business_number",
  "tax_number",
  "identity_card",
  "hygiene_certificate",
  "halal_certificate",
  "food_permit",
  "other",
] as const;
export type PaperKind = (typeof paperKinds)[number];

export const HandInPaper = z.object({
  kind: z.enum(paperKinds, { error: "identity.notPaperKind" }),
  file: z.object(
    {
      fileName: z.string().min(1).max(200),
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    },
    { error: "kernel.required" },
  ),
  expiresOn: BusinessDayText.optional(),
});

export const DecideOrganisation = z.object({ organisationId: idOf("organisation") });

/** A no needs a reason that the organisation can act on. */
/** A new address for an organisation's only keeper, and how it was made sure that it is theirs. */
export const AskRecovery = DecideOrganisation.extend({
  email: EmailText,
  reason: z
    .string()
    .trim()
    .min(10, { error: "identity.reasonTooShort" })
    .max(500, { error: "identity.reasonTooLong" }),
});

export const DecideRecovery = z.object({ recoveryId: idOf("recovery") });

export const DecideWithReason = DecideOrganisation.extend({
  reason: z
    .string()
    .trim()
    .min(10, { error: "identity.reasonTooShort" })
    .max(500, { error: "identity.reasonTooLong" }),
});
