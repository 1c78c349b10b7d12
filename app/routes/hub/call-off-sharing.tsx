import { m } from "#app/i18n/paraglide/messages.js";
import type { AllotmentBecause } from "#app/modules/allotment/round.ts";
import { keyName } from "#app/modules/allotment/ui/allotment-badge.tsx";
import { CapacityTable } from "#app/modules/allotment/ui/capacity-table.tsx";
import { LockBox } from "#app/modules/allotment/ui/lock-box.tsx";
import { ProposeForm } from "#app/modules/allotment/ui/propose-form.tsx";
import { RuleComparison } from "#app/modules/allotment/ui/rule-comparison.tsx";
import { RulesSideBySide } from "#app/modules/allotment/ui/rules-side-by-side.tsx";
import { CapacityForm } from "#app/modules/contracts/ui/capacity-form.tsx";
import { surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { callOffPage } from "./call-off-page.server.ts";

export type CallOffSharingProps = {
  readonly loaded: Awaited<ReturnType<typeof callOffPage>>;
  /** The address of the call-off. */
  readonly here: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** How a call-off is divided, for the trade center: who can bring what, the rounds side by side, and the next deed. */
export function CallOffSharing({ loaded, here, errors, values }: CallOffSharingProps) {
  const { deeds, key, packUnit, rows, rounds, tried } = loaded;
  return (
    <>
      <Section
        tone="flush"
        title={m.contracts_capacities()}
        lead={m.contracts_capacities_lead()}
        actions={
          <ButtonLink to={`${here}/undangan`} variant="quiet" size="small" icon="people">
            {m.contracts_invitations()}
          </ButtonLink>
        }
      >
        <CapacityTable
          rows={rows}
          changeTo={deeds.invite ? (row) => `${here}?koperasi=${row.koperasiId}#undang` : undefined}
        />
      </Section>
      {rounds.length > 0 ? (
        <Section
          tone="flush"
          title={m.allotment_compare_title()}
          lead={m.allotment_compare_lead()}
          id="usulan"
        >
          <RuleComparison
            rounds={rounds}
            koperasi={sharersIn(rounds)}
            packUnit={packUnit}
            to={(roundId) => `${here}/jatah/${roundId}`}
          />
        </Section>
      ) : null}
      {tried ? (
        <Section
          tone="flush"
          title={m.allotment_try_title()}
          lead={m.allotment_try_lead()}
          id="aturan"
          actions={
            <ButtonLink
              to={tried.key === "standard" ? `${here}#aturan` : `${here}?kunci=standar#aturan`}
              variant="quiet"
              size="small"
              icon="split"
            >
              {keyName(tried.key === "standard" ? "agreed" : "standard")}
            </ButtonLink>
          }
        >
          <RulesSideBySide
            rules={tried.rules}
            rows={tried.rows}
            excluded={tried.excluded}
            packUnit={packUnit}
          />
        </Section>
      ) : null}
      {tried && tried.rules.length > 0 ? (
        <Section tone="card" title={m.allotment_propose_title()} lead={m.allotment_propose_lead()}>
          <ProposeForm
            idempotencyKey={key}
            errors={errors}
            rules={tried.rules.map(({ rule }) => rule)}
            keyParts={tried.keyParts}
            standingKey={tried.key}
          />
        </Section>
      ) : null}
      {deeds.lock && loaded.short === null ? <LockBox idempotencyKey={key} short={null} /> : null}
      {deeds.invite ? (
        <Section tone="card" title={m.contracts_capacity_title()} id="undang">
          <CapacityForm
            key={loaded.changing?.koperasiId ?? "new"}
            idempotencyKey={key}
            isSchedule={loaded.waves.length > 1}
            isCooled={loaded.callOff.cooling !== "ambient"}
            koperasi={loaded.koperasi}
            standing={loaded.changing}
            packUnit={packUnit}
            unit={surveyedUnit(loaded.baseUnit).word}
            errors={errors}
            values={values}
          />
        </Section>
      ) : null}
    </>
  );
}

/** Everyone who has a share in any of the tables, the heaviest first. */
function sharersIn(rounds: CallOffSharingProps["loaded"]["rounds"]) {
  const known = new Map(
    rounds
      .flatMap(({ shares }) => shares)
      .map(({ koperasiId, koperasiName, because }) => [
        koperasiId,
        { id: koperasiId, name: koperasiName, weight: (because as AllotmentBecause).weight },
      ]),
  );
  return [...known.values()].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}
