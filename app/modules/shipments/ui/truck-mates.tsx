import { percent, rupiah, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import type { TripShown } from "../trip-reads.server.ts";
import { utilisation } from "../trips.ts";

export type TruckMatesProps = {
  readonly own: Pick<TripShown, "trip" | "loadBase" | "payloadGrams">;
  readonly mates: readonly TripShown[];
  readonly slug: string;
  /** Set where the trip can still be taken out of the vehicle. */
  readonly leaveKey: string | null;
};

/** What else goes in the vehicle of a trip: how full it is with all of it, what it costs, and the way to the other trips. */
export function TruckMates({ own, mates, slug, leaveKey }: TruckMatesProps) {
  if (mates.length === 0) return null;
  const all = [own, ...mates];
  const base = all.reduce((sum, one) => sum + one.loadBase, 0n);
  const cost = all.reduce((sum, one) => sum + one.trip.costRupiah, 0n);
  const payload = own.payloadGrams ?? 0n;
  return (
    <Callout tone="leaf" icon="truck" title={m.shipments_truck_shared()}>
      <p className="tabular">
        {m.shipments_truck_whole({
          base: weight(base),
          part: payload > 0n ? percent(utilisation(base, payload)) : "–",
          cost: rupiah(cost),
          own: rupiah(own.trip.costRupiah),
        })}
      </p>
      <ul className="my-2 flex flex-col gap-2">
        {mates.map((mate) => (
          <li key={mate.trip.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <ButtonLink
              to={`/${slug}/perjalanan/${mate.trip.id}`}
              variant="secondary"
              size="small"
              icon="truck"
            >
              {mate.commodityName} · {mate.buyerName}
            </ButtonLink>
            <span className="tabular text-sm">
              {mate.callOffNumber} · {weight(mate.loadBase)}
            </span>
          </li>
        ))}
      </ul>
      {leaveKey === null ? null : (
        <Form idempotencyKey={leaveKey}>
          <SubmitButton icon="split" variant="secondary" name="intent" value="vehicle">
            {m.shipments_truck_leave()}
          </SubmitButton>
        </Form>
      )}
    </Callout>
  );
}
