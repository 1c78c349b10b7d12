import { date, percent, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Facts } from "#app/ui/layout/facts.tsx";

export type ContractTermsProps = {
  readonly terms: {
    readonly mouNumber: string | null;
    readonly agreementNumber: string | null;
    readonly freightPaidBy: "buyer" | "seller";
    readonly freightRupiahPerTonne: bigint;
    readonly destinationAddress: string;
    readonly paymentTermDays: number;
    readonly claimWindowHours: number;
    readonly breakageAllowanceBasisPoints: number;
    readonly shrinkAllowanceBasisPoints: number;
    readonly levyBasisPoints: number;
    readonly levyLegalBasis: string | null;
    readonly serviceFeeBasisPoints: number;
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
        { label: m.contracts_levy(), value: levyWords(terms) },
        {
          label: m.contracts_fee(),
          value:
            terms.serviceFeeBasisPoints === 0 ? m.contracts_none() : percent(terms.serviceFeeBasisPoints),
        },
        {
          label: m.contracts_period(),
          value: m.contracts_period_words({ from: date(terms.startsOn), to: date(terms.endsOn) }),
        },
        {
          label: m.contracts_papers(),
          value: [terms.mouNumber, terms.agreementNumber].filter(Boolean).join(" · ") || null,
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

function levyWords(terms: ContractTermsProps["terms"]): string {
  if (terms.levyBasisPoints === 0) return m.contracts_none();
  return m.contracts_levy_words({
    percent: percent(terms.levyBasisPoints),
    basis: terms.levyLegalBasis ?? "",
  });
}
