import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Choice } from "#app/ui/form/choice.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import type { ShipmentLineShown } from "../shipment-reads.server.ts";
import { dispositionOptions } from "./dispositions.ts";
import { DoorScales } from "./door-scales.tsx";
import { DoorSenses } from "./door-senses.tsx";
import { Fold } from "./fold.tsx";
import { rejectReasonOptions } from "./reject-reasons.tsx";

export type DoorLineProps = {
  readonly line: ShipmentLineShown;
  readonly at: number;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** What was filled in before; a name that may come several times has its values with spaces between. */
  readonly values: Readonly<Record<string, string>>;
  /** A photo of this line waits on the phone. */
  readonly hasPhoto: boolean;
};

/** One line at the door: a big box for the weight, one tap that all is well, and behind another what is refused. */
export function DoorLine({ line, at, errors, values, hasPhoto }: DoorLineProps) {
  const name = (field: string) => `lines[${at}].${field}`;
  const field = (short: string) => ({
    name: name(short),
    error: errors[name(short)] ?? null,
    defaultValue: values[name(short)],
  });
  const amount = (base: bigint) => quantity(base, line.unit, line.basePerUnit);
  const touched = (...fields: string[]) =>
    fields.some((each) => errors[name(each)] !== undefined || (values[name(each)] ?? "") !== "");
  const photoId = values[name("photoId")];
  return (
    <li className="min-w-0 rounded-lg border border-line bg-card p-4 shadow-card sm:p-5">
      <input type="hidden" name={name("shipmentLineId")} value={line.id} />
      {photoId ? <input type="hidden" name={name("photoId")} value={photoId} /> : null}
      <h3 className="text-lg font-bold">{line.description}</h3>
      <p className="tabular mb-3 text-sm text-ink-soft">
        {m.shipments_door_loaded({ loaded: amount(line.loadedBase) })}
        {line.promisedBase === line.loadedBase
          ? ""
          : ` · ${m.shipments_door_promised({ promised: amount(line.promisedBase) })}`}
        {line.specification ? ` · ${line.specification}` : ""}
      </p>
      <DoorScales line={line} delivered={field("delivered")} gross={field("gross")} tare={field("tare")} />
      <DoorSenses name={name("sensed")} values={(values[name("sensed")] ?? "").split(" ")} />
      <Fold
        open={hasPhoto || touched("rejected", "reason", "disposition", "photo", "photoId")}
        label={m.shipments_door_reject()}
      >
        <div className="max-w-sm">
          <QuantityInput
            {...field("rejected")}
            label={m.shipments_door_rejected()}
            unit={line.unit}
            optional
          />
        </div>
        <Choice
          {...field("reason")}
          label={m.shipments_door_reason()}
          options={rejectReasonOptions()}
          layout="row"
          optional
        />
        <Choice
          {...field("disposition")}
          label={m.shipments_door_disposition()}
          options={dispositionOptions()}
          layout="row"
          optional
        />
        <FileInput
          name={name("photo")}
          label={m.shipments_door_photo()}
          hint={photoId || hasPhoto ? m.shipments_door_photo_kept() : m.shipments_door_photo_hint()}
          accept="image/*"
          camera
          error={errors[name("photo")] ?? null}
          optional
        />
      </Fold>
      <Fold open={touched("temperature", "note")} label={m.shipments_door_more()}>
        <div className="max-w-xs">
          <TextInput
            {...field("temperature")}
            label={m.shipments_door_temperature()}
            inputMode="decimal"
            suffix="°C"
            maxLength={6}
            optional
          />
        </div>
        <TextInput {...field("note")} label={m.shipments_door_note()} maxLength={300} optional />
      </Fold>
    </li>
  );
}
