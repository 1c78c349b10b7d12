import { m } from "#app/i18n/paraglide/messages.js";
import type { AccountName } from "../chart.ts";

/** A sentence, in the language of the request unless another is asked for. */
type Said = (inputs?: Readonly<Record<string, never>>, options?: { readonly locale?: "id" | "en" }) => string;

const names: Readonly<Record<AccountName, Said>> = {
  cash: m.ledger_account_cash,
  heldByProvider: m.ledger_account_held_by_provider,
  receivable: m.ledger_account_receivable,
  advancePaid: m.ledger_account_advancePaid,
  depositPaid: m.ledger_account_deposit_paid,
  inventory: m.ledger_account_inventory,
  taxPrepaid: m.ledger_account_tax_prepaid,
  payable: m.ledger_account_payable,
  payableProducer: m.ledger_account_payable_producer,
  payableConsignor: m.ledger_account_payable_consignor,
  payableConsigningOrganisation: m.ledger_account_payable_consigning_organisation,
  goodsReceived: m.ledger_account_goods_received,
  advanceReceived: m.ledger_account_advanceReceived,
  customerDeposit: m.ledger_account_customer_deposit,
  vatOut: m.ledger_account_vat_out,
  taxWithheld: m.ledger_account_tax_withheld,
  levyPayable: m.ledger_account_levy_payable,
  payableMember: m.ledger_account_payable_member,
  shuOfficers: m.ledger_account_shu_officers,
  shuEducation: m.ledger_account_shu_education,
  shuSocial: m.ledger_account_shu_social,
  shuDevelopment: m.ledger_account_shu_development,
  shuVillage: m.ledger_account_shu_village,
  principalSavings: m.ledger_account_principal_savings,
  mandatorySavings: m.ledger_account_mandatory_savings,
  programmeFunds: m.ledger_account_programme_funds,
  closedResult: m.ledger_account_closed_result,
  reserveFund: m.ledger_account_reserve_fund,
  sales: m.ledger_account_sales,
  serviceFeeIncome: m.ledger_account_service_fee_income,
  commissionIncome: m.ledger_account_commission_income,
  freightRecovered: m.ledger_account_freight_recovered,
  purchases: m.ledger_account_purchases,
  costOfGoodsSold: m.ledger_account_cost_of_goods_sold,
  stockLoss: m.ledger_account_stock_loss,
  freightCost: m.ledger_account_freight_cost,
  levyCost: m.ledger_account_levy_cost,
  serviceFeeCost: m.ledger_account_service_fee_cost,
  claimCost: m.ledger_account_claim_cost,
  custodyLossCost: m.ledger_account_custody_loss_cost,
  budgetSource: m.ledger_account_budget_source,
  budgetAvailable: m.ledger_account_budget_available,
  budgetReserved: m.ledger_account_budget_reserved,
  budgetSpent: m.ledger_account_budget_spent,
};

/** What an account is called in the books. */
export function accountLabel(account: AccountName, options: { readonly locale?: "id" | "en" } = {}): string {
  return names[account]({}, options);
}

const kinds: Readonly<Record<string, () => string>> = {
  "budget.opened": m.ledger_kind_budget_opened,
  "order.reserved": m.ledger_kind_budget_reserved,
  "order.agreed": m.ledger_kind_budget_agreed,
  "order.reopened": m.ledger_kind_budget_reopened,
  "order.spent": m.ledger_kind_budget_spent,
  "order.released": m.ledger_kind_budget_released,
  "invoice.issued": m.ledger_kind_invoice_issued,
  "invoice.issued.reversed": m.ledger_kind_invoice_reversed,
  "goods.received": m.ledger_kind_goods_received,
  "goods.sold": m.ledger_kind_goods_sold,
  "goods.unsold": m.ledger_kind_goods_unsold,
  "goods.granted": m.ledger_kind_goods_granted,
  "goods.lost": m.ledger_kind_goods_lost,
  "producers.due": m.ledger_kind_producers_due,
  "producers.due.reversed": m.ledger_kind_producers_reversed,
  "consignment.sold": m.ledger_kind_consignment_sold,
  "consignment.sold.reversed": m.ledger_kind_consignment_reversed,
  "consignment.lost": m.ledger_kind_consignment_lost,
  "statement.made": m.ledger_kind_statement_made,
  "payment.verified": m.ledger_kind_payment_verified,
  "payment.reversed": m.ledger_kind_payment_reversed,
  "funding.received": m.ledger_kind_funding_received,
  "funding.reversed": m.ledger_kind_funding_reversed,
  "year.closed": m.ledger_kind_year_closed,
  "savings.brought": m.ledger_kind_savings_brought,
  "savings.corrected": m.ledger_kind_savings_corrected,
  "member.left": m.ledger_kind_member_left,
  "member.paid": m.ledger_kind_member_paid,
  "shu.divided": m.ledger_kind_shu_divided,
  "payout.confirmed": m.ledger_kind_payout_confirmed,
};

/** What kind of deed an entry books; kinds may carry a running number at their end. */
export function deedLabel(kind: string): string {
  return (kinds[kind] ?? kinds[kind.replace(/[.#]\d+$/, "")])?.() ?? kind;
}
