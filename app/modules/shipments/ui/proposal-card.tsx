import { percent, rupiah, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { TripProposal } from "../trip-proposal-reads.server.ts";
import { sayHours, sayKm } from "./say-way.ts";

export type ProposalCardProps = {
  readonly idempotencyKey: string;
  readonly proposal: TripProposal;
  /** Both goals come to the same plan. */
  readonly isAlone: boolean;
  /** Koperasi by shipment. */
  readonly names: Readonly<Record<string, string>>;
  readonly unit: BaseUnit;
};

/** One way to load the vehicles, with what it comes to, and a button to take it over. */
export function ProposalCard({ idempotencyKey, proposal, isAlone, names, unit }: ProposalCardProps) {
  const titles = { cheapest: m.shipments_plan_cheapest, fewest: m.shipments_plan_fewest };
  return (
    <Section tone="card" title={isAlone ? m.shipments_plan_best() : titles[proposal.goal]()}>
      <Facts
        facts={[
          { label: m.shipments_trip_cost(), value: rupiah(proposal.costRupiah) },
          {
            label: m.shipments_trip_per_kg(),
            value: proposal.rupiahPerKg === null ? null : rupiah(proposal.rupiahPerKg),
          },
          { label: m.shipments_plan_vehicles(), value: proposal.trips.length },
        ]}
      />
      <ol className="mt-2 flex flex-col">
        {proposal.trips.map((trip) => (
          <li key={trip.loadIds.join()} className="border-t border-line py-3">
            <strong className="block">
              {trip.plate === null ? m.shipments_plan_hired() : `${trip.kind ?? ""} ${trip.plate}`}
            </strong>
            <span className="tabular block text-sm text-ink-soft">
              {sayMeasure(trip.base, unit)}
              {trip.payloadGrams === null || trip.utilisation === null
                ? ""
                : ` · ${m.shipments_plan_full_of({ part: percent(trip.utilisation), payload: weight(trip.payloadGrams) })}`}
            </span>
            <span className="tabular block text-sm text-ink-soft">
              {m.shipments_plan_way({
                cost: rupiah(trip.costRupiah),
                km: sayKm(trip.metres),
                hours: sayHours(trip.drivingMinutes),
              })}
            </span>
            <ol className="mt-1 list-inside list-decimal text-sm">
              {trip.loadIds.map((id) => (
                <li key={id}>{names[id] ?? "–"}</li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      <Form idempotencyKey={idempotencyKey}>
        {proposal.trips.flatMap((trip) =>
          trip.loadIds.map((id) => (
            <span key={id} hidden>
              <input type="hidden" name="shipmentId" value={id} />
              <input type="hidden" name={`vehicle-${id}`} value={trip.vehicleId ?? ""} />
            </span>
          )),
        )}
        <FormActions>
          <SubmitButton
            icon="check"
            variant={proposal.goal === "cheapest" ? "primary" : "secondary"}
            name="intent"
            value="plan"
          >
            {m.shipments_plan_take()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
