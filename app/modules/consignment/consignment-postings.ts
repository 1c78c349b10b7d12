import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { type Entry, type EntryDraft, entryOf } from "../ledger/entry.ts";
import type { Division } from "./consignment.ts";

/** Whose goods they are: a producer without books here, or an organisation with its own. */
export type Consignor = {
  readonly consignorProducerId: string | null;
  readonly consignorOrganisationId: string | null;
};

export type ConsignedSale = Division & Consignor;

type Deed = {
  readonly keeperId: string;
  readonly subjectId: string;
  readonly on: BusinessDay;
  readonly narration: string;
};

/** The account of a keeper that owes this consignor. */
export function owedBy({ consignorProducerId, consignorOrganisationId }: Consignor) {
  return consignorProducerId === null
    ? { account: "payableConsigningOrganisation" as const, of: consignorOrganisationId }
    : { account: "payableConsignor" as const, of: consignorProducerId };
}

/**
 * What of an issued invoice is other people's goods, in the keeper's entry, in place of its sales: it earns the commission only.
 * One that sold below the consignor's own price bears the difference, as a commission below nothing.
 *
 *       Cr  Payable to consignor j     share j
 *       Cr  Consignment commission     Σ (gross − share)
 */
export function consignedSides(sales: readonly ConsignedSale[]): EntryDraft["lines"] {
  const commission = sumOf(sales.map((sale) => sale.commissionRupiah));
  return [
    ...sales.map((sale) => ({ ...owedBy(sale), credit: sale.shareRupiah })),
    commission < 0n
      ? { account: "commissionIncome", debit: -commission }
      : { account: "commissionIncome", credit: commission },
  ];
}

/** Goods in custody that were lost, paid for by their keeper, and accepted after all: what they sold for, and what was paid. */
export type RecoveredLoss = { readonly grossRupiah: Rupiah; readonly chargedRupiah: Rupiah };

/**
 * What of an issued invoice an appeal brought of goods in custody, in the keeper's entry. Their consignor was owed when they were
 * lost and is owed nothing more, so the loss is undone and the keeper earns what it would have earned by their sale.
 *
 *       Cr  Custody loss               charged
 *       Cr  Consignment commission     gross − charged
 */
export function recoveredSides({ grossRupiah, chargedRupiah }: RecoveredLoss): EntryDraft["lines"] {
  const commission = grossRupiah - chargedRupiah;
  return [
    { account: "custodyLossCost", credit: chargedRupiah },
    commission < 0n
      ? { account: "commissionIncome", debit: -commission }
      : { account: "commissionIncome", credit: commission },
  ];
}

/**
 * The same sale in the books of a consigning organisation: its goods are sold now, and what the keeper takes is what selling cost.
 *
 *   Dr  Receivable from keeper     share
 *   Dr  Service fee                commission
 *       Cr  Sales                      gross
 */
export function consignorSaleEntry(deed: Deed, consignorId: string, sale: Division): Entry {
  const { keeperId, subjectId, on, narration } = deed;
  const { grossRupiah, shareRupiah } = sale;
  // A keeper that sold below the agreed price still owes it: that is what the goods were sold for.
  const soldFor = grossRupiah < shareRupiah ? shareRupiah : grossRupiah;
  return entryOf({
    organisationId: consignorId,
    kind: "consignment.sold",
    subjectId,
    occurredOn: on,
    narration,
    lines: [
      { account: "receivable", of: keeperId, debit: shareRupiah },
      { account: "serviceFeeCost", debit: soldFor - shareRupiah },
      { account: "sales", credit: soldFor },
    ],
  });
}

/**
 * Consigned goods that were lost in custody, in the keeper's books and in those of a consigning organisation.
 *
 *   keeper  Dr  Custody loss           amount     consignor  Dr  Receivable from keeper    amount
 *               Cr  Payable to consignor   amount                Cr  Sales                     amount
 */
export function lossEntries(deed: Deed, consignor: Consignor, amount: Rupiah): Entry[] {
  const { keeperId, subjectId, on, narration } = deed;
  const base = { kind: "consignment.lost", subjectId, occurredOn: on, narration };
  const keeper = entryOf({
    ...base,
    organisationId: keeperId,
    lines: [
      { account: "custodyLossCost", debit: amount },
      { ...owedBy(consignor), credit: amount },
    ],
  });
  if (consignor.consignorOrganisationId === null) return [keeper];
  return [
    keeper,
    entryOf({
      ...base,
      organisationId: consignor.consignorOrganisationId,
      lines: [
        { account: "receivable", of: keeperId, debit: amount },
        { account: "sales", credit: amount },
      ],
    }),
  ];
}
