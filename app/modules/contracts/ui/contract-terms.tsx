import { date, percent, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Facts } from "#app/ui/layout/facts.tsx";

export type ContractTermsProps = {
  readonly terms: {
    readonly freightPaidBy: "buyer" | "seller";
    readonly freightRupiahPerTonne: bigint;
    readonly destinationAddress: string;
    readonly paymentTermDays: number;
    readonly claimWindowHours: number;
    readonly breakageAllowanceBasisPoints: number;
    readonly shrinkAllowanceBasisPoints: number;
    readonly advanceBasisPoints: number;
    readonly forceMajeureNoticeHours: number;
    readonly forceMajeureDaysMax: number;
    readonly startsOn: string;
    readonly endsOn: string;
  };
  readonly destination: string;
};

/** What two parties agreed beside the goods themselves, in plain words. */
export function ContractTerms({ terms, destination }: ContractTermsProps) {
  return (
    <Facts
      facts={[
        { label: m.contracts_freight(), value: freightWords(terms) },
        { label: m.contracts_destination(), value: `${terms.destinationAddress} (${destination})` },
        { label: m.contracts_term(), value: m.contracts_term_words({ days: terms.paymentTermDays }) },
        {
          label: m.contracts_claims(),
          value: m.contracts_claims_words({
            breakage: percent(terms.breakageAllowanceBasisPoints),
            shrink: percent(terms.shrinkAllowanceBasisPoints),
            hours: terms.claimWindowHours,
          }),
        },
        {
          label: m.contracts_advance(),
          value:
            terms.advanceBasisPoints === 0
              ? m.contracts_none()
              : m.contracts_advance_words({ percent: percent(terms.advanceBasisPoints) }),
        },
        {
          label: m.contracts_force_majeure(),
          value: m.contracts_force_majeure_words({
            hours: terms.forceMajeureNoticeHours,
            days: terms.forceMajeureDaysMax,
          }),
        },
        {
          label: m.contracts_period(),
          value: m.contracts_period_words({ from: date(terms.startsOn), to: date(terms.endsOn) }),
        },
      ]}
    />
  );
}

function freightWords(terms: ContractTermsProps["terms"]): string {
  const rate = rupiah(terms.freightRupiahPerTonne);
  return terms.freightPaidBy === "buyer"
    ? m.contracts_freight_buyer({ rate })
    : m.contracts_freight_seller({ rate });
}
