import { type FormEvent, useState } from "react";
import { decimalOf, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { FieldError } from "#app/ui/form/field.tsx";
import { FieldRow } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { netOf } from "../door-form.ts";
import type { ShipmentLineShown } from "../shipment-reads.server.ts";
import { Fold } from "./fold.tsx";

type Field = {
  readonly name: string;
  readonly error: FieldError;
  readonly defaultValue: string | undefined;
};

export type DoorScalesProps = {
  readonly line: ShipmentLineShown;
  readonly delivered: Field;
  readonly gross: Field;
  readonly tare: Field;
};

/** The weight of one line: read at once, or with its crate, and then the scales do the sum. */
export function DoorScales({ line, delivered, gross, tare }: DoorScalesProps) {
  const [net, setNet] = useState<bigint | null>(null);
  const weigh = (event: FormEvent<HTMLDivElement>) => {
    // The number boxes carry their plain text in a hidden field that follows in the same turn.
    const { currentTarget } = event;
    setTimeout(() => {
      const written = (name: string) =>
        currentTarget.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`)?.value.trim() ??
        "";
      const whole = written(gross.name);
      setNet(whole === "" ? null : netOf(whole, written(tare.name) || undefined, line.basePerUnit));
    });
  };
  return (
    <>
      <div className="max-w-sm [&_input.tabular]:min-h-10 [&_input.tabular]:text-2xl">
        <QuantityInput
          key={net?.toString() ?? "own"}
          {...delivered}
          label={m.shipments_door_weighed()}
          unit={line.unit}
          defaultValue={
            net === null
              ? (delivered.defaultValue ?? decimalOf(line.loadedBase, line.basePerUnit).replaceAll(".", ""))
              : decimalOf(net, line.basePerUnit).replaceAll(".", "")
          }
        />
      </div>
      <Fold
        open={[gross, tare].some((field) => field.error || (field.defaultValue ?? "") !== "")}
        label={m.shipments_door_scales()}
      >
        <div className="max-w-sm" onInput={weigh}>
          <FieldRow>
            <QuantityInput {...gross} label={m.shipments_door_gross()} unit={line.unit} optional />
            <QuantityInput {...tare} label={m.shipments_door_tare()} unit={line.unit} optional />
          </FieldRow>
        </div>
        <p aria-live="polite" className="tabular text-sm text-ink-soft">
          {net === null
            ? m.shipments_door_scales_hint()
            : m.shipments_door_net({ net: quantity(net, line.unit, line.basePerUnit) })}
        </p>
      </Fold>
    </>
  );
}
