import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { particularRules } from "../parameter.ts";
import { type ParameterValue, parameterText } from "../parameter-text.ts";
import { goodsClassName } from "./goods-class-name.ts";

const names: Readonly<Record<string, () => string>> = {
  "kitchen.operating_days_per_week": m.operator_rule_name_kitchen_operating_days_per_week,
  "kitchen.cap_small_rupiah": m.operator_rule_name_kitchen_cap_small_rupiah,
  "kitchen.cap_large_rupiah": m.operator_rule_name_kitchen_cap_large_rupiah,
  "kitchen.operational_max_rupiah": m.operator_rule_name_kitchen_operational_max_rupiah,
  "kitchen.daily_incentive_rupiah": m.operator_rule_name_kitchen_daily_incentive_rupiah,
  "kitchen.beneficiaries_max": m.operator_rule_name_kitchen_beneficiaries_max,
  "kitchen.beneficiaries_max_with_chef": m.operator_rule_name_kitchen_beneficiaries_max_with_chef,
  "kitchen.suppliers_min": m.operator_rule_name_kitchen_suppliers_min,
  "kitchen.suppliers_warning": m.operator_rule_name_kitchen_suppliers_warning,
  "kitchen.fund_initial_rupiah": m.operator_rule_name_kitchen_fund_initial_rupiah,
  "kitchen.fund_threshold_rupiah": m.operator_rule_name_kitchen_fund_threshold_rupiah,
  "kitchen.plan_days": m.operator_rule_name_kitchen_plan_days,
  "kitchen.ramadan_pause": m.operator_rule_name_kitchen_ramadan_pause,
  "kitchen.ramadan_packages": m.operator_rule_name_kitchen_ramadan_packages,
  "kitchen.lebaran_stop": m.operator_rule_name_kitchen_lebaran_stop,
  "kitchen.dry_days_before": m.operator_rule_name_kitchen_dry_days_before,
  "kitchen.dry_window_start": m.operator_rule_name_kitchen_dry_window_start,
  "kitchen.dry_window_end": m.operator_rule_name_kitchen_dry_window_end,
  "kitchen.fresh_days_before": m.operator_rule_name_kitchen_fresh_days_before,
  "kitchen.fresh_window_start": m.operator_rule_name_kitchen_fresh_window_start,
  "kitchen.fresh_window_end": m.operator_rule_name_kitchen_fresh_window_end,
  "kitchen.store_silent_days": m.operator_rule_name_kitchen_store_silent_days,
  "nutrition.meal_share_percent": m.operator_rule_name_nutrition_meal_share_percent,
  "nutrition.swap_keeps_percent": m.operator_rule_name_nutrition_swap_keeps_percent,
  "nutrition.swap_dishes_max": m.operator_rule_name_nutrition_swap_dishes_max,
  "nutrition.daily_needs_age_7_9": m.operator_rule_name_nutrition_daily_needs_age_7_9,
  "nutrition.daily_needs_boys_10_12": m.operator_rule_name_nutrition_daily_needs_boys_10_12,
  "nutrition.daily_needs_girls_10_12": m.operator_rule_name_nutrition_daily_needs_girls_10_12,
  "nutrition.daily_needs_boys_13_15": m.operator_rule_name_nutrition_daily_needs_boys_13_15,
  "nutrition.daily_needs_girls_13_15": m.operator_rule_name_nutrition_daily_needs_girls_13_15,
  "nutrition.daily_needs_boys_16_18": m.operator_rule_name_nutrition_daily_needs_boys_16_18,
  "nutrition.daily_needs_girls_16_18": m.operator_rule_name_nutrition_daily_needs_girls_16_18,
  "tax.vat_basis_points": m.operator_rule_name_tax_vat_basis_points,
  "tax.base_numerator": m.operator_rule_name_tax_base_numerator,
  "tax.base_denominator": m.operator_rule_name_tax_base_denominator,
  "tax.income_final_basis_points": m.operator_rule_name_tax_income_final_basis_points,
  "tax.income_final_turnover_max_rupiah": m.operator_rule_name_tax_income_final_turnover_max_rupiah,
  "tax.vat_registration_threshold_rupiah": m.operator_rule_name_tax_vat_registration_threshold_rupiah,
  "tax.government_withholding_basis_points": m.operator_rule_name_tax_government_withholding_basis_points,
  "tax.government_withholding_exempt_rupiah": m.operator_rule_name_tax_government_withholding_exempt_rupiah,
  "stamp.legal_basis": m.operator_rule_name_stamp_legal_basis,
  "stamp.value_rupiah": m.operator_rule_name_stamp_value_rupiah,
  "stamp.threshold_rupiah": m.operator_rule_name_stamp_threshold_rupiah,
  "koperasi.loan_max_rupiah": m.operator_rule_name_koperasi_loan_max_rupiah,
  "koperasi.loan_interest_basis_points": m.operator_rule_name_koperasi_loan_interest_basis_points,
  "koperasi.loan_months": m.operator_rule_name_koperasi_loan_months,
  "koperasi.loan_grace_months_max": m.operator_rule_name_koperasi_loan_grace_months_max,
  "koperasi.loan_due_day": m.operator_rule_name_koperasi_loan_due_day,
  "contract.expiry_notice_days": m.operator_rule_name_contract_expiry_notice_days,
  "market.cut_off_time": m.operator_rule_name_market_cut_off_time,
  "market.cut_off_days_before": m.operator_rule_name_market_cut_off_days_before,
  "market.on_demand_allowed": m.operator_rule_name_market_on_demand_allowed,
  "orders.late_cancel_percent": m.operator_rule_name_orders_late_cancel_percent,
  "market.on_demand_hours_before_window": m.operator_rule_name_market_on_demand_hours_before_window,
  "books.closing_after_days": m.operator_rule_name_books_closing_after_days,
  "market.answer_minutes": m.operator_rule_name_market_answer_minutes,
  "market.price_age_days_fresh": m.operator_rule_name_market_price_age_days_fresh,
  "market.price_age_days_dry": m.operator_rule_name_market_price_age_days_dry,
  "market.reference_age_days": m.operator_rule_name_market_reference_age_days,
  "market.reference_warning_basis_points": m.operator_rule_name_market_reference_warning_basis_points,
  "market.suppliers_per_line_max": m.operator_rule_name_market_suppliers_per_line_max,
  "market.extra_supplier_rupiah": m.operator_rule_name_market_extra_supplier_rupiah,
  "market.supplier_share_max_basis_points": m.operator_rule_name_market_supplier_share_max_basis_points,
  "market.margin_guide_dry_basis_points": m.operator_rule_name_market_margin_guide_dry_basis_points,
  "market.margin_guide_egg_basis_points": m.operator_rule_name_market_margin_guide_egg_basis_points,
  "market.margin_guide_fresh_basis_points": m.operator_rule_name_market_margin_guide_fresh_basis_points,
  "disputes.answer_hours": m.operator_rule_name_disputes_answer_hours,
  "disputes.hearing_hours": m.operator_rule_name_disputes_hearing_hours,
  "disputes.decision_hours": m.operator_rule_name_disputes_decision_hours,
  "receiving.tolerance_basis_points": m.operator_rule_name_receiving_tolerance_basis_points,
  "receiving.late_after_minutes": m.operator_rule_name_receiving_late_after_minutes,
  "receiving.substitute_minutes": m.operator_rule_name_receiving_substitute_minutes,
  "receiving.replacement_minutes": m.operator_rule_name_receiving_replacement_minutes,
  "receiving.substitute_answer_minutes": m.operator_rule_name_receiving_substitute_answer_minutes,
  "receiving.appeal_hours": m.operator_rule_name_receiving_appeal_hours,
  "receiving.appeal_answer_hours": m.operator_rule_name_receiving_appeal_answer_hours,
  "shipments.missed_after_days": m.operator_rule_name_shipments_missed_after_days,
  "trips.road_kmh": m.operator_rule_name_trips_road_kmh,
  "trips.stop_minutes": m.operator_rule_name_trips_stop_minutes,
  "trips.driving_minutes_max": m.operator_rule_name_trips_driving_minutes_max,
  "trips.starts_at": m.operator_rule_name_trips_starts_at,
  "allotment.answer_hours": m.operator_rule_name_allotment_answer_hours,
  "allotment.key_parts": m.operator_rule_name_allotment_key_parts,
  "trade.hygiene_certificate_for": m.operator_rule_name_trade_hygiene_certificate_for,
  "trade.halal_certificate_for": m.operator_rule_name_trade_halal_certificate_for,
  "allotment.memory_days": m.operator_rule_name_allotment_memory_days,
  "payment.terms_days": m.operator_rule_name_payment_terms_days,
  "payment.term_days": m.operator_rule_name_payment_term_days,
  "payment.head_after_days": m.operator_rule_name_payment_head_after_days,
};

/** What a rule is called on a screen, with the unit of its value; a rule without a name shows its key. */
export function ruleName(key: string): string {
  const particular = particularRules.get(key);
  if (particular)
    return m.regions_rule_of_goods({
      rule: ruleName(particular.general),
      goods: goodsClassName(particular.goodsClass),
    });
  return names[key]?.() ?? key;
}

/** A rule's value as it is read on a screen, large numbers with dots; `parameterText` is what may be typed again. */
export function ruleValue(value: ParameterValue): string {
  return typeof value === "number" ? whole(value) : parameterText(value);
}
