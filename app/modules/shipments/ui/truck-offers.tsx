import { percent, rupiah, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { utilisation } from "../trips.ts";
import type { TruckOffer } from "../truck-reads.server.ts";

/** Vehicles of other call-offs that go the same way that day, with what going along would save; nothing where there is none. */
export function TruckOffers({
  idempotencyKey,
  offers,
}: {
  readonly idempotencyKey: string;
  readonly offers: readonly TruckOffer[];
}) {
  if (offers.length === 0) return null;
  return (
    <Section tone="card" title={m.shipments_truck_offers()} lead={m.shipments_truck_offers_lead()}>
      <ul className="flex flex-col divide-y divide-line">
        {offers.map(({ tripId, own, other, ...offer }) => {
          const saved = offer.apartRupiah - offer.togetherRupiah;
          const payload = other.payloadGrams ?? 0n;
          return (
            <li key={`${tripId} ${other.trip.id}`} className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
              <strong>
                {other.vehicleKind} {other.vehiclePlate}
              </strong>
              <span className="text-sm text-ink-soft">
                {m.shipments_truck_with({
                  goods: other.commodityName,
                  buyer: other.buyerName,
                  number: other.callOffNumber,
                })}
              </span>
              <span className="tabular text-sm">
                {m.shipments_truck_load({
                  own: weight(own.loadBase),
                  all: weight(offer.base),
                  part: payload > 0n ? percent(utilisation(offer.base, payload)) : "–",
                })}
              </span>
              <span className="tabular text-sm">
                {m.shipments_truck_costs({
                  together: rupiah(offer.togetherRupiah),
                  apart: rupiah(offer.apartRupiah),
                })}{" "}
                {saved > 0n ? (
                  <strong className="text-leaf-700">
                    {m.shipments_truck_saves({ saved: rupiah(saved) })}
                  </strong>
                ) : (
                  m.shipments_truck_saves_nothing()
                )}
              </span>
              <Form idempotencyKey={`${idempotencyKey}-${tripId}-${other.trip.id}`}>
                <input type="hidden" name="tripId" value={tripId} />
                <input type="hidden" name="withTripId" value={other.trip.id} />
                <SubmitButton
                  icon="truck"
                  variant={saved > 0n ? "primary" : "secondary"}
                  name="intent"
                  value="share"
                >
                  {m.shipments_truck_take()}
                </SubmitButton>
              </Form>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
