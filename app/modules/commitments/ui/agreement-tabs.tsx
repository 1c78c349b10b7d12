import { m } from "#app/i18n/paraglide/messages.js";
import { Tabs } from "#app/ui/table/filters.tsx";

export type AgreementTabsProps = {
  readonly slug: string;
  readonly current: "terms" | "frameworks" | "credit";
  /** Whether the organisation sells, and so lets buyers owe it something. */
  readonly sells: boolean;
};

/** What is settled between two partners once, for all the deliveries that follow. */
export function AgreementTabs({ slug, current, sells }: AgreementTabsProps) {
  return (
    <Tabs
      label={m.commitments_agreements()}
      tabs={[
        { to: `/${slug}/tempo-bayar`, label: m.commitments_terms_title(), current: current === "terms" },
        {
          to: `/${slug}/kontrak-payung`,
          label: m.commitments_framework_title(),
          current: current === "frameworks",
        },
        ...(sells
          ? [
              {
                to: `/${slug}/batas-kredit`,
                label: m.commitments_credit_title(),
                current: current === "credit",
              },
            ]
          : []),
      ]}
    />
  );
}
