import { decimalOf, packs, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import type { RoundState } from "../allotment-lifecycle.ts";
import { giniOf } from "../fairness.ts";
import type { AllotmentRule } from "../round.ts";
import { RoundBadge, roundName, ruleShort } from "./allotment-badge.tsx";

export type ComparedRound = {
  readonly id: string;
  readonly round: number;
  readonly rule: AllotmentRule;
  readonly state: RoundState;
  readonly packs: number;
  readonly shares: readonly { readonly koperasiId: string; readonly packs: number }[];
};

export type RuleComparisonProps = {
  readonly rounds: readonly ComparedRound[];
  readonly koperasi: readonly { readonly id: string; readonly name: string; readonly weight: number }[];
  readonly packUnit: string;
  readonly to: (roundId: string) => string;
};

/** Tables of a call-off side by side: who gets how much under each rule, how evenly, and what is the smallest share. */
export function RuleComparison({ rounds, koperasi, packUnit, to }: RuleComparisonProps) {
  const packsOf = (round: ComparedRound, koperasiId: string) =>
    round.shares.reduce((sum, share) => sum + (share.koperasiId === koperasiId ? share.packs : 0), 0);
  const column = (round: ComparedRound): Column<RuleComparisonProps["koperasi"][number]> => ({
    key: round.id,
    header: m.allotment_round_short({ round: round.round, rule: ruleShort(round.rule) }),
    align: "end",
    cell: (row) => {
      const packs = packsOf(round, row.id);
      return packs === 0 ? "–" : whole(packs);
    },
  });
  return (
    <>
      <DataTable
        caption={m.allotment_compare_title()}
        phone="scroll"
        rows={koperasi}
        rowKey={(row) => row.id}
        empty={null}
        columns={[
          { key: "koperasi", header: m.contracts_koperasi(), cell: (row) => row.name },
          { key: "weight", header: m.contracts_weight(), align: "end", cell: (row) => whole(row.weight) },
          ...rounds.map(column),
        ]}
        totalsLabel={m.allotment_shared_out()}
        totals={Object.fromEntries(
          rounds.map((round) => [
            round.id,
            packs(
              round.shares.reduce((sum, share) => sum + share.packs, 0),
              packUnit,
            ),
          ]),
        )}
      />
      <ul className="grid gap-3 border-t border-line p-4 sm:grid-cols-2 sm:p-6 xl:grid-cols-3">
        {rounds.map((round) => (
          <li key={round.id} className="flex flex-col gap-2 rounded-lg border border-line bg-paper p-4">
            <span className="flex flex-wrap items-center justify-between gap-2">
              <strong>{roundName(round.round, round.rule)}</strong>
              <RoundBadge state={round.state} />
            </span>
            <span className="tabular text-sm text-ink-soft">
              {m.allotment_fairness({
                gini: decimalOf(BigInt(giniOf(koperasi.map((one) => packsOf(round, one.id)))) / 100n, 100n),
                smallest: whole(Math.min(...round.shares.map((share) => share.packs))),
                rest: whole(round.packs - round.shares.reduce((sum, share) => sum + share.packs, 0)),
              })}
            </span>
            <ButtonLink to={to(round.id)} variant="secondary" size="small" icon="arrow">
              {round.state === "proposed" ? m.allotment_look_and_publish() : m.allotment_look()}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </>
  );
}
