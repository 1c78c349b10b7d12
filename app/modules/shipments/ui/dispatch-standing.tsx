import { dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import type { ShipmentShown } from "../shipment-reads.server.ts";

export type DispatchStandingProps = {
  readonly shown: ShipmentShown;
  readonly mayDispatch: boolean;
  readonly maySeeInvoices: boolean;
  readonly slug: string;
  readonly zone: Zone;
};

/** Where a shipment stands and what its seller can do about it now, in one sentence. */
export function DispatchStanding({ shown, mayDispatch, maySeeInvoices, slug, zone }: DispatchStandingProps) {
  const { shipment } = shown;
  switch (shipment.state) {
    case "planned":
      if (shipment.callOffId !== null)
        return (
          <Callout
            tone="leaf"
            icon="scale"
            title={m.shipments_standing_gate_title()}
            actions={
              <ButtonLink to={`/${slug}/jatah/${shipment.callOffId}`} variant="secondary" size="small">
                {m.shipments_standing_gate_open()}
              </ButtonLink>
            }
          >
            {m.shipments_standing_gate_text()}
          </Callout>
        );
      if (mayDispatch) return null;
      return (
        <Callout
          tone="rice"
          title={
            shown.orderState === "approved"
              ? m.shipments_standing_not_yours()
              : m.shipments_standing_unapproved()
          }
        />
      );
    case "dispatched":
      return (
        <Callout
          tone="leaf"
          icon={shipment.arrivedAt === null ? "truck" : "pin"}
          title={
            shipment.arrivedAt === null
              ? m.shipments_standing_left({
                  at: shipment.dispatchedAt === null ? "" : dateTime(shipment.dispatchedAt, zone),
                })
              : m.shipments_standing_arrived({ at: dateTime(shipment.arrivedAt, zone) })
          }
        >
          {m.shipments_standing_next()}
        </Callout>
      );
    case "received":
      return (
        <Callout
          tone="leaf"
          title={m.shipments_standing_received()}
          actions={
            maySeeInvoices ? (
              <ButtonLink to={`/${slug}/penjualan`} variant="secondary" size="small" icon="invoice">
                {m.shipments_standing_invoices()}
              </ButtonLink>
            ) : undefined
          }
        >
          {m.shipments_standing_received_text()}
        </Callout>
      );
    case "cancelled":
      return <Callout tone="brick" title={m.shipments_standing_cancelled()} />;
  }
}
